using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>One random guideline: the findings of the analysis beside those of the oracle. What is left over at the end is too much.</summary>
internal sealed class OracleComparison
{
    private readonly GuidelineModel _model;
    private readonly List<Finding> _left;
    private readonly HashSet<(Rule, Rule)> _repeated;
    private Predicate<PatientValue[]> _mayBeMissed = _ => false;

    public OracleComparison(GuidelineModel model, Dictionary<Fact, PatientValue[]> representatives)
    {
        _model = model;
        Oracle = new Oracle(model, representatives);
        AnalysisResult result = Analyzer.Analyze(model, AnalysisOptions.Default with { AllRegions = true, TimePerDecision = TimeSpan.FromSeconds(60) });
        _left = [.. result.Findings];
        Check(_left.Exists(f => f.Code == "GDL5014") || result.Decisions.All(d => d.IsAnalysed), "the analysis stopped");
        _repeated = [.. _left.Where(f => f.Code == "GDL5012").SelectMany(f => f.Rules.Skip(1).Select(r => (f.Rules[0].Rule, r.Rule)))];
    }

    public Oracle Oracle { get; }

    public IEnumerable<Decision> Decisions => _model.Guidelines.SelectMany(g => g.Decisions);

    public GuidelineModel Model => _model;

    public void Compare()
    {
        if (Oracle.Patients.Count == 0)
        {
            Check(Take("GDL5014") is not null, "contradictory constraints");
        }
        else
        {
            _model.Guidelines.SelectMany(g => g.Declarations.Classifications).Distinct().ToList().ForEach(CompareClassification);
            foreach (Decision decision in Decisions)
            {
                CompareDecision(decision);
            }

            new OracleParts(this).Compare();
            new OracleConflicts(this).Compare();
        }

        Check(_left.Count == 0, "too much: " + string.Join("; ", _left.Select(f => f.Code + " " + f.Message)));
    }

    /// <summary>Only gaps and overlaps, and of these patients some may be missed; what is told must be so all the same.</summary>
    public void CompareRegions(Predicate<PatientValue[]> mayBeMissed)
    {
        _mayBeMissed = mayBeMissed;
        foreach (Decision decision in Oracle.Patients.Count == 0 ? [] : Decisions)
        {
            PatientValue[][] inScope = Oracle.PatientsOf([.. decision.Rules.Select(r => r.Condition)], [decision.Scope]);
            CompareGap(decision, inScope);
            if (decision.Policy == ChoicePolicy.One)
            {
                CompareOverlaps(decision, inScope);
            }
        }
    }

    private void CompareGap(Decision decision, PatientValue[][] inScope) => CompareRegion(
        Take(f => f.Code == "GDL4001" && f.Decision == decision), inScope,
        p => decision.PartialBecause is null && Oracle.IsGap(decision, p), "gap");

    private void CompareClassification(Classification classification)
    {
        PatientValue[][] patients = Oracle.PatientsOf(classification.Branches.Select(b => b.Condition), []);
        int[] values = [.. classification.Branches.Select(b => b.Value).Distinct().Order()];
        CompareRegion(
            Take(f => f.Code == "GDL4002" && f.Classification == classification), patients,
            p => classification.Branches.All(b => Oracle.Truth(b.Condition, p) == false), $"gap of {classification}");
        foreach (int a in values)
        {
            foreach (int b in values.Where(b => b > a && !classification.ChooseFirst))
            {
                bool Has(int value, PatientValue[] p) =>
                    Oracle.Completions(p).All(c => Oracle.ValuesOf(classification, c, p).Contains(value));
                string names = $"both {classification.Type.Values[a].Label} and {classification.Type.Values[b].Label}";
                CompareRegion(
                    Take(f => f.Code == "GDL5008" && f.Classification == classification && f.Message.Contains(names, StringComparison.Ordinal)), patients,
                    p => Has(a, p) && Has(b, p), $"overlap of {classification} {a} {b}");
            }
        }
    }

    private void CompareDecision(Decision decision)
    {
        Condition[] conditions = [.. decision.Rules.Select(r => r.Condition), .. decision.Silences.Select(s => s.Condition)];
        PatientValue[][] anybody = Oracle.PatientsOf(conditions, [decision.Scope], evenFaulty: true);
        PatientValue[][] inScope = Oracle.PatientsOf(conditions, [decision.Scope]);
        Rule[] living = [.. decision.Rules.Where(r => !IsDead(r.Condition, anybody))];
        foreach (Rule rule in decision.Rules.Except(living))
        {
            Check(Take("GDL5010", rule) is not null, $"{rule} is dead");
        }

        CompareGap(decision, inScope);
        foreach (Silence silence in decision.Silences)
        {
            CompareSilence(decision, silence, living, anybody, inScope);
        }

        if (decision.Policy == ChoicePolicy.One)
        {
            CompareOverlaps(decision, inScope);
        }

        if (decision.Policy == ChoicePolicy.First)
        {
            foreach (Rule rule in living.Where(r => r.Index > 0 && !anybody.Any(p => Oracle.ComesFirst(decision, r, p))))
            {
                Check(TakeSubject("GDL5011", rule), $"{rule} is hidden");
            }
        }

        if (decision.Policy == ChoicePolicy.All)
        {
            CompareSuperfluous(decision, living, anybody);
        }
    }

    /// <summary>One of the rules was told to repeat the other.</summary>
    public bool WasSuperfluous(Rule a, Rule b) => _repeated.Contains((a, b)) || _repeated.Contains((b, a));

    public bool IsDead(Condition condition, PatientValue[][] patients) => !patients.Any(p => Oracle.Truth(condition, p) == true);

    private void CompareSilence(Decision decision, Silence silence, Rule[] living, PatientValue[][] anybody, PatientValue[][] inScope)
    {
        if (IsDead(silence.Condition, anybody))
        {
            Check(Take(f => f.Code == "GDL4004" && f.Location == silence.Location) is not null, "nobody is silent");
            return;
        }

        bool Covered(PatientValue[] p) => Oracle.Truth(silence.Condition, p) == true && living.Any(r => Oracle.Truth(r.Condition, p) == true);
        Rule[] covering = [.. living.Where(r => inScope.Any(p => Oracle.Truth(silence.Condition, p) == true && Oracle.Truth(r.Condition, p) == true))];
        Finding? finding = Take(f => f.Code == "GDL4003" && f.Decision == decision && f.Location == silence.Location);
        Check(finding is null || finding.Rules.Select(r => r.Rule).SequenceEqual(covering), "rules that cover a silence");
        CompareRegion(finding, inScope, Covered, "covered silence");
    }

    private void CompareOverlaps(Decision decision, PatientValue[][] inScope)
    {
        foreach (Rule a in decision.Rules)
        {
            foreach (Rule b in decision.Rules.Where(b => b.Index > a.Index && !a.Overrides.Contains(b.Index) && !b.Overrides.Contains(a.Index)))
            {
                CompareRegion(
                    Take(RandomModel.SameAdvice(a, b) ? "GDL5003" : "GDL5002", a, b), inScope,
                    p => Oracle.IsGiven(decision, a, p) && Oracle.IsGiven(decision, b, p), $"overlap of {a} and {b}");
            }
        }
    }

    private void CompareSuperfluous(Decision decision, Rule[] living, PatientValue[][] anybody)
    {
        HashSet<Rule> gone = [];
        foreach (bool single in (bool[])[true, false])
        {
            foreach (Rule rule in living.Reverse().Where(r => r.Overrides.IsEmpty && !gone.Contains(r)))
            {
                Rule[] others = [.. living.Where(o => o != rule && !gone.Contains(o) && RandomModel.SameAdvice(o, rule))];
                bool CoveredBy(Rule[] by) => anybody.All(p => !Oracle.IsGiven(decision, rule, p) || by.Any(o => Oracle.IsGiven(decision, o, p)));
                if (single ? others.Any(o => CoveredBy([o])) : others.Length > 1 && CoveredBy(others))
                {
                    gone.Add(rule);
                    Check(TakeSubject("GDL5012", rule), $"{rule} is superfluous");
                }
            }
        }
    }

    /// <summary>The region holds exactly those patients that it should, and the witness is one of them.</summary>
    public void CompareRegion(Finding? finding, PatientValue[][] patients, Func<PatientValue[], bool> expected, string what)
    {
        bool any = false;
        bool anyComplete = false;
        foreach (PatientValue[] patient in patients)
        {
            bool isExpected = expected(patient);
            bool isMissed = _mayBeMissed(patient);
            any |= isExpected && !isMissed;
            anyComplete |= isExpected && patient.All(v => v is not UnknownValue);
            bool isFound = finding is not null && finding.Region.Any(b => Holds(b, patient));
            Check(isFound == isExpected || (isMissed && !isFound), $"{what}: {(isExpected ? "missed" : "wrongly told")}: {string.Join(", ", patient.Select(v => v.ToString()))}");
        }

        Check(finding is not null || !any, what);
        if (finding is not null)
        {
            PatientValue[] witness = [.. finding.Witness!.Values.Select(v => v.Value)];
            Check(finding.Region.Any(b => Holds(b, witness)), $"{what}: the witness is not in the region");
            Check(Oracle.Completions(witness).Any(), $"{what}: the witness cannot exist");
            Check(expected(witness), $"{what}: the witness does not show it");
            Check(!anyComplete || !witness.Any(v => v is UnknownValue), $"{what}: complete patients come first");
        }
    }

    public static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    public Finding? Take(string code, params Rule[] rules) => Take(f => f.Code == code && f.Rules.Select(r => r.Rule).SequenceEqual(rules));

    public bool TakeSubject(string code, Rule rule) => Take(f => f.Code == code && f.Rules[0].Rule == rule) is not null;

    public Finding? Take(Predicate<Finding> which)
    {
        Finding? found = _left.Find(which);
        if (found is not null)
        {
            _left.Remove(found);
        }

        return found;
    }

    public static bool Holds(Box box, PatientValue[] patient) =>
        box.Parts.All(p => Holds(p.Part, patient[p.Fact.Ordinal]))
        && box.Sums.All(s => s.Terms.Any(t => patient[t.Fact!.Ordinal] is UnknownValue) ? s.IncludesUnknown : s.Interval.Contains(s.Terms.Aggregate(
            Rational.Zero, (sum, t) => sum + (t.Coefficient * Moved(t, ((NumericValue)patient[t.Fact!.Ordinal]).Value)))));

    private static Rational Moved(SumTerm term, Rational value) =>
        term.Months == 0 ? value : CalendarArithmetic.AddMonths((long)value.Numerator, false, term.Months);

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
        string Option(PlanOption o) => string.Join('+', o.Parts.Select(p => (p.IsOptional ? "?" : "") + p.Action)) + (o.Guard is null ? "" : " when " + o.Guard.Origin.Text);
        string Advice(Advice a) => $"{a.Verb} {string.Join(" then ", a.Plan.Steps.Select(s => string.Join(" or ", s.Options.Select(Option))))} {a.Qualifiers.Dose?.Low} line {a.Qualifiers.Line}";
        LocalDeclarations declarations = model.Guidelines[0].Declarations;
        return string.Join(
            '\n',
            [
                .. model.Facts.Select(f => $"fact {f} : {f.Type}"),
                .. model.Constraints.Select(c => $"constraint {c} = {c.Condition.Origin.Text}"),
                .. declarations.Definitions.Select(d => $"define {d} = {d.Condition.Origin.Text}"),
                .. declarations.Classifications.SelectMany(c => c.Branches.Select(b => $"{c}{(c.ChooseFirst ? " first" : "")} = {b.Value} when {b.Condition.Origin.Text}")),
                .. declarations.Scores.SelectMany(s => s.Lines.Select(l => $"{s} add {l.Points} when {l.Condition.Origin.Text}")),
                .. model.Guidelines.SelectMany(g => g.Decisions.SelectMany(d => (IEnumerable<string>)
                [
                    $"{g.Id} decision {d} for {d.Scope.Origin.Text} choose {d.Policy} {d.PartialBecause}",
                    .. d.Rules.Select(r => $"  rule {r} when {r.Condition.Origin.Text}: {string.Join(", ", r.Advice.Select(Advice))} {r.Evidence?.Grades[0]} overrides [{string.Join(",", r.Overrides)}]"),
                    .. d.Silences.Select(s => $"  silent when {s.Condition.Origin.Text}"),
                ])),
            ]);
    }
}
