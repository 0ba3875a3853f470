using System.Globalization;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

/// <summary>Mistakes in counts of conditions.</summary>
public static partial class SyntaxDiagnostics
{
    private const string CountMessage = "It is not said whether so many must hold at least, at most or exactly.";

    private const string CountHelp = "Write `at least`, `at most` or `exactly` before the number.";

    internal static Diagnostic NoneOf(Location at) =>
        new(CountFormat, $"`{at.Text} of` is said with `not any of`.", at)
        {
            Help = "Write `not any of { … }`: none of the conditions holds.",
            Fix = Replace("Write not any", at, "not any"),
        };

    internal static Diagnostic CountInWords(Location at, int number, bool counted) =>
        new(CountFormat, counted ? "The number of conditions is written in digits." : CountMessage, at)
        {
            Help = counted ? $"Write {number.ToString(CultureInfo.InvariantCulture)} instead of `{at.Text}`." : CountHelp,
            Fix = counted
                ? Replace($"Write {number.ToString(CultureInfo.InvariantCulture)}", at, number.ToString(CultureInfo.InvariantCulture))
                : Guess($"Write at least {number.ToString(CultureInfo.InvariantCulture)}", at, $"at least {number.ToString(CultureInfo.InvariantCulture)}"),
        };

    internal static Diagnostic CountWithoutBound(Location at) =>
        new(CountFormat, CountMessage, at)
        {
            Help = CountHelp,
            Fix = Guess($"Write at least {at.Text}", at, $"at least {at.Text}"),
        };

    internal static Diagnostic NegativeCount(Location at) =>
        new(CountFormat, "The number of conditions cannot be below zero.", at)
        {
            Help = "Write how many of the conditions must hold, from 0 to their number.",
        };
}
