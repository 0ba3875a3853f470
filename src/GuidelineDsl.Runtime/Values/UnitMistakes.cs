using System.Text;

namespace GuidelineDsl.Runtime.Values;

/// <summary>What people write where UCUM has another code.</summary>
internal static class UnitMistakes
{
    /// <summary>Codes that UCUM has, and that mean what no clinician means: kelvin per microlitre.</summary>
    private static readonly Dictionary<string, string> WrongMeaning = new(StringComparer.Ordinal)
    {
        ["K/uL"] = "10*3/uL",
        ["K/ul"] = "10*3/ul",
        ["K/mm3"] = "10*3/mm3",
        ["K/L"] = "10*3/L",
    };

    private static readonly Dictionary<string, string> Wholes = new(StringComparer.Ordinal)
    {
        ["M/uL"] = "10*6/uL",
        ["G/L"] = "10*9/L",
        ["T/L"] = "10*12/L",
        ["Gpt/L"] = "10*9/L",
        ["Tpt/L"] = "10*12/L",
        ["bpm"] = "/min",
        ["pack-years"] = "{pack}.a",
        ["pack_years"] = "{pack}.a",
        ["packyears"] = "{pack}.a",
        ["py"] = "{pack}.a",
        ["yr"] = "years",
        ["yrs"] = "years",
        ["y"] = "years",
        ["mon"] = "months",
        ["mth"] = "months",
        ["mths"] = "months",
        ["wks"] = "weeks",
        ["C"] = "Cel",
        ["F"] = "[degF]",
    };

    private static readonly Dictionary<string, string> Pieces = new(StringComparer.Ordinal)
    {
        ["mcg"] = "ug",
        ["mkg"] = "ug",
        ["mcL"] = "uL",
        ["mcl"] = "ul",
        ["mcmol"] = "umol",
        ["microgram"] = "ug",
        ["micrograms"] = "ug",
        ["cc"] = "mL",
        ["ccm"] = "mL",
        ["IU"] = "[iU]",
        ["iu"] = "[iU]",
        ["UI"] = "[iU]",
        ["IE"] = "[iU]",
        ["mIU"] = "m[iU]",
        ["mIE"] = "m[iU]",
        ["kIU"] = "k[iU]",
        ["MIU"] = "M[iU]",
        ["uIU"] = "u[iU]",
        ["units"] = "[iU]",
        ["unit"] = "[iU]",
        ["sec"] = "s",
        ["secs"] = "s",
        ["mins"] = "min",
        ["hr"] = "h",
        ["hrs"] = "h",
        ["H"] = "h",
        ["D"] = "d",
        ["w"] = "wk",
        ["wks"] = "wk",
        ["yr"] = "a",
        ["yrs"] = "a",
        ["y"] = "a",
        ["mon"] = "mo",
        ["mth"] = "mo",
        ["mths"] = "mo",
        ["gm"] = "g",
        ["gms"] = "g",
        ["gr"] = "g",
        ["gram"] = "g",
        ["grams"] = "g",
        ["Kg"] = "kg",
        ["KG"] = "kg",
        ["kgs"] = "kg",
        ["kilo"] = "kg",
        ["kilos"] = "kg",
        ["mgs"] = "mg",
        ["MG"] = "mg",
        ["mls"] = "mL",
        ["Ml"] = "mL",
        ["mLs"] = "mL",
        ["ltr"] = "L",
        ["liter"] = "L",
        ["litre"] = "L",
        ["liters"] = "L",
        ["litres"] = "L",
        ["mEq"] = "meq",
        ["mEQ"] = "meq",
        ["Eq"] = "eq",
        ["mval"] = "meq",
        ["mOsm"] = "mosm",
        ["mOsmol"] = "mosm",
        ["mosmol"] = "mosm",
        ["Osm"] = "osm",
        ["mole"] = "mol",
        ["Mol"] = "mol",
        ["mMol"] = "mmol",
        ["mM"] = "mmol/L",
        ["uM"] = "umol/L",
        ["nM"] = "nmol/L",
        ["hpf"] = "[HPF]",
        ["HPF"] = "[HPF]",
        ["lpf"] = "[LPF]",
        ["LPF"] = "[LPF]",
        ["percent"] = "%",
        ["pct"] = "%",
        ["ppm"] = "[ppm]",
        ["ppb"] = "[ppb]",
        ["degC"] = "Cel",
        ["celsius"] = "Cel",
        ["Celsius"] = "Cel",
        ["degF"] = "[degF]",
        ["fahrenheit"] = "[degF]",
        ["Fahrenheit"] = "[degF]",
        ["lb"] = "[lb_av]",
        ["lbs"] = "[lb_av]",
        ["oz"] = "[oz_av]",
        ["inch"] = "[in_i]",
        ["inches"] = "[in_i]",
        ["in"] = "[in_i]",
        ["ft"] = "[ft_i]",
        ["feet"] = "[ft_i]",
        ["psi"] = "[psi]",
        ["gray"] = "Gy",
        ["Gray"] = "Gy",
        ["GY"] = "Gy",
        ["gy"] = "Gy",
        ["CFU"] = "[CFU]",
        ["cfu"] = "[CFU]",
        ["PFU"] = "[PFU]",
        ["pH"] = "[pH]",
        ["MET"] = "[MET]",
        ["METs"] = "[MET]",
        ["Cal"] = "[Cal]",
        ["kCal"] = "kcal",
        ["Kcal"] = "kcal",
        ["dpt"] = "[diop]",
        ["drops"] = "[drp]",
        ["gtt"] = "[drp]",
        ["micron"] = "um",
        ["microns"] = "um",
        ["ML"] = "mL",
        ["Mmol"] = "mmol",
    };

    public static bool MeansSomethingElse(string text) => WrongMeaning.ContainsKey(text);

    /// <summary>What may have been meant, the likeliest first; not all of it is a unit.</summary>
    public static IEnumerable<string> Candidates(string text)
    {
        string tidy = Tidy(text);
        if (WrongMeaning.TryGetValue(tidy, out string? meant) || Wholes.TryGetValue(tidy, out meant))
        {
            yield return meant;
        }

        yield return tidy;
        yield return ByPieces(tidy, Meant);
        yield return tidy.Replace('*', '.');
        bool isTerm = tidy.AsSpan().IndexOfAny('/', '.') >= 0;
        yield return ByPieces(tidy, piece => Meant(piece) ?? (isTerm && piece.Length > 3 && !UnitParser.TryParse(piece, out _) ? $"{{{piece}}}" : null));
    }

    private static string? Meant(string piece) => Pieces.GetValueOrDefault(piece) ?? UnitParser.CodeOfTimeWord(piece);

    /// <summary>Signs of typesetting, powers of ten and spaces, as UCUM writes them.</summary>
    private static string Tidy(string text) => new StringBuilder(text)
        .Replace('µ', 'u').Replace('μ', 'u').Replace("²", "2").Replace("³", "3").Replace('·', '.').Replace('⋅', '.').Replace("10**", "10*").Replace("10^", "10*")
        .Replace("10e", "10*").Replace("10E", "10*").Replace("×10*", "10*").Replace("x10*", "10*").Replace("°C", "Cel").Replace("°F", "[degF]").Replace("°", "deg").Replace("‰", "[ppth]").Replace(" per ", "/").Replace(" ", "")
        .Replace("mmHg", "mm[Hg]").Replace("mm_Hg", "mm[Hg]").Replace("cmH2O", "cm[H2O]").Replace("/(1.73m2)", "/{1.73_m2}").Replace("/1.73m2", "/{1.73_m2}")
        .Replace("/1.73m^2", "/{1.73_m2}").Replace("^2", "2").Replace("^3", "3").Replace("**", "").ToString();

    /// <summary>The text with every word outside brackets and braces replaced by what was meant.</summary>
    private static string ByPieces(string text, Func<string, string?> meant)
    {
        StringBuilder result = new();
        int at = 0;
        while (at < text.Length)
        {
            int end = at + 1;
            char closing = text[at] switch { '[' => ']', '{' => '}', _ => '\0' };
            if (closing != '\0')
            {
                end = text.IndexOf(closing, at) is var close and >= 0 ? close + 1 : text.Length;
                result.Append(text, at, end - at);
            }
            else if (char.IsAsciiLetter(text[at]))
            {
                while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_'))
                {
                    end++;
                }

                bool isPrefix = end < text.Length && text[end] == '[';
                result.Append(isPrefix ? text[at..end] : meant(text[at..end]) ?? text[at..end]);
            }
            else
            {
                result.Append(text[at]);
            }

            at = end;
        }

        return result.ToString();
    }
}
