using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;
namespace GuidelineDsl.Compiler.Tests.Analysis;
public class TempProbe
{
    [Fact]
    public void Probe()
    {
        var m = RandomLinearModel.Make(int.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1127")).Model;
        var g = m.Guidelines[0]; var d = g.Decisions[0];
        var r = Analyzer.Analyze(m, AnalysisOptions.Default);
        var s = string.Join("\n", r.Findings.Select(f => f.Code + " " + string.Join(" | ", f.RegionInWords)));
        var gc = new GuidelineContext(g, g.Constraints);
        var b = new Budget(long.MaxValue, TimeSpan.FromSeconds(60), default);
        var c = new DecisionContext(gc, d, b);
        foreach (var v in c.Space.Variables) s += $"\n{v.Index} {v} {string.Join(" ", v.Intervals)}";
        var rows = c.InScope.Concat(d.Rules.Select(r => c.Patients.Covering(c.Possible(r.Condition)))).ToArray();
        foreach (var row in rows) s += $"\n{row.IsOutside} {row.Formula}";
        new CoverSearch(c.Space.Variables, rows, b).Run(c.Patients.Whole, reg => { s += "\nopen " + string.Join(" ", c.Space.Variables.Select(v => Part.ToCells(v, reg[v.Index]))); var gr = new RegionFinder(c.Space.Variables, rows, c.Space.Formulas, b).Grow(reg); s += "\n  grown " + string.Join(" ", c.Space.Variables.Select(v => Part.ToCells(v, gr[v.Index])));return true; });
        throw new InvalidOperationException(s);
    }
}
