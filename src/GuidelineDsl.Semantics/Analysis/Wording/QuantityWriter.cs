using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>Numbers with their units and dates, for people and as .gdl text.</summary>
public static class QuantityWriter
{
    private const long SecondsPerDay = 86_400;

    public static string InWords(Model.ValueType type, Rational value) => Write(type, value, quoted: false);

    public static string InGdl(Model.ValueType type, Rational value) => Write(type, value, quoted: true);

    /// <summary>A unit as it is written in a guideline: bare when it is one word, in single quotes otherwise.</summary>
    public static string UnitInGdl(string unit) =>
        unit == "%" || unit.All(char.IsAsciiLetter) ? unit : "'" + unit.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Write(Model.ValueType type, Rational value, bool quoted) => type switch
    {
        Number { Unit: { } unit } => $"{value} {(quoted ? UnitInGdl(unit) : UnitNotation.ForPeople(unit))}",
        Number => value.ToString(),
        Date date => WriteDate(date, value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static string WriteDate(Date date, Rational value)
    {
        long whole = (long)value.Floor();
        if (!date.HasTime)
        {
            return DateOnly.FromDayNumber((int)Math.Clamp(whole, 0, DateOnly.MaxValue.DayNumber)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        DateTime time = DateTime.MinValue.AddSeconds(Math.Clamp(whole, 0, ((DateOnly.MaxValue.DayNumber + 1L) * SecondsPerDay) - 1));
        return time.ToString(time.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
