using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The working memory of one evaluation: the patient as codes, and the truth of every condition that generated code has visited.
/// For generated code; applications do not use it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EvaluationState
{
    /// <summary>The code of an unknown value.</summary>
    public const long UnknownCode = long.MinValue;

    private readonly long[] _codes;
    private readonly Rational[] _exact;
    private readonly Truth[] _known;
    private readonly Truth[] _determined;
    private readonly Truth[] _truths;
    private readonly ulong[] _present;
    private readonly ulong[] _absent;
    private readonly long[] _scoreLow;
    private readonly long[] _scoreHigh;
    private readonly NumberRange[] _numbers;
    private readonly NumberRange?[] _assumed;
    private readonly NarrowedFact?[] _narrowed;

    internal EvaluationState(GuidelineDescription description)
    {
        Description = description;
        _codes = new long[description.Facts.Length];
        _exact = new Rational[description.Facts.Length];
        _known = new Truth[description.Facts.Length];
        _determined = new Truth[description.Derived.Length];
        _truths = new Truth[description.ConditionCount];
        SetStarts = SetLayout.Starts(description.Facts);
        int words = SetLayout.WordCount(description.Facts);
        _present = new ulong[words];
        _absent = new ulong[words];
        _scoreLow = new long[description.ScoreCount];
        _scoreHigh = new long[description.ScoreCount];
        _numbers = new NumberRange[description.FactsOfNumbers.Length];
        _assumed = new NumberRange?[description.FactsOfNumbers.Length];
        _narrowed = new NarrowedFact?[description.Facts.Length];
    }

    internal GuidelineDescription Description { get; }

    internal ImmutableArray<int> SetStarts { get; }

    internal long Today { get; set; }

    /// <summary>While set, whether a derived value is determined stays as it was found for the patient.</summary>
    internal bool FreezesDetermined { get; set; }

    internal long[] Codes => _codes;

    internal Rational[] Exact => _exact;

    internal Truth[] Known => _known;

    internal Truth[] Determined => _determined;

    internal ReadOnlySpan<Truth> Truths => _truths;

    internal ulong[] Present => _present;

    internal ulong[] Absent => _absent;

    internal NumberRange?[] Assumed => _assumed;

    internal ReadOnlySpan<NumberRange> Numbers => _numbers;

    /// <summary>Of an unknown number that a search has narrowed down, between what it is tried.</summary>
    internal NarrowedFact?[] Narrowed => _narrowed;

    /// <summary>Forgets the patient before.</summary>
    internal void Begin(DateOnly today)
    {
        Today = today.DayNumber;
        FreezesDetermined = false;
        Array.Clear(_assumed);
        Array.Clear(_present);
        Array.Clear(_absent);
    }

    /// <summary>Takes over a set that is known.</summary>
    internal void LoadSet(FactDescription fact, ReadOnlySpan<ulong> members)
    {
        int start = SetStarts[fact.Index];
        for (int i = 0; i < members.Length; i++)
        {
            _present[start + i] = members[i];
            _absent[start + i] = ~members[i];
        }
    }

    /// <summary>Keeps the truth of a condition and hands it on.</summary>
    public Truth Note(int condition, Truth truth)
    {
        _truths[condition] = truth;
        return truth;
    }

    /// <summary>The truth of a condition that was visited before.</summary>
    public Truth Holds(int condition) => _truths[condition];

    /// <summary>A yes/no fact is yes.</summary>
    public Truth IsYes(int fact) => Is(fact, 1);

    /// <summary>An enumeration has this value.</summary>
    public Truth Is(int fact, long ordinal)
    {
        long code = _codes[fact];
        return code == UnknownCode ? Truth.Unknown : code == ordinal;
    }

    /// <summary>An enumeration has one of the values whose bits are set.</summary>
    public Truth IsIn(int fact, params ReadOnlySpan<ulong> values)
    {
        long code = _codes[fact];
        return code == UnknownCode ? Truth.Unknown : (values[(int)(code >> 6)] >> (int)(code & 63) & 1) != 0;
    }

    /// <summary>An enumeration of at most 64 values has one of those whose bits are set.</summary>
    public Truth IsIn(int fact, ulong values)
    {
        long code = _codes[fact];
        return code == UnknownCode ? Truth.Unknown : (values >> (int)code & 1) != 0;
    }

    /// <summary>A number's code is at most this.</summary>
    public Truth AtMost(int fact, long high)
    {
        long code = _codes[fact];
        return code == UnknownCode ? WithinNarrowed(fact, long.MinValue, high) : code <= high;
    }

    /// <summary>A number's code is at least this.</summary>
    public Truth AtLeast(int fact, long low)
    {
        long code = _codes[fact];
        return code == UnknownCode ? WithinNarrowed(fact, low, long.MaxValue) : code >= low;
    }

    /// <summary>A number's code lies between these, both included.</summary>
    public Truth Within(int fact, long low, long high)
    {
        long code = _codes[fact];
        return code == UnknownCode ? WithinNarrowed(fact, low, high) : code >= low && code <= high;
    }

    /// <summary>A condition that depends on nothing but whether the fact is known.</summary>
    public Truth Never(int fact) => _codes[fact] == UnknownCode ? Truth.Unknown : Truth.False;

    /// <summary>A set has at least one of the members.</summary>
    /// <param name="word">Where the set's words begin.</param>
    /// <param name="members">The members as bits.</param>
    public Truth IncludesAny(int word, params ReadOnlySpan<ulong> members)
    {
        bool all = true;
        for (int i = 0; i < members.Length; i++)
        {
            if ((_present[word + i] & members[i]) != 0)
            {
                return Truth.True;
            }

            all &= (members[i] & ~_absent[word + i]) == 0;
        }

        return all ? Truth.False : Truth.Unknown;
    }

    /// <summary>A set has every one of the members.</summary>
    public Truth IncludesAll(int word, params ReadOnlySpan<ulong> members)
    {
        bool all = true;
        for (int i = 0; i < members.Length; i++)
        {
            if ((_absent[word + i] & members[i]) != 0)
            {
                return Truth.False;
            }

            all &= (members[i] & ~_present[word + i]) == 0;
        }

        return all ? Truth.True : Truth.Unknown;
    }

    /// <summary>A set is not empty and has no member but these. <paramref name="others"/> are the members that it must not have.</summary>
    public Truth IncludesOnly(int word, ReadOnlySpan<ulong> members, ReadOnlySpan<ulong> others) =>
        IncludesAny(word, members) & !IncludesAny(word, others);

    /// <summary>A fact is known.</summary>
    public Truth IsKnown(int fact) => _known[fact];

    /// <summary>A derived value is determined.</summary>
    public Truth IsDetermined(int derived) => _determined[derived];

    /// <summary>Records whether a derived value is determined, unless that is settled already.</summary>
    public void Determine(int derived)
    {
        if (!FreezesDetermined)
        {
            _determined[derived] = Determination.Of(this, Description.Derived[derived]);
        }
    }

    /// <summary>Begins to add up a score.</summary>
    public void BeginScore(int score)
    {
        _scoreLow[score] = 0;
        _scoreHigh[score] = 0;
    }

    /// <summary>Adds a line of a score.</summary>
    public void AddPoints(int score, long points, Truth line)
    {
        if (line.IsTrue)
        {
            _scoreLow[score] += points;
            _scoreHigh[score] += points;
        }
        else if (line.IsUnknown)
        {
            _scoreLow[score] += Math.Min(points, 0);
            _scoreHigh[score] += Math.Max(points, 0);
        }
    }

    /// <summary>A score lies between these, both included.</summary>
    public Truth ScoreWithin(int score, long low, long high) =>
        _scoreLow[score] >= low && _scoreHigh[score] <= high ? Truth.True
        : _scoreHigh[score] < low || _scoreLow[score] > high ? Truth.False
        : Truth.Unknown;

    /// <summary>The number of a fact; while it is unknown, its whole range.</summary>
    public NumberRange NumberOf(int fact)
    {
        FactDescription description = Description.Facts[fact];
        return _codes[fact] == UnknownCode
            ? _narrowed[fact] is { } narrowed ? narrowed.Range : NumberRange.Between(description.Minimum, description.Maximum)
            : description.Coding.Step is { } step ? _codes[fact] * step : _exact[fact];
    }

    /// <summary>The points of a score.</summary>
    /// <param name="score">Its place.</param>
    /// <param name="scale">What its whole points are multiplied with.</param>
    public NumberRange PointsOf(int score, Rational scale) =>
        NumberRange.Between(_scoreLow[score] * scale, _scoreHigh[score] * scale);

    /// <summary>The day of the evaluation, or its first second.</summary>
    public NumberRange TodayAs(bool hasTime) => (Rational)(hasTime ? Today * 86_400 : Today);

    /// <summary>Keeps a computed number.</summary>
    public void Compute(int slot, NumberRange value) => _numbers[slot] = _assumed[slot] ?? value;

    /// <summary>A number that was computed before.</summary>
    public NumberRange Computed(int slot) => _numbers[slot];

    /// <summary>A computed number lies between bounds.</summary>
    public Truth NumberWithin(int slot, NumberBounds bounds) =>
        _numbers[slot].IsBetween(bounds.From, bounds.FromInclusive, bounds.To, bounds.ToInclusive);

    private Truth WithinNarrowed(int fact, long low, long high) =>
        _narrowed[fact] is not { } narrowed ? Truth.Unknown
        : narrowed.LowCode >= low && narrowed.HighCode <= high ? Truth.True
        : narrowed.HighCode < low || narrowed.LowCode > high ? Truth.False
        : Truth.Unknown;

    internal (long Low, long High) ScoreBounds(int score) => (_scoreLow[score], _scoreHigh[score]);
}

/// <summary>The bounds of a comparison; null is no bound. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NumberBounds(Rational? From, bool FromInclusive, Rational? To, bool ToInclusive);

/// <summary>An unknown number that a search has narrowed down.</summary>
/// <param name="Range">Between what it is tried.</param>
/// <param name="LowCode">The smallest code that it can have there.</param>
/// <param name="HighCode">The largest.</param>
internal sealed record NarrowedFact(NumberRange Range, long LowCode, long HighCode);
