using System.Globalization;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>Whether something is past its date on the day the pages are written for.</summary>
internal static class Expiry
{
    /// <summary>Null when it stands, or when nothing can be said.</summary>
    public static string? Of(Source source, IEnumerable<Source> others, DateOnly? asOf)
    {
        if (asOf is not { } day)
        {
            return null;
        }

        if (LastDay(source.Details.ValidUntil) is { } until && until < day)
        {
            return $"Expired: valid until {source.Details.ValidUntil}.";
        }

        if (source.Details.SupersededBy is { } id)
        {
            Source? successor = others.FirstOrDefault(s => s.Id == id);
            if (FirstDay(successor?.Details.Published) is not { } published || published <= day)
            {
                return $"Superseded by {successor?.Label ?? id}.";
            }
        }

        return null;
    }

    public static string? Of(Metadata metadata, DateOnly? asOf) => (asOf, LastDay(metadata.ValidUntil), LastDay(metadata.ReviewBy)) switch
    {
        (null, _, _) => null,
        ({ } day, { } until, _) when until < day => $"Past its validity: valid until {metadata.ValidUntil}.",
        ({ } day, _, { } review) when review < day => $"Due for review since {metadata.ReviewBy}.",
        _ => null,
    };

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? FirstDay(string? iso) => iso?.Length switch
    {
        4 => Parse($"{iso}-01-01"),
        7 => Parse($"{iso}-01"),
        _ => Parse(iso),
    };

    private static DateOnly? LastDay(string? iso) => iso?.Length switch
    {
        4 => Parse($"{iso}-12-31"),
        7 => Parse($"{iso}-01") is { } first ? first.AddDays(DateTime.DaysInMonth(first.Year, first.Month) - 1) : null,
        _ => Parse(iso),
    };

    private static DateOnly? Parse(string? iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
