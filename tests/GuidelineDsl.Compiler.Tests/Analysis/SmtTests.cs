using System.Diagnostics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Compiler.Tests.Analysis.SmtText;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// Z3 as a second oracle, on random guidelines too large to look at every patient: it must agree on gaps, overlaps and dead rules, and that the regions
/// hold exactly those patients. How many is set by GDL_SMT_COUNT, the first seed by GDL_SMT_SEED; tools/z3/install brings Z3.
/// </summary>
public class SmtTests
{
    [SmtFact]
    public void The_solver_agrees_on_large_guidelines()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("GDL_SMT_COUNT"), out int given) ? given : 40;
        int first = int.TryParse(Environment.GetEnvironmentVariable("GDL_SMT_SEED"), out int seed) ? seed : 1;
        for (int i = first; i < first + count; i++)
        {
            Compare(RandomLargeModel.Make(i), i);
        }
    }

    private static void Compare(GuidelineModel model, int seed)
    {
        AnalysisResult result = Analyzer.Analyze(model, AnalysisOptions.Default with { AllRegions = true, TimePerDecision = TimeSpan.FromMinutes(2) });
        if (result.Findings.Any(f => f.Code == "GDL5014"))
        {
            Ask(model, [("constraints", [], false)], seed);
            return;
        }

        Decision decision = model.Guidelines[0].Decisions[0];
        result.Decisions.Single().IsAnalysed.ShouldBeTrue($"seed {seed}");
        List<(string What, string[] Asserted, bool Expected)> questions = [];
        string scope = Of(decision.Scope);
        void AskRegion(string what, Finding? finding, params string[] region)
        {
            questions.Add((what, [scope, .. region], finding is not null));
            if (finding is not null)
            {
                string boxes = Or(finding.Region.Select(Of));
                questions.Add(($"{what}: outside of the boxes", [scope, .. region, Not(boxes)], false));
                questions.Add(($"{what}: too much in the boxes", [scope, boxes, Not(And(region))], false));
            }
        }

        AskRegion("gap", result.Findings.SingleOrDefault(f => f.Code == "GDL4001"), [.. decision.Rules.Select(r => Not(Of(r.Condition)))]);
        foreach (Rule rule in decision.Rules)
        {
            questions.Add(($"{rule} is dead", [scope, Of(rule.Condition)], !result.Findings.Any(f => f.Code == "GDL5010" && f.Rules[0].Rule == rule)));
            foreach (Rule other in decision.Rules.Where(o => o.Index > rule.Index))
            {
                AskRegion(
                    $"{rule} and {other}",
                    result.Findings.SingleOrDefault(f => f.Code is "GDL5002" or "GDL5003" && f.Rules[0].Rule == rule && f.Rules[1].Rule == other),
                    Of(rule.Condition), Of(other.Condition));
            }
        }

        Ask(model, questions, seed);
    }

    private static void Ask(GuidelineModel model, List<(string What, string[] Asserted, bool Expected)> questions, int seed)
    {
        string text = string.Concat(model.Facts.Select(f => Declare(f) + "\n"))
            + string.Concat(model.Constraints.Select(c => $"(assert {Of(c.Condition)})\n"))
            + string.Concat(questions.Select(q => $"(push){string.Concat(q.Asserted.Select(a => $"(assert {a})"))}(check-sat)(pop)\n"));
        string[] answers = Run(text);
        answers.Length.ShouldBe(questions.Count, $"seed {seed}: {string.Join(' ', answers.Take(3))}");
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i].ShouldBe(questions[i].Expected ? "sat" : "unsat", $"seed {seed}: {questions[i].What}");
        }
    }

    internal static string[] Run(string text)
    {
        using Process process = Process.Start(new ProcessStartInfo("z3", "-in -smt2 -T:120") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        process.WaitForExit();
        return output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    internal sealed class SmtFactAttribute : FactAttribute
    {
        public SmtFactAttribute() => Skip = HasSolver() ? null : "skipped: needs z3 (tools/z3/install)";

        private static bool HasSolver() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "z3")));
    }
}
