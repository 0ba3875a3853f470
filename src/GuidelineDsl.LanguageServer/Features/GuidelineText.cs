using GuidelineDsl.Syntax.Parsing;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Units as they are written in the guideline language.</summary>
internal static class GuidelineText
{
    public static string Unit(string unit) =>
        unit == "%" || UnitWords.IsUnit(unit) ? unit : $"'{unit.Replace("'", "''", StringComparison.Ordinal)}'";
}
