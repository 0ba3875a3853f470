using System.Text.RegularExpressions;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>
/// Units as people write them: UCUM codes are made for computers, so that <c>Cel</c> reads °C, <c>mm[Hg]</c> mmHg, <c>10*9/L</c> 10⁹/L. For reading
/// only; what may be copied into a guideline keeps the code.
/// </summary>
public static partial class UnitNotation
{
    /// <summary>The unit as it is printed, by the print symbols that UCUM gives.</summary>
    public static string ForPeople(string code) => Piece().Replace(code, piece => piece switch
    {
        { Groups: { } g } when g["note"].Success => g["note"].Value.Replace('_', ' ').Replace("m2", "m²", StringComparison.Ordinal),
        { Groups: { } g } when g["power"].Success => "10" + Raised(g["power"].Value),
        { Groups: { } g } when g["special"].Success => Special(g["special"].Value),
        { Groups: { } g } when g["atom"].Success => Atom(g["atom"].Value) + Raised(g["exponent"].Value),
        _ => "·",
    });

    private static string Special(string name) => name switch
    {
        "iU" or "IU" => "IU",
        "degF" => "°F",
        "Cal" => "kcal",
        "H2O" => "H₂O",
        _ => name.Replace('_', ' '),
    };

    private static string Atom(string atom) => atom switch
    {
        "Cel" => "°C",
        ['u', _, ..] => "µ" + atom[1..],
        _ => atom,
    };

    private static string Raised(string digits) => string.Concat(digits.Select(d => d switch
    {
        '-' => '⁻',
        '+' => '⁺',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        _ => (char)('⁰' + (d - '0')),
    }));

    [GeneratedRegex(@"\{(?<note>[^}]*)\}|10[*^](?<power>[+-]?\d+)|\[(?<special>[^\]]*)\]|(?<atom>[A-Za-z%]+)(?<exponent>[+-]?\d+)?|(?<times>\.)")]
    private static partial Regex Piece();
}
