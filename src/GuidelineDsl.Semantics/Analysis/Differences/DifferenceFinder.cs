using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Findings;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>
/// Which patients two versions of a guideline advise differently: exactly, by the same search that finds gaps. One difference is one pair of an old
/// and a new answer, with the whole region of the patients who get this pair.
/// </summary>
public static class DifferenceFinder
{
    private const int MostPairs = 200;

    public static ModelDifference Compare(GuidelineModel before, GuidelineModel after, AnalysisOptions options, CancellationToken cancellation = default)
    {
        FactUnion facts = new(before.Facts, after.Facts);
        ConditionRewriter old = new(facts);
        ConditionRewriter young = new(facts);
        List<DecisionDifference> decisions = [];
        foreach ((Guideline? oldGuideline, Guideline? newGuideline) in Pair(before.Guidelines, after.Guidelines, g => g.Id))
        {
            ImmutableArray<Condition> constraints =
            [
                .. (oldGuideline?.Constraints ?? []).Select(c => old.Rewrite(c.Condition)),
                .. (newGuideline?.Constraints ?? []).Select(c => young.Rewrite(c.Condition)),
            ];
            Guideline holder = (newGuideline ?? oldGuideline)! with { Facts = facts.Facts, Constraints = [] };
            foreach ((Decision? oldDecision, Decision? newDecision) in Pair(oldGuideline?.Decisions ?? [], newGuideline?.Decisions ?? [], d => d.Id))
            {
                cancellation.ThrowIfCancellationRequested();
                Decision known = (newDecision ?? oldDecision)!;
                AnswerConditions a = AnswerConditions.Of(oldDecision, old, known.Location);
                AnswerConditions b = AnswerConditions.Of(newDecision, young, known.Location);
                decisions.Add(Compare(holder, known.Id, a, b, constraints, options, cancellation));
            }
        }

        return new ModelDifference([.. decisions], TextDifferences.Find(before, after));
    }

    private static DecisionDifference Compare(
        Guideline guideline, string decision, AnswerConditions before, AnswerConditions after, ImmutableArray<Condition> constraints,
        AnalysisOptions options, CancellationToken cancellation)
    {
        Budget budget = new(options.StepsPerDecision, options.TimePerDecision, cancellation);
        Condition[] all = [.. before.Answers.Values.Select(v => v.Condition), .. after.Answers.Values.Select(v => v.Condition)];
        GuidelineContext context = new(guideline, constraints.Select((c, i) => new Constraint($"constraint {i}", "", c, c.Origin)));
        context.DefaultPatient = new DefaultPatient(context, guideline.Facts, budget);
        ImmutableArray<Constraint> chosen = context.ConstraintsAbout(all);
        ConditionSpace space = new([.. all, .. chosen.Select(c => c.Condition)], []);
        PossiblePatients possible = new(space, chosen, new HashSet<Classification>());
        List<Row> open = [.. possible.Impossible, Outside(space, Differ(space, before, after))];
        Formula bothOut = space.Formulas.And(Of(space, before, AnswerConditions.OutOfScope), Of(space, after, AnswerConditions.OutOfScope));
        Row inScope = Row.Of(bothOut, space.Variables.Length, isOutside: true);
        List<AdviceDifference> found = [];
        string[] notAnalysed = [.. all.Select(c => UnsettledReasons.Find(space.Compile(c))).OfType<string>().Distinct()];
        try
        {
            while (found.Count < MostPairs)
            {
                WitnessFinder witnesses = new(space.Variables, open, budget);
                if (new RegionFinder(space.Variables, open, space.Formulas, budget).FindAny([.. space.Variables.Select(Part.Full)]) is not { } region
                    || witnesses.FindPoint(region) is not { } point)
                {
                    return new DecisionDifference(guideline.Id, decision, [.. found], true, [.. notAnalysed]);
                }

                ulong[] cell = [.. space.Variables.Select(v => Part.Single(v, point[v.Index]))];
                string[] oldKeys = Held(space, before, cell);
                string[] newKeys = Held(space, after, cell);
                Formula pair = space.Formulas.And(Exactly(space, before, oldKeys), Exactly(space, after, newKeys));
                RegionReport report = RegionReport.Find(space, [.. possible.Impossible, inScope, .. Blocking(space, pair, bothOut)], context, budget, options.AllRegions ? int.MaxValue : options.RegionCap)!;
                found.Add(new AdviceDifference(
                    Words(before, oldKeys), Words(after, newKeys), report.Boxes, report.Words, report.IsTruncated, report.Witness, report.Today));
                open.Add(Row.Of(pair, space.Variables.Length));
            }
        }
        catch (BudgetExceededException)
        {
            // What was found stands; the decision is not complete.
        }

        return new DecisionDifference(guideline.Id, decision, [.. found], false, [.. notAnalysed]);
    }

    private static Row Outside(ConditionSpace space, Formula formula) =>
        Row.Of(space.Formulas.Negate(formula), space.Variables.Length, isOutside: true);

    /// <summary>Everybody else, condition by condition, so that the region is told by the conditions that bound it; what only the scope says is left out.</summary>
    private static IEnumerable<Row> Blocking(ConditionSpace space, Formula pair, Formula outOfScope)
    {
        Formula[] told = Alternatives(outOfScope);
        return Alternatives(space.Formulas.Negate(pair)).Except(told).Select(part => Row.Of(part, space.Variables.Length));
    }

    private static Formula[] Alternatives(Formula formula) => formula is Junction { IsConjunction: false } junction ? junction.Parts : [formula];

    /// <summary>Somebody is given an answer by one version and not by the other.</summary>
    private static Formula Differ(ConditionSpace space, AnswerConditions before, AnswerConditions after)
    {
        List<Formula> parts = [];
        foreach (string key in before.Answers.Keys.Union(after.Answers.Keys).Order(StringComparer.Ordinal))
        {
            Formula a = Of(space, before, key);
            Formula b = Of(space, after, key);
            if (ReferenceEquals(a, b))
            {
                continue;
            }

            parts.Add(space.Formulas.And(a, space.Formulas.Negate(b)));
            parts.Add(space.Formulas.And(space.Formulas.Negate(a), b));
        }

        return space.Formulas.Or(parts);
    }

    private static Formula Of(ConditionSpace space, AnswerConditions answers, string key) =>
        answers.Answers.TryGetValue(key, out (string Words, Condition Condition) answer) ? space.Certain(answer.Condition, unsettledAs: false) : space.Formulas.False;

    private static string[] Held(ConditionSpace space, AnswerConditions answers, ulong[] cell)
    {
        RegionEvaluator evaluator = new();
        return [.. answers.Answers.Keys.Where(k => evaluator.Evaluate(Row.Of(Of(space, answers, k), space.Variables.Length), cell) == Part.True)];
    }

    private static Formula Exactly(ConditionSpace space, AnswerConditions answers, string[] keys) => space.Formulas.And(
        answers.Answers.Keys.Select(k => keys.Contains(k) ? Of(space, answers, k) : space.Formulas.Negate(Of(space, answers, k))));

    private static ImmutableArray<string> Words(AnswerConditions answers, string[] keys) =>
        keys.Length == 0 ? ["undecided"] : [.. keys.Select(k => answers.Answers[k].Words)];

    /// <summary>Equal names belong together; what is left in equal number is a renaming only when it is one of each.</summary>
    private static IEnumerable<(T? Before, T? After)> Pair<T>(ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> name)
        where T : class
    {
        T[] gone = [.. before.Where(b => after.All(a => name(a) != name(b)))];
        T[] added = [.. after.Where(a => before.All(b => name(a) != name(b)))];
        foreach (T item in after.Where(a => !added.Contains(a)))
        {
            yield return (before.First(b => name(b) == name(item)), item);
        }

        if (gone is [var old] && added is [var young])
        {
            yield return (old, young);
            yield break;
        }

        foreach (T item in gone)
        {
            yield return (item, null);
        }

        foreach (T item in added)
        {
            yield return (null, item);
        }
    }
}
