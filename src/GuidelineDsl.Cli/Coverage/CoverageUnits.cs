using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Coverage;

/// <summary>
/// An atomic condition as its author wrote it, once, however many rules use it; and one decision (and rule) through which a patient reaches it.
/// </summary>
/// <param name="Owner">What it belongs to: a rule, an option of a rule's plan, a scope, a silence, or a shared definition, classification or score.</param>
public sealed record AtomicCondition(Guideline Guideline, string Owner, Condition Condition, Decision Decision, Rule? Rule)
{
    /// <summary>The file that it is written in, which may be a vocabulary.</summary>
    public string File => Condition.Origin.Source.Path;

    public int Line => Condition.Origin.Start.Line;

    public string Text => CoverageReasons.Words(Condition.Origin.Text);
}

/// <summary>What tests can exercise: the atomic conditions that decisions use, directly or through what they name.</summary>
public static class CoverageUnits
{
    public static ImmutableArray<AtomicCondition> Of(GuidelineModel model) =>
    [
        .. model.Guidelines.SelectMany(Of)
            .DistinctBy(a => (a.File, a.Line, a.Text)) // the same words twice in one line are true together
            .OrderBy(a => a.File, StringComparer.Ordinal).ThenBy(a => a.Condition.Origin.Span.Start),
    ];

    private static IEnumerable<AtomicCondition> Of(Guideline guideline)
    {
        foreach (Decision decision in guideline.Decisions)
        {
            Walk walk = new(guideline, decision);
            walk.Visit(decision.Scope, $"the scope of {guideline.Id}.{decision.Id}", null);
            foreach (Rule rule in decision.Rules.Where(r => !r.IsOtherwise))
            {
                walk.Visit(rule.Condition, $"{guideline.Id}.{decision.Id}.{rule.Id}", rule);
            }

            foreach (Rule rule in decision.Rules)
            {
                foreach (Condition guard in rule.Advice.SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options).Select(o => o.Guard).OfType<Condition>())
                {
                    walk.Visit(guard, $"an option of {guideline.Id}.{decision.Id}.{rule.Id}", rule);
                }
            }

            foreach (Silence silence in decision.Silences)
            {
                walk.Visit(silence.Condition, $"the silence of {guideline.Id}.{decision.Id}", null);
            }

            foreach (AtomicCondition found in walk.Found)
            {
                yield return found;
            }
        }
    }

    private sealed class Walk(Guideline guideline, Decision decision)
    {
        private readonly HashSet<Symbol> _seen = [];

        public List<AtomicCondition> Found { get; } = [];

        public void Visit(Condition condition, string owner, Rule? rule)
        {
            switch (condition)
            {
                case Constant:
                    return;
                case All all:
                    VisitAll(all.Parts, owner, rule);
                    return;
                case Any any:
                    VisitAll(any.Parts, owner, rule);
                    return;
                case Not not:
                    Visit(not.Part, owner, rule);
                    return;
                case Counting counting:
                    VisitAll(counting.Parts, owner, rule);
                    return;
                default:
                    if (FactReader.FactsOf(condition).Any())
                    {
                        Found.Add(new AtomicCondition(guideline, owner, condition, decision, rule));
                    }

                    VisitNamed(condition, rule);
                    return;
            }
        }

        private void VisitAll(IEnumerable<Condition> parts, string owner, Rule? rule)
        {
            foreach (Condition part in parts)
            {
                Visit(part, owner, rule);
            }
        }

        private void VisitNamed(Condition condition, Rule? rule)
        {
            switch (condition)
            {
                case DefinitionTest test:
                    Visit(test.Definition, rule);
                    break;
                case ClassificationTest test:
                    Visit(test.Classification, rule);
                    break;
                case KnownTest test:
                    Visit(test.Subject, rule);
                    break;
                case NumberTest test:
                    foreach (ScoreValue score in Parts(test.Subject).OfType<ScoreValue>())
                    {
                        Visit(score.Score, rule);
                    }

                    break;
            }
        }

        private void Visit(Symbol named, Rule? rule)
        {
            if (!_seen.Add(named))
            {
                return;
            }

            switch (named)
            {
                case Definition definition:
                    Visit(definition.Condition, $"the definition {definition.Id}", rule);
                    break;
                case Classification classification:
                    VisitAll(classification.Branches.Where(b => !b.IsOtherwise).Select(b => b.Condition), $"the classification {classification.Id}", rule);
                    break;
                case Score score:
                    VisitAll(score.Lines.Select(l => l.Condition), $"the score {score.Id}", rule);
                    break;
                case ComputedValue computed:
                    foreach (ScoreValue score in Parts(computed.Value).OfType<ScoreValue>())
                    {
                        Visit(score.Score, rule);
                    }

                    break;
            }
        }

        private static IEnumerable<NumericExpression> Parts(NumericExpression expression) => (expression switch
        {
            Sum e => e.Terms.SelectMany(Parts),
            Product e => e.Factors.SelectMany(Parts),
            Quotient e => Parts(e.Dividend).Concat(Parts(e.Divisor)),
            FunctionCall e => e.Arguments.SelectMany(Parts),
            ComputedReference e => Parts(e.Computed.Value),
            ConditionalNumber e => e.Arms.SelectMany(a => Parts(a.Value)),
            CalendarShift e => Parts(e.Date),
            CalendarDifference e => Parts(e.To).Concat(Parts(e.From)),
            _ => [],
        }).Prepend(expression);
    }
}
