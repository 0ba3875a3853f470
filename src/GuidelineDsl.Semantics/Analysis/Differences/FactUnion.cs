using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>
/// One space of patients for two versions of a guideline: facts of one name and kind become one fact whose values are those of both. Facts whose
/// kind or unit changed stay apart.
/// </summary>
internal sealed class FactUnion
{
    private readonly Dictionary<Fact, Fact> _map = [];

    public FactUnion(IEnumerable<Fact> before, IEnumerable<Fact> after)
    {
        Fact[] olds = [.. before];
        List<Fact> union = [];
        foreach (Fact fact in after)
        {
            Fact? old = olds.FirstOrDefault(f => f.Id == fact.Id);
            ValueType? type = old is null ? fact.Type : Join(old.Type, fact.Type);
            Fact joined = new(fact.Id, fact.Label, type ?? fact.Type, fact.IsRequired, fact.IsJudgement, union.Count, fact.Location);
            union.Add(joined);
            _map.Add(fact, joined);
            if (old is not null && type is not null)
            {
                _map.TryAdd(old, joined);
            }
        }

        foreach (Fact fact in olds.Where(f => !_map.ContainsKey(f)))
        {
            Fact joined = new(fact.Id, fact.Label, fact.Type, fact.IsRequired, fact.IsJudgement, union.Count, fact.Location);
            union.Add(joined);
            _map.Add(fact, joined);
        }

        Facts = [.. union];
    }

    public ImmutableArray<Fact> Facts { get; }

    public Fact Of(Fact fact) => _map[fact];

    /// <summary>The ordinals of a set of values in the joined fact.</summary>
    public ValueSet Values(Fact fact, ValueSet values)
    {
        ImmutableArray<NamedValue> own = ValuesOf(fact.Type);
        ImmutableArray<NamedValue> joined = ValuesOf(Of(fact).Type);
        return ValueSet.Of(values.Ordinals.Select(o => joined.First(v => v.Id == own[o].Id).Ordinal));
    }

    private static ImmutableArray<NamedValue> ValuesOf(ValueType type) => type switch
    {
        Enumeration e => e.Values,
        SetOf s => s.Values,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static ValueType? Join(ValueType a, ValueType b) => (a, b) switch
    {
        (YesNo, YesNo) => b,
        (Enumeration x, Enumeration y) => new Enumeration(Join(x.Values, y.Values), y.IsOrdered),
        (SetOf x, SetOf y) => new SetOf(Join(x.Values, y.Values)),
        (Number x, Number y) when x.Unit == y.Unit => new Number(
            x.Minimum is { } p && y.Minimum is { } q ? Min(p, q) : null,
            x.Maximum is { } r && y.Maximum is { } s ? Max(r, s) : null,
            y.Unit,
            Resolution(x.Resolution, y.Resolution)),
        (Date x, Date y) when x.HasTime == y.HasTime => new Date(
            y.HasTime,
            x.Minimum is { } p && y.Minimum is { } q ? Math.Min(p, q) : null,
            x.Maximum is { } r && y.Maximum is { } s ? Math.Max(r, s) : null),
        _ => null,
    };

    private static ImmutableArray<NamedValue> Join(ImmutableArray<NamedValue> before, ImmutableArray<NamedValue> after)
    {
        List<NamedValue> joined = [.. after];
        foreach (NamedValue value in before.Where(v => after.All(n => n.Id != v.Id)))
        {
            joined.Add(value with { Ordinal = joined.Count });
        }

        return [.. joined];
    }

    private static Rational Min(Rational a, Rational b) => a < b ? a : b;

    private static Rational Max(Rational a, Rational b) => a > b ? a : b;

    /// <summary>The finer of two resolutions when it divides the other; otherwise the values are taken as continuous.</summary>
    private static Rational? Resolution(Rational? a, Rational? b) =>
        a is not { } x || b is not { } y ? null : x.IsMultipleOf(y) ? y : y.IsMultipleOf(x) ? x : null;
}
