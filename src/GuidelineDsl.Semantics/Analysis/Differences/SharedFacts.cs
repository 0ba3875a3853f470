using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>
/// One space for the patients whom two versions of a guideline know alike: facts of one name (or one label) become one fact, in the unit of the new
/// version, with the values that both allow. Facts that have no value in common stay apart.
/// </summary>
internal sealed class SharedFacts
{
    private readonly Dictionary<Fact, View> _views = [];

    public SharedFacts(IReadOnlyList<Fact> before, IReadOnlyList<Fact> after)
    {
        Pairs = [.. Pairing.Of(before, after)];
        List<Fact> facts = [];
        foreach ((Fact? old, Fact? young) in Pairs)
        {
            Join? join = old is not null && young is not null ? Join.Of(old.Type, young.Type) : null;
            if (young is not null)
            {
                Fact joined = Add(facts, young, young.Id, join?.Type ?? young.Type);
                _views.Add(young, new View(joined, join?.After ?? [], Rational.One, Rational.Zero));
                if (join is not null)
                {
                    _views.Add(old!, new View(joined, join.Before, join.Factor, join.Offset));
                }
            }

            if (old is not null && join is null)
            {
                Fact apart = Add(facts, old, young is null ? old.Id : old.Id + "_before", old.Type);
                _views.Add(old, new View(apart, [], Rational.One, Rational.Zero));
            }
        }

        Facts = [.. facts];
    }

    public ImmutableArray<Fact> Facts { get; }

    /// <summary>The facts that belong together, and those that only one version has.</summary>
    public ImmutableArray<(Fact? Before, Fact? After)> Pairs { get; }

    public Fact Of(Fact fact) => _views[fact].Joined;

    /// <summary>The shared values among these; whether some are not shared is told apart.</summary>
    public ValueSet Values(Fact fact, ValueSet values, out bool losesSome)
    {
        ImmutableArray<int> map = _views[fact].Ordinals;
        losesSome = !map.IsEmpty && values.Ordinals.Any(o => map[o] < 0);
        return map.IsEmpty ? values : ValueSet.Of(values.Ordinals.Select(o => map[o]).Where(o => o >= 0));
    }

    /// <summary>The fact's value in the unit of its own version.</summary>
    public NumericExpression ValueOf(Fact fact)
    {
        View view = _views[fact];
        NumericExpression value = new FactValue(view.Joined);
        if (view.Factor != Rational.One)
        {
            value = new Product([new NumberLiteral(view.Factor), value]);
        }

        return view.Offset == Rational.Zero ? value : new Sum([value, new NumberLiteral(view.Offset)]);
    }

    private static Fact Add(List<Fact> facts, Fact fact, string id, ValueType type)
    {
        Fact added = new(id, fact.Label, type, fact.IsRequired, fact.IsJudgement, facts.Count, fact.Location);
        facts.Add(added);
        return added;
    }

    /// <summary>How one version sees a joined fact: its ordinals (−1 where the other does not know the value), and own value = factor · joined + offset.</summary>
    private sealed record View(Fact Joined, ImmutableArray<int> Ordinals, Rational Factor, Rational Offset);

    /// <summary>The values that two types have in common.</summary>
    private sealed record Join(ValueType Type, ImmutableArray<int> Before, ImmutableArray<int> After, Rational Factor, Rational Offset)
    {
        public static Join? Of(ValueType before, ValueType after)
        {
            switch (before, after)
            {
                case (YesNo, YesNo):
                    return new Join(after, [], [], Rational.One, Rational.Zero);
                case (Enumeration x, Enumeration y):
                    return OfValues(x.Values, y.Values, v => new Enumeration(v, y.IsOrdered));
                case (SetOf x, SetOf y):
                    return OfValues(x.Values, y.Values, v => new SetOf(v));
                case (Number x, Number y):
                    return OfNumbers(x, y);
                case (Date x, Date y) when x.HasTime == y.HasTime:
                    (long? from, long? to) = (Later(x.Minimum, y.Minimum), Earlier(x.Maximum, y.Maximum));
                    return from > to ? null : new Join(new Date(y.HasTime, from, to), [], [], Rational.One, Rational.Zero);
                default:
                    return null;
            }
        }

        private static Join? OfValues(ImmutableArray<NamedValue> before, ImmutableArray<NamedValue> after, Func<ImmutableArray<NamedValue>, ValueType> make)
        {
            (NamedValue? Old, NamedValue? Young)[] pairs = [.. Pairing.Of(before, after, v => v.Id, v => v.Label)];
            NamedValue[] shared = [.. after.Where(v => pairs.Any(p => p.Young == v && p.Old is not null))];
            ImmutableArray<NamedValue> values = [.. shared.Select((v, i) => v with { Ordinal = i })];
            int[] olds = [.. before.Select(v => Array.FindIndex(shared, s => pairs.Any(p => p.Old == v && p.Young == s)))];
            return values.IsEmpty
                ? null
                : new Join(make(values), [.. olds], [.. after.Select(v => Array.IndexOf(shared, v))], Rational.One, Rational.Zero);
        }

        private static Join? OfNumbers(Number before, Number after)
        {
            Rational factor = Rational.One;
            Rational offset = Rational.Zero;
            if (before.Unit != after.Unit)
            {
                if (!UnitParser.TryParse(before.Unit ?? "1", out Unit old) || !UnitParser.TryParse(after.Unit ?? "1", out Unit young) || old.Dimension != young.Dimension)
                {
                    return null;
                }

                offset = young.Convert(Rational.Zero, old);
                factor = young.Convert(Rational.One, old) - offset;
            }

            if (offset != Rational.Zero && (before.Resolution is not null || after.Resolution is not null))
            {
                return null;
            }

            Rational? InNew(Rational? value) => value is { } v ? (v - offset) / factor : null;
            Rational? from = Greater(InNew(before.Minimum), after.Minimum);
            Rational? to = Less(InNew(before.Maximum), after.Maximum);
            Rational? step = CommonStep(before.Resolution is { } r ? r / factor : null, after.Resolution);
            if (step is { } s)
            {
                // The ends of a range lie on its resolution.
                from = from is { } f ? -(-f / s).Floor() * s : null;
                to = to is { } t ? (t / s).Floor() * s : null;
            }

            return from is { } low && to is { } high && low > high ? null : new Join(new Number(from, to, after.Unit, step), [], [], factor, offset);
        }

        /// <summary>The values on both grids: multiples of the least common multiple of the steps.</summary>
        private static Rational? CommonStep(Rational? a, Rational? b)
        {
            if (a is not { } x || b is not { } y)
            {
                return a ?? b;
            }

            BigInteger left = x.Numerator * y.Denominator;
            BigInteger right = y.Numerator * x.Denominator;
            Rational multiple = left / BigInteger.GreatestCommonDivisor(left, right) * right;
            return multiple / (x.Denominator * y.Denominator);
        }

        private static Rational? Greater(Rational? a, Rational? b) => a is { } x && b is { } y ? (x > y ? x : y) : a ?? b;

        private static Rational? Less(Rational? a, Rational? b) => a is { } x && b is { } y ? (x < y ? x : y) : a ?? b;

        private static long? Later(long? a, long? b) => a is { } x && b is { } y ? Math.Max(x, y) : a ?? b;

        private static long? Earlier(long? a, long? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;
    }
}
