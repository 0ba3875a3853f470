using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The values of unknown facts that tell apart what a computed number can come to. All but one of the facts are given each of their values in turn; the
/// one that is left is narrowed down: what the number comes to between two of its values is looked at as a whole, and cut where that
/// settles nothing, until every place where the number passes a limit, appears or vanishes lies between two neighbours.
/// </summary>
internal sealed class NumberValues
{
    /// <summary>So many ways of the other facts are gone through.</summary>
    private const int MostWays = 256;

    private const int MostDoublings = 60;
    private const int Nowhere = -1;
    private const int Unsettled = -2;

    /// <summary>What lies closer together than this is no rational limit that a person could have written down.</summary>
    private static readonly Rational Narrow = new(1, BigInteger.Pow(10, 30));

    private readonly NumberCells _number;
    private readonly FactDescription _fact;
    private readonly ImmutableArray<Rational> _representatives;
    private readonly EvaluationState _state;
    private readonly Action _visit;
    private readonly Rational? _step;
    private readonly SortedSet<Rational> _found = [];
    private readonly LookBudget _budget;

    private NumberValues(NumberCells number, FactDescription fact, ImmutableArray<Rational> representatives, EvaluationState state, Action visit, LookBudget budget)
    {
        _budget = budget;
        _number = number;
        _fact = fact;
        _representatives = representatives;
        _state = state;
        _visit = visit;
        _step = fact.Coding.Step;
    }

    /// <summary>Adds the values for one number; false where there are too many to look at.</summary>
    /// <param name="number">The number.</param>
    /// <param name="unknown">Its unknown facts.</param>
    /// <param name="space">The cells of all facts of the question.</param>
    /// <param name="state">The memory with the patient.</param>
    /// <param name="visit">Computes all numbers again.</param>
    /// <param name="thaws">Whether facts become known when they are given a value.</param>
    /// <param name="budget">How much may still be looked at.</param>
    /// <param name="values">The values by fact.</param>
    public static bool TryAdd(
        NumberCells number,
        ImmutableArray<int> unknown,
        SearchSpace space,
        EvaluationState state,
        Action visit,
        bool thaws,
        LookBudget budget,
        Dictionary<int, SortedSet<Rational>> values)
    {
        ImmutableArray<FactCells> cells = [.. space.Facts.Where(cells => unknown.Contains(cells.Fact))];
        if (thaws && unknown.Length > 1 && cells.Any(cells => cells.MayStayUnknown))
        {
            return false;
        }

        FactDescription[] measured = [.. unknown.Where(number.Measured.Contains).Select(fact => state.Description.Facts[fact]).OrderBy(fact => StepsOf(fact) ?? long.MaxValue)];
        if (measured.Length == 0)
        {
            // Conditions alone choose what is calculated: they have their own values.
            return true;
        }

        FactDescription last = measured[^1];
        List<SearchLevel> others = [];
        Dictionary<int, ImmutableArray<Rational>> all = [];
        foreach (FactCells other in cells.Where(cells => cells.Fact != last.Index))
        {
            FactDescription fact = state.Description.Facts[other.Fact];
            if (number.Measured.Contains(other.Fact))
            {
                if (StepsOf(fact) is not { } steps || steps > MostWays)
                {
                    return false;
                }

                all.Add(fact.Index, [.. Enumerable.Range(0, (int)steps).Select(i => fact.Minimum!.Value + (i * fact.Coding.Step!.Value))]);
            }

            others.AddRange(LevelsOf(fact, other, all.GetValueOrDefault(fact.Index, other.Representatives), state));
        }

        if (others.Aggregate(1L, (ways, level) => Math.Min(ways * level.Count, MostWays + 1)) > MostWays)
        {
            return false;
        }

        NumberValues found = new(number, last, cells.First(cells => cells.Fact == last.Index).Representatives, state, visit, budget);
        if (!found.LookAll(others, thaws))
        {
            return false;
        }

        values.TryAdd(last.Index, []);
        values[last.Index].UnionWith(found._found);
        foreach ((int fact, ImmutableArray<Rational> each) in all)
        {
            values.TryAdd(fact, []);
            values[fact].UnionWith(each);
        }

        return true;
    }

    /// <summary>How many values a fact has; null when they cannot be counted.</summary>
    private static BigInteger? StepsOf(FactDescription fact) =>
        fact.Coding.Step is { } step && fact.Minimum is { } low && fact.Maximum is { } high ? ((high - low) / step).Floor() + 1 : null;

    private static IEnumerable<SearchLevel> LevelsOf(FactDescription fact, FactCells cells, ImmutableArray<Rational> values, EvaluationState state) =>
        fact.Kind == FactValueKind.Set
            ? cells.Members.Select(member => new MemberLevel(fact.Index, state.SetStarts[fact.Index], member))
            : [new ValueLevel(fact, values, mayStayUnknown: false, state.Known[fact.Index], thaws: false)];

    /// <summary>Looks at the number for every way in which the other facts can turn out.</summary>
    private bool LookAll(List<SearchLevel> others, bool thaws)
    {
        Truth known = _state.Known[_fact.Index];
        if (thaws)
        {
            _state.Known[_fact.Index] = Truth.True;
        }

        bool isComplete = Choose(0);
        foreach (SearchLevel other in others)
        {
            other.Undo(_state);
        }

        _state.Narrowed[_fact.Index] = null;
        _state.Codes[_fact.Index] = EvaluationState.UnknownCode;
        _state.Known[_fact.Index] = known;
        _visit();
        return isComplete;

        bool Choose(int level)
        {
            if (level == others.Count)
            {
                return Look();
            }

            for (int choice = 0; choice < others[level].Count; choice++)
            {
                others[level].Choose(_state, choice);
                if (!Choose(level + 1))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private bool Look()
    {
        SortedDictionary<Rational, Point> points = [];
        foreach (Rational value in _representatives.Concat(new[] { _fact.Minimum, _fact.Maximum }.OfType<Rational>()).DefaultIfEmpty(Rational.Zero))
        {
            points[value] = At(value);
        }

        Stack<(Rational Low, Rational High, int Depth)> open = [];
        Rational[] first = [.. points.Keys];
        for (int i = 1; i < first.Length; i++)
        {
            open.Push((first[i - 1], first[i], 0));
        }

        if ((_fact.Minimum is null && !Reach(first[0], -1)) || (_fact.Maximum is null && !Reach(first[^1], 1)))
        {
            return false;
        }

        while (open.TryPop(out (Rational Low, Rational High, int Depth) part))
        {
            (Rational low, Rational high, int depth) = part;
            _budget.Spend(depth);
            if (_budget.IsSpent || points[low].Place is null || points[high].Place is null)
            {
                return false;
            }

            if (high - low == _step)
            {
                continue;
            }

            if (Between(low, high) is { } place)
            {
                Settle(points, low, high, place);
            }
            else if (_step is null && high - low < Narrow)
            {
                points[low] = points[low] with { After = Unsettled };
            }
            else
            {
                Rational middle = Cut(points, low, high, depth);
                points[middle] = At(middle);
                open.Push((low, middle, depth + 1));
                open.Push((middle, high, depth + 1));
            }
        }

        Keep(points);
        return true;

        // To where nothing changes any more, however far the fact goes on.
        bool Reach(Rational end, int side)
        {
            Rational unit = (_step ?? Rational.One) * side;
            for (int i = 0; i < MostDoublings; i++)
            {
                Rational next = end + (BigInteger.Pow(2, i) * unit);
                points[next] = At(next);
                open.Push(side < 0 ? (next, end, 0) : (end, next, 0));
                end = next;
                if ((side < 0 ? Between(null, end) : Between(end, null)) is { } place && place == points[end].Place)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>What is known between two values: on a grid the values next to the ends stand for it.</summary>
    private void Settle(SortedDictionary<Rational, Point> points, Rational low, Rational high, int place)
    {
        points[low] = points[low] with { After = place };
        if (_step is { } step)
        {
            points[low + step] = points.GetValueOrDefault(low + step, new Point(place, null, place));
            points[high - step] = points.GetValueOrDefault(high - step, new Point(place, null, place));
        }
    }

    /// <summary>Keeps the values on both sides of every change.</summary>
    private void Keep(SortedDictionary<Rational, Point> points)
    {
        KeyValuePair<Rational, Point>[] all = [.. points];
        for (int i = 0; i < all.Length; i++)
        {
            int? place = all[i].Value.Place;
            bool isInside = i > 0 && i < all.Length - 1;
            bool goesOn = isInside && (_step is null
                ? all[i - 1].Value.After == place && all[i].Value.After == place
                : all[i - 1].Value.Place == place && all[i + 1].Value.Place == place);
            if (!goesOn)
            {
                _found.Add(all[i].Key);
            }
        }
    }

    /// <summary>A value between two others: on a limit where a straight line would lead there, otherwise the simplest in their midst.</summary>
    private Rational Cut(SortedDictionary<Rational, Point> points, Rational low, Rational high, int depth)
    {
        if (_step is { } step)
        {
            return ((low + high) / 2 / step).Floor() * step;
        }

        if (depth % 4 == 1 && points[low].Number is { } atLow && points[high].Number is { } atHigh && atLow != atHigh)
        {
            foreach (Rational limit in _number.Thresholds.Where(limit => (limit - atLow).Sign * (atHigh - limit).Sign > 0))
            {
                Rational straight = low + ((limit - atLow) * (high - low) / (atHigh - atLow));
                if (At(straight).Number == limit)
                {
                    return straight;
                }
            }
        }

        Rational quarter = (high - low) / 4;
        return Rational.Simplest(low + quarter, high - quarter);
    }

    /// <summary>The number where the fact has one value.</summary>
    private Point At(Rational value)
    {
        _state.Narrowed[_fact.Index] = null;
        _state.Codes[_fact.Index] = _fact.Coding.CodeOf(value) ?? EvaluationState.UnknownCode;
        _state.Exact[_fact.Index] = value;
        _visit();
        NumberRange number = _state.Numbers[_number.Slot];
        return number.IsUndefined ? new Point(Nowhere, null, Unsettled)
            : number.IsDetermined ? new Point(number.PlaceAmong(_number.Thresholds), number.Low, Unsettled)
            : new Point(null, null, Unsettled);
    }

    /// <summary>Where the number lies while the fact lies between two values, both left out; null when that is not settled.</summary>
    private int? Between(Rational? low, Rational? high)
    {
        Rational? from = low + (_step ?? 0);
        Rational? to = high - (_step ?? 0);
        long lowCode = from is { } a && _fact.Coding.CodeOf(a) is { } x ? (_step is null ? x + (x & 1) : x) : long.MinValue;
        long highCode = to is { } b && _fact.Coding.CodeOf(b) is { } y ? (_step is null ? y - (y & 1) : y) : long.MaxValue;
        _state.Codes[_fact.Index] = EvaluationState.UnknownCode;
        _state.Narrowed[_fact.Index] = new NarrowedFact(_step is null ? NumberRange.Inside(low, high) : NumberRange.Between(from, to), lowCode, highCode);
        _visit();
        NumberRange number = _state.Numbers[_number.Slot];
        return number.IsUndefined ? Nowhere : number.CanBeUndefined ? null : number.PlaceAmong(_number.Thresholds);
    }

    /// <summary>What the number comes to at one value of the fact: its place among the limits, itself, and its place up to the next value looked at.</summary>
    private readonly record struct Point(int? Place, Rational? Number, int After);
}

/// <summary>How much one question may look at in numbers. Far down, where numbers have many digits, a look costs more.</summary>
internal sealed class LookBudget
{
    private const int DepthOfDouble = 16;

    private int _left = 8_000;

    public bool IsSpent => _left <= 0;

    public void Spend(int depth) => _left -= 1 + (depth / DepthOfDouble);
}
