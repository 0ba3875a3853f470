using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>One random guideline: the findings of the analysis beside those of the oracle.</summary>
internal sealed class OracleComparison
{
    private readonly Oracle _oracle;
    private readonly Guideline _guideline;
    private readonly Decision _decision;
    private readonly AnalysisResult _result;
    private readonly List<Finding> _left;
    private readonly PatientValue[][] _inScope;

    public OracleComparison(RandomModel random)
    {
        _guideline = random.Model.Guidelines.Single();
        _decision = _guideline.Decisions.Single();
        _oracle = new Oracle(random.Model, random.Representatives);
        _result = Analyzer.Analyze(random.Model, AnalysisOptions.Default with { AllRegions = true });
        _left = [.. _result.Findings];
        _inScope = [.. _oracle.Patients.Where(p => _oracle.InScope(_decision, p, []))];
    }

    public void Compare()
    {
        CompareDeadRules();
        CompareGap();
        CompareOverlaps();
        Check(_left.Count == 0, "too much: " + string.Join("; ", _left.Select(f => f.Message)));
    }

    private void CompareDeadRules()
    {
        foreach (Rule rule in _decision.Rules.Where(IsDead))
        {
            Check(Take("GDL5010", rule) is not null, $"{rule} is dead");
        }
    }

    private bool IsDead(Rule rule) => !_inScope.Any(p => _oracle.Truth(rule.Condition, p) == true);

    private void CompareGap()
    {
        bool expected(PatientValue[] p) => _decision.PartialBecause is null && _oracle.IsGap(_decision, p);
        CompareRegion(Take("GDL4001"), expected, "gap");
    }

    private void CompareOverlaps()
    {
        if (_decision.Policy != ChoicePolicy.One)
        {
            return;
        }

        foreach (Rule a in _decision.Rules)
        {
            foreach (Rule b in _decision.Rules.Where(b => b.Index > a.Index && !a.Overrides.Contains(b.Index) && !b.Overrides.Contains(a.Index)))
            {
                bool same = a.Advice[0].Plan.Steps[0].Options[0].Parts[0].Action == b.Advice[0].Plan.Steps[0].Options[0].Parts[0].Action;
                CompareRegion(
                    Take(same ? "GDL5003" : "GDL5002", a, b),
                    p => _oracle.IsGiven(_decision, a, p) && _oracle.IsGiven(_decision, b, p),
                    $"overlap of {a} and {b}");
            }
        }
    }

    /// <summary>The region holds exactly those patients in scope that it should, and the witness is one of them.</summary>
    private void CompareRegion(Finding? finding, Func<PatientValue[], bool> expected, string what)
    {
        bool any = false;
        foreach (PatientValue[] patient in _inScope)
        {
            bool isExpected = expected(patient);
            any |= isExpected;
            bool isFound = finding is not null && finding.Region.Any(b => Holds(b, patient));
            Check(isFound == isExpected, $"{what}: {(isExpected ? "missed" : "wrongly told")}: {string.Join(", ", patient.Select(v => v.ToString()))}");
        }

        Check(finding is not null == any, what);
        if (finding is not null)
        {
            PatientValue[] witness = [.. finding.Witness!.Values.Select(v => v.Value)];
            Check(finding.Region.Any(b => Holds(b, witness)), $"{what}: the witness is not in the region");
            Check(_oracle.Completions(witness).Any(), $"{what}: the witness cannot exist");
            Check(_oracle.InScope(_decision, witness, []), $"{what}: the witness is out of scope");
            Check(expected(witness), $"{what}: the witness does not show it");
            bool canBeComplete = _inScope.Any(p => p.All(v => v is not UnknownValue) && expected(p));
            Check(!canBeComplete || !witness.Any(v => v is UnknownValue), $"{what}: complete patients come first");
        }
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    private Finding? Take(string code, params Rule[] rules)
    {
        Finding? found = _left.Find(f => f.Code == code && f.Rules.Select(r => r.Rule).SequenceEqual(rules));
        if (found is not null)
        {
            _left.Remove(found);
        }

        return found;
    }

    public static bool Holds(Box box, PatientValue[] patient) => box.Parts.All(p => Holds(p.Part, patient[p.Fact.Ordinal]));

    private static bool Holds(FactPart part, PatientValue value) => (part, value) switch
    {
        (UnknownPart, _) => value is UnknownValue,
        (ValuesPart p, UnknownValue) => p.IncludesUnknown,
        (IntervalPart p, UnknownValue) => p.IncludesUnknown,
        (SetPart p, UnknownValue) => p.IncludesUnknown,
        (ValuesPart p, YesNoValue v) => p.Values.Contains(v.Value ? 1 : 0),
        (ValuesPart p, EnumerationValue v) => p.Values.Contains(v.Value.Ordinal),
        (IntervalPart p, NumericValue v) => p.Interval.Contains(v.Value),
        (SetPart p, SetValue v) => p.Includes.Ordinals.All(o => v.Members.Any(m => m.Ordinal == o))
            && v.Members.All(m => !p.Excludes.Contains(m.Ordinal))
            && (p.IncludesAnyOf.Ordinals.IsEmpty || v.Members.Any(m => p.IncludesAnyOf.Contains(m.Ordinal))),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    public static string Describe(GuidelineModel model)
    {
        Guideline guideline = model.Guidelines[0];
        Decision decision = guideline.Decisions[0];
        return string.Join(
            '\n',
            [
                .. model.Facts.Select(f => $"fact {f} : {f.Type}"),
                .. model.Constraints.Select(c => $"constraint {c} = {c.Condition.Origin.Text}"),
                .. guideline.Declarations.Definitions.Select(d => $"define {d} = {d.Condition.Origin.Text}"),
                .. guideline.Declarations.Classifications.SelectMany(c => c.Branches.Select(b => $"{c}{(c.ChooseFirst ? " first" : "")} = {b.Value} when {b.Condition.Origin.Text}")),
                .. guideline.Declarations.Scores.SelectMany(s => s.Lines.Select(l => $"{s} add {l.Points} when {l.Condition.Origin.Text}")),
                $"decision for {decision.Scope.Origin.Text} choose {decision.Policy}",
                .. decision.Rules.Select(r => $"  rule {r} when {r.Condition.Origin.Text} {r.Advice[0].Location.Text} overrides [{string.Join(",", r.Overrides)}]"),
                .. decision.Silences.Select(s => $"  silent when {s.Condition.Origin.Text}"),
            ]);
    }
}
