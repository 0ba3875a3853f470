using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>
/// Comparisons, chains of them and <c>between</c>. A chain is the conjunction of its links, each an atomic condition with its own
/// place; <c>between</c> is one atomic condition.
/// </summary>
internal sealed class ChainBinder(FileScope scope)
{
    private readonly ComparisonBinder _comparisons = new(scope);
    private readonly ValueBinder _values = new(scope);

    public Condition? Bind(ComparisonCondition chain) => Bind(chain.Operands, chain.Operators, scope.Locate(chain), isOneLeaf: false);

    public Condition? Bind(BetweenCondition between) => Bind(
        [between.Low, between.Subject, between.High], [ComparisonOperator.LessOrEqual, ComparisonOperator.LessOrEqual], scope.Locate(between), isOneLeaf: true);

    private Condition? Bind(ImmutableArray<ExpressionSyntax> operands, ImmutableArray<ComparisonOperator> operators, Location origin, bool isOneLeaf)
    {
        ImmutableArray<Condition>? links = _values.EnumerationAmong(operands) switch
        {
            null => Numbers(operands, operators, origin, isOneLeaf),
            ({ } symbol, { } type) => Ordered(operands, operators, (symbol, type), origin, isOneLeaf),
            _ => null,
        };
        return links switch
        {
            null => null,
            [var only] => only,
            [.. var several] when isOneLeaf && Joined(several) is { } leaf => leaf,
            [.. var several] => new All(several, origin),
        };
    }

    /// <summary>Both ends of a <c>between</c> as one test.</summary>
    private static Condition? Joined(ImmutableArray<Condition> links) => links switch
    {
        [NumberTest a, NumberTest b] when a.Subject.Equals(b.Subject) => a with { Values = Intervals.Intersect(a.Values.Intervals[0], b.Values.Intervals[0]) },
        [ValueTest a, ValueTest b] => a with { Values = ValueSet.Of(a.Values.Ordinals.Intersect(b.Values.Ordinals)) },
        [ClassificationTest a, ClassificationTest b] => a with { Values = ValueSet.Of(a.Values.Ordinals.Intersect(b.Values.Ordinals)) },
        _ => null,
    };

    private ImmutableArray<Condition>? Numbers(
        ImmutableArray<ExpressionSyntax> syntaxes, ImmutableArray<ComparisonOperator> operators, Location origin, bool isOneLeaf)
    {
        if (_comparisons.Bind(syntaxes) is not { } operands)
        {
            return null;
        }

        List<Condition> links = [];
        for (int i = 0; i < operators.Length; i++)
        {
            Location place = isOneLeaf ? origin : PlaceOf(syntaxes, i, origin);
            if (_comparisons.Compare(operands[i], operators[i], operands[i + 1], place) is not { } link)
            {
                return null;
            }

            links.Add(link);
        }

        bool isEmpty = links is [NumberTest a, NumberTest b] && a.Subject.Equals(b.Subject) && Intervals.Intersect(a.Values.Intervals[0], b.Values.Intervals[0]).Intervals.IsEmpty;
        return isEmpty ? Nobody(origin) : [.. links];
    }

    private ImmutableArray<Condition>? Ordered(
        ImmutableArray<ExpressionSyntax> syntaxes, ImmutableArray<ComparisonOperator> operators, (Symbol Symbol, Enumeration Type) subject, Location origin, bool isOneLeaf)
    {
        if (!subject.Type.IsOrdered && operators.Any(o => o != ComparisonOperator.Equal))
        {
            scope.Report(TypeDiagnostics.NotOrdered(subject.Symbol.Label, origin, subject.Symbol.Location));
            return null;
        }

        List<Condition> links = [];
        for (int i = 0; i < operators.Length; i++)
        {
            bool subjectFirst = ValueBinder.Names(syntaxes[i], subject.Symbol);
            if (!subjectFirst && !ValueBinder.Names(syntaxes[i + 1], subject.Symbol))
            {
                scope.Wrong(PlaceOf(syntaxes, i, origin), "Two fixed values are compared with each other.", $"compare {subject.Symbol.Label} with a value.");
                return null;
            }

            if (_values.Single(subject.Symbol, subject.Type.Values, subjectFirst ? syntaxes[i + 1] : syntaxes[i]) is not { } limit)
            {
                return null;
            }

            ComparisonOperator comparison = subjectFirst ? operators[i] : ComparisonBinder.Mirror(operators[i]);
            ValueSet set = ValueSet.Of(Enumerable.Range(0, subject.Type.Values.Length).Where(v => comparison switch
            {
                ComparisonOperator.Less => v < limit,
                ComparisonOperator.LessOrEqual => v <= limit,
                ComparisonOperator.Equal => v == limit,
                ComparisonOperator.GreaterOrEqual => v >= limit,
                ComparisonOperator.Greater => v > limit,
                _ => throw new ArgumentOutOfRangeException(nameof(operators)),
            }));
            Location place = isOneLeaf || operators.Length == 1 ? origin : PlaceOf(syntaxes, i, origin);
            links.Add(subject.Symbol is Fact fact ? new ValueTest(fact, set, place) : new ClassificationTest((Classification)subject.Symbol, set, place));
        }

        bool isEmpty = links.Count > 1 && links.Select(l => l is ValueTest t ? t.Values : ((ClassificationTest)l).Values)
            .Aggregate(Enumerable.Range(0, subject.Type.Values.Length), (all, set) => all.Where(set.Contains)).ToList() is [];
        return isEmpty ? Nobody(origin) : [.. links];
    }

    private ImmutableArray<Condition>? Nobody(Location origin)
    {
        scope.Wrong(origin, $"`{origin.Text}` holds for nobody: no value lies between these ends.", "write the lower end first.");
        return null;
    }

    private static Location PlaceOf(ImmutableArray<ExpressionSyntax> operands, int link, Location origin) =>
        origin with { Span = operands[link].Span.Union(operands[link + 1].Span) };
}
