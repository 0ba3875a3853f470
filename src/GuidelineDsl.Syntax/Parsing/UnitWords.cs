using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// The words that are a unit when they stand directly after a number on the same line. Every other unit is written in
/// single quotes. The spelling of the simple units is UCUM's; what a word means is the business of the unit engine.
/// </summary>
public static class UnitWords
{
    /// <summary>Simple UCUM units that may be written bare.</summary>
    public static IReadOnlySet<string> Ucum { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "km", "m", "dm", "cm", "mm", "um", "nm",
        "kg", "g", "dg", "mg", "ug", "ng", "pg", "fg",
        "L", "dL", "cL", "mL", "uL", "nL", "fL", "pL", "l", "dl", "ml", "ul",
        "mol", "mmol", "umol", "nmol", "pmol", "fmol", "eq", "meq", "osm", "mosm",
        "Gy", "cGy", "mGy", "Sv", "mSv", "Bq", "kBq", "MBq", "GBq", "TBq", "Ci", "mCi",
        "U", "kU", "mU", "IU", "kIU", "mIU", "MIU",
        "Pa", "kPa", "bar", "N", "J", "kJ", "W", "mW", "V", "mV", "Hz", "kHz", "MHz",
        "cal", "kcal", "Cal", "Cel", "K", "deg", "rad",
        "s", "ms", "min", "h", "d", "wk", "mo", "a",
    };

    /// <summary>The words for time, singular and plural.</summary>
    public static IReadOnlySet<string> Time { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
    };

    /// <summary>What is printed or said where UCUM has another code; understood as a unit, so that the one message about it can name the code.</summary>
    private static HashSet<string> Printed { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "mmHg", "cmH2O", "mcg", "mcL", "mcmol", "mEq", "mOsm", "cc", "ccm", "sec", "secs", "mins", "hr", "hrs", "wks", "yr", "yrs",
        "Kg", "kgs", "gm", "gram", "grams", "liter", "litre", "liters", "litres", "lb", "lbs", "oz", "inch", "inches", "percent", "bpm", "ppm", "HPF", "hpf",
    };

    /// <summary>Whether the word is a unit, or meant as one, when it directly follows a number.</summary>
    public static bool IsUnit(string word) => Ucum.Contains(word) || Time.Contains(word) || Printed.Contains(word);

    /// <summary>Whether a unit may stand in this place: right after a number, or after the type <c>number</c>, on the same line.</summary>
    internal static bool MayFollow(List<SourceToken> before, int count, SourceToken token)
    {
        SourceToken? last = count == 0 ? null : before[count - 1];
        return last?.Line == token.Line && (last.Type == NUMBER || (last.Type == NUMBER_TYPE && count > 1 && before[count - 2].Type == COLON));
    }

    /// <summary>All words, in a stable order.</summary>
    public static IEnumerable<string> All { get; } = [.. Ucum.Concat(Time).Order(StringComparer.Ordinal)];
}
