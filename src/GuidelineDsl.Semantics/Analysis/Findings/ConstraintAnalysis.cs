using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Constraints that no patient satisfies together.</summary>
internal static class ConstraintAnalysis
{
    /// <summary>A smallest set of constraints that contradict one another; null when somebody satisfies them all.</summary>
    public static (Finding Finding, ImmutableArray<Constraint> Constraints)? FindContradiction(GuidelineContext guideline, Budget budget)
    {
        Constraint[] constraints = [.. guideline.Constraints];
        if (constraints.Length == 0 || AreSatisfiable(constraints, budget))
        {
            return null;
        }

        List<Constraint> kept = [.. constraints];
        for (int i = kept.Count - 1; i >= 0; i--)
        {
            if (!AreSatisfiable(kept.Where((_, k) => k != i), budget))
            {
                kept.RemoveAt(i);
            }
        }

        Constraint last = kept[^1];
        string message = kept.Count == 1
            ? $"No patient can satisfy “{last.Label}”, so every patient would be refused."
            : $"No patient can satisfy {Telling.Quote(kept)} together, so every patient would be refused.";
        Finding finding = new(AnalysisDiagnostics.ContradictoryConstraints, message, last.Location)
        {
            Guideline = guideline.Guideline,
            Label = kept.Count == 1 ? "satisfied by nobody" : "contradicts the others",
            Related = [.. kept.SkipLast(1).Select(c => new RelatedPlace(c.Condition.Origin, $"“{c.Label}” contradicts it"))],
            Help = "correct one of them; the rules are analysed once patients can exist.",
        };
        return (finding, [.. kept]);
    }

    private static bool AreSatisfiable(IEnumerable<Constraint> constraints, Budget budget)
    {
        Constraint[] chosen = [.. constraints];
        ConditionSpace space = new(chosen.Select(c => c.Condition), [], budget);
        Formula possible = space.Settlement.Settle(
            space.Formulas.And(chosen.Select(c => space.Compile(c.Condition))), Certainty.Possible, unsettledAs: true);
        Row[] rows = [.. space.Coherence.Append(possible).Select(f => Row.Of(space.Formulas.Negate(f), space.Variables.Length))];
        return !new CoverSearch(space.Variables, rows, budget).IsCovered([.. space.Variables.Select(Part.Full)]);
    }
}
