using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>Two versions of one guideline, both rewritten to the shared facts.</summary>
internal sealed class GuidelineComparison
{
    private const int MostCombinations = 1_000;

    private readonly Guideline _guideline;
    private readonly ImmutableArray<Condition> _oldConstraints;
    private readonly ImmutableArray<Condition> _newConstraints;
    private readonly AdviceIndex? _old;
    private readonly AdviceIndex? _new;
    private readonly bool _isSameText;
    private readonly AnalysisOptions _options;
    private readonly CancellationToken _cancellation;

    public GuidelineComparison(Guideline? before, Guideline? after, bool isSameText, AnalysisOptions options, CancellationToken cancellation)
    {
        _guideline = (after ?? before)! with { Constraints = [] };
        _oldConstraints = [.. (before?.Constraints ?? []).Select(c => c.Condition)];
        _newConstraints = [.. (after?.Constraints ?? []).Select(c => c.Condition)];
        _old = before is null ? null : new AdviceIndex([new GuidelineContext(before, [])]);
        _new = after is null ? null : new AdviceIndex([new GuidelineContext(after, [])]);
        _isSameText = isSameText;
        _options = options;
        _cancellation = cancellation;
    }

    /// <summary>Who is a patient of one version only, by its constraints; null when one version is missing.</summary>
    public DecisionDifference? ComparePatients()
    {
        if (_isSameText || _old is null || _new is null)
        {
            return null;
        }

        Budget budget = NewBudget();
        List<AdviceDifference> found = [];
        ImmutableArray<string> notAnalysed = [];
        bool isComplete = true;
        try
        {
            GuidelineContext context = ContextOf([], budget);
            PatientSpace patients = new([context], [.. _oldConstraints, .. _newConstraints], budget);
            FormulaFactory formulas = patients.Space.Formulas;
            Formula old = formulas.And(_oldConstraints.Select(c => patients.Patients.Possible(c, unsettledAs: true)));
            Formula young = formulas.And(_newConstraints.Select(c => patients.Patients.Possible(c, unsettledAs: true)));
            notAnalysed = NotAnalysed(patients, [.. _oldConstraints, .. _newConstraints]);
            foreach ((Formula who, bool wasAccepted) in ((Formula, bool)[])[(formulas.And(old, formulas.Negate(young)), true), (formulas.And(young, formulas.Negate(old)), false)])
            {
                if (patients.Report([.. patients.Patients.Impossible, .. patients.NotHolding(who)], _options.EffectiveRegionCap) is { } report)
                {
                    (string before, string after) = wasAccepted ? ("accepted as a patient", "refused as a patient") : ("refused as a patient", "accepted as a patient");
                    found.Add(new AdviceDifference([before], [after], report.Boxes, report.Words, report.IsTruncated, report.Witness, report.Today, [before], [after]));
                }
            }
        }
        catch (BudgetExceededException)
        {
            isComplete = false;
        }

        return new DecisionDifference(_guideline.Id, null, null, null, [.. found], isComplete, notAnalysed);
    }

    public DecisionDifference Compare(Decision? before, Decision? after)
    {
        string name = (after ?? before)!.Id;
        if (_isSameText)
        {
            return new DecisionDifference(_guideline.Id, name, before, after, [], true, []);
        }

        Condition[] conditions = [.. VersionAnswers.ConditionsOf(_old, before), .. VersionAnswers.ConditionsOf(_new, after)];
        Budget budget = NewBudget();
        List<AdviceDifference> found = [];
        ImmutableArray<string> notAnalysed = [];
        bool isComplete;
        try
        {
            PatientSpace patients = new([ContextOf([.. _oldConstraints, .. _newConstraints], budget)], conditions, budget);
            notAnalysed = NotAnalysed(patients, conditions);
            isComplete = Find(patients, new VersionAnswers(patients, _old, before), new VersionAnswers(patients, _new, after), Unsettled(patients, conditions), found);
        }
        catch (BudgetExceededException)
        {
            isComplete = false;
        }

        return new DecisionDifference(_guideline.Id, name, before, after, [.. found], isComplete, notAnalysed);
    }

    /// <summary>
    /// Takes one patient after another who is answered differently, with all who get the same two answers; then tells each pair of answers once.
    /// False when there were too many.
    /// </summary>
    private bool Find(PatientSpace patients, VersionAnswers before, VersionAnswers after, Formula unsettled, List<AdviceDifference> found)
    {
        ConditionSpace space = patients.Space;
        FormulaFactory formulas = space.Formulas;
        string[] all = [.. before.Answers.Keys.Union(after.Answers.Keys).Order(StringComparer.Ordinal)];
        string[] differing = [.. all.Where(k => before.HoldsOf(k) != after.HoldsOf(k))];

        // Where options can be lost, unlike advice can leave the same: then all answers are looked at.
        bool losesOptions = before.Answers.Values.Concat(after.Answers.Values).Any(a => !a.Losses.IsEmpty);
        HashSet<string> keys = [.. losesOptions ? all : differing];
        Formula differ = formulas.Or(differing.SelectMany(k => (Formula[])
        [
            formulas.And(before.HoldsOf(k), formulas.Negate(after.HoldsOf(k))),
            formulas.And(formulas.Negate(before.HoldsOf(k)), after.HoldsOf(k)),
        ]));
        List<Row> open = [.. patients.Patients.Impossible, patients.Patients.Outside(differ), patients.Covering(unsettled)];
        List<(string Name, Formula Who)> pairs = [];
        int combinations = 0;
        while (combinations++ < MostCombinations)
        {
            if (new RegionFinder(space.Variables, open, formulas, patients.Budget).FindAny(patients.Whole) is not { } region
                || new WitnessFinder(space.Variables, open, patients.Typical, patients.Budget).FindPoint(region) is not { } point)
            {
                break;
            }

            ulong[] cell = CellOf(space, point);
            Formula who = formulas.And(before.SameAs(cell, keys), after.SameAs(cell, keys));
            open.Add(patients.Covering(who));
            (string[] was, string[] isNow) = (Without(before.At(cell, keys), after.At(cell, keys)), Without(after.At(cell, keys), before.At(cell, keys)));
            if (was.Length + isNow.Length > 0)
            {
                string name = string.Join('\n', [.. was, "→", .. isNow]);
                int known = pairs.FindIndex(p => p.Name == name);
                if (known < 0)
                {
                    pairs.Add((name, who));
                }
                else
                {
                    pairs[known] = (name, formulas.Or(pairs[known].Who, who));
                }
            }
        }

        Formula bothOut = formulas.And(before.HoldsOf("0 out"), after.HoldsOf("0 out"));
        found.AddRange(pairs.Select(p => Tell(patients, before, after, formulas.And(p.Who, formulas.Negate(unsettled)), bothOut)));
        return combinations <= MostCombinations;
    }

    private AdviceDifference Tell(PatientSpace patients, VersionAnswers before, VersionAnswers after, Formula who, Formula bothOut)
    {
        Row outside = Row.Of(bothOut, patients.Space.Variables.Length, isOutside: true);
        RegionReport report = patients.Report([.. patients.Patients.Impossible, outside, .. Blocking(patients, who, bothOut)], _options.EffectiveRegionCap)!;
        ulong[] cell = CellOf(patients.Space, report.Point);
        SortedDictionary<string, string> was = before.At(cell);
        SortedDictionary<string, string> isNow = after.At(cell);
        return new AdviceDifference(
            Words(Without(was, isNow)), Words(Without(isNow, was)), report.Boxes, report.Words, report.IsTruncated, report.Witness, report.Today,
            Words([.. was.Values]), Words([.. isNow.Values]));

        static ImmutableArray<string> Words(string[] words) => words.Length == 0 ? ["nothing in its place"] : [.. words];
    }

    /// <summary>Everybody else, condition by condition, so that the region is told by the conditions that bound it; what only the scope says is left out.</summary>
    private static IEnumerable<Row> Blocking(PatientSpace patients, Formula who, Formula outOfScope)
    {
        Formula[] told = Alternatives(outOfScope);
        return Alternatives(patients.Space.Formulas.Negate(who)).Except(told).Select(patients.Covering);
    }

    /// <summary>The patients for whom it matters how a condition that is beyond the analysis turns out: nothing is claimed of them.</summary>
    private static Formula Unsettled(PatientSpace patients, IEnumerable<Condition> conditions)
    {
        FormulaFactory formulas = patients.Space.Formulas;
        return formulas.Or(conditions.Where(c => patients.Patients.ReasonNotAnalysed(c) is not null).Select(c => formulas.And(
            patients.Patients.Certain(c, unsettledAs: true), formulas.Negate(patients.Patients.Certain(c, unsettledAs: false)))));
    }

    private static Formula[] Alternatives(Formula formula) => formula is Junction { IsConjunction: false } junction ? junction.Parts : [formula];

    private static string[] Without(SortedDictionary<string, string> answers, SortedDictionary<string, string> others) =>
        [.. answers.Where(a => !others.ContainsKey(a.Key)).Select(a => a.Value)];

    private static ulong[] CellOf(ConditionSpace space, int[] point) => [.. space.Variables.Select(v => Part.Single(v, point[v.Index]))];

    private Budget NewBudget() => new(_options.StepsPerDecision, _options.TimePerDecision, _cancellation);

    private GuidelineContext ContextOf(ImmutableArray<Condition> constraints, Budget budget)
    {
        GuidelineContext context = new(_guideline, constraints.Select((c, i) => new Constraint($"constraint {i}", "", c, c.Origin)));
        context.DefaultPatient = new DefaultPatient(context, _guideline.Facts, () => budget);
        return context;
    }

    private static ImmutableArray<string> NotAnalysed(PatientSpace patients, IEnumerable<Condition> conditions) =>
        [.. conditions.Select(patients.Patients.ReasonNotAnalysed).OfType<string>().Distinct()];
}
