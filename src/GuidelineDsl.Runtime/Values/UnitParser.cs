using System.Globalization;
using System.Numerics;

namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// Reads UCUM unit terms: atoms with prefixes, exponents, <c>.</c> and <c>/</c>, parentheses, whole factors, powers of ten (<c>10*3</c>) and
/// annotations in braces; and the words for time (<c>months</c>).
/// </summary>
public static class UnitParser
{
    private const int LongestTerm = 200;

    private static readonly Dictionary<string, string> TimeWords = new(StringComparer.Ordinal)
    {
        ["second"] = "s",
        ["seconds"] = "s",
        ["minute"] = "min",
        ["minutes"] = "min",
        ["hour"] = "h",
        ["hours"] = "h",
        ["day"] = "d",
        ["days"] = "d",
        ["week"] = "wk",
        ["weeks"] = "wk",
        ["month"] = "mo",
        ["months"] = "mo",
        ["year"] = "a",
        ["years"] = "a",
    };

    /// <summary>The UCUM code of a word for time; null for other words.</summary>
    internal static string? CodeOfTimeWord(string word) => TimeWords.GetValueOrDefault(word);

    /// <summary>Reads a unit; false when the text is none.</summary>
    public static bool TryParse(string text, out Unit unit)
    {
        if (TimeWords.TryGetValue(text, out string? word))
        {
            unit = UnitAtoms.Atoms[word].Unit with { Code = text };
            return true;
        }

        Reader reader = new(text);
        Unit? read = text.Length is 0 or > LongestTerm || UnitMistakes.MeansSomethingElse(text) ? null : reader.Term(depth: 0);
        bool complete = read is not null && reader.AtEnd;
        unit = complete ? read! with { Code = text } : Unit.One;
        return complete;
    }

    /// <summary>Whether the text is refused although UCUM has it, because it means what no clinician means.</summary>
    public static bool IsMisleading(string text) => UnitMistakes.MeansSomethingElse(text);

    /// <summary>The code that was probably meant, or null; what is suggested is a unit.</summary>
    public static string? Suggest(string text) =>
        UnitMistakes.Candidates(text).FirstOrDefault(c => c != text && TryParse(c, out _));

    private sealed class Reader(string text)
    {
        private const int DeepestNesting = 20;
        private int _at;

        public bool AtEnd => _at == text.Length;

        public Unit? Term(int depth)
        {
            if (depth > DeepestNesting)
            {
                return null;
            }

            Unit? result = Take('/') ? Component(depth) is { } first ? Unit.One.Divide(first) : null : Component(depth);
            while (result is not null && !AtEnd && text[_at] is '.' or '/')
            {
                bool divide = text[_at++] == '/';
                Unit? next = Component(depth);
                result = next is null ? null : divide ? result.Divide(next) : result.Multiply(next);
            }

            return result;
        }

        private Unit? Component(int depth)
        {
            if (Take('('))
            {
                Unit? inner = Term(depth + 1);
                return inner is not null && Take(')') ? Annotated(inner) : null;
            }

            if (!AtEnd && text[_at] == '{')
            {
                return Annotation() ? Unit.One : null;
            }

            return Annotated(!AtEnd && char.IsAsciiDigit(text[_at]) ? Factor() : Simple());
        }

        private Unit? Annotated(Unit? unit) => unit is null || AtEnd || text[_at] != '{' ? unit : Annotation() ? unit : null;

        private bool Annotation()
        {
            int close = text.IndexOf('}', _at);
            if (close < 0 || text.AsSpan(_at, close - _at).ContainsAnyExceptInRange('!', '~'))
            {
                return false;
            }

            _at = close + 1;
            return true;
        }

        /// <summary>A whole factor, or a power of ten <c>10*3</c>, <c>10^-2</c>.</summary>
        private Unit? Factor()
        {
            int start = _at;
            while (!AtEnd && char.IsAsciiDigit(text[_at]))
            {
                _at++;
            }

            BigInteger number = BigInteger.Parse(text[start.._at], CultureInfo.InvariantCulture);
            if (number == 10 && !AtEnd && text[_at] is '*' or '^')
            {
                _at++;
                return Exponent() is { } exponent ? new Unit("10*", Dimension.None, ((Rational)10L).Pow(exponent), Rational.Zero) : null;
            }

            return number.IsZero ? null : new Unit("n", Dimension.None, number, Rational.Zero);
        }

        private Unit? Simple()
        {
            int start = _at;
            bool inBrackets = false;
            while (!AtEnd && (inBrackets || char.IsAsciiLetter(text[_at]) || text[_at] is '[' or '%' or '\''))
            {
                inBrackets = text[_at] == '[' || (inBrackets && text[_at] != ']');
                _at++;
            }

            if (FindAtom(text[start.._at]) is not { } unit)
            {
                return null;
            }

            if (AtEnd || !(char.IsAsciiDigit(text[_at]) || text[_at] is '+' or '-'))
            {
                return unit;
            }

            return Exponent() is { } exponent and not 0 ? unit.Power(exponent) : null;
        }

        private static Unit? FindAtom(string code)
        {
            if (UnitAtoms.Atoms.TryGetValue(code, out UnitAtoms.Atom? atom))
            {
                return atom.Unit;
            }

            foreach (UnitAtoms.Prefix prefix in UnitAtoms.Prefixes)
            {
                if (code.StartsWith(prefix.Code, StringComparison.Ordinal)
                    && UnitAtoms.Atoms.TryGetValue(code[prefix.Code.Length..], out atom) && atom.IsMetric && atom.Unit.Offset.Sign == 0)
                {
                    return atom.Unit with { Code = code, Factor = atom.Unit.Factor * prefix.Factor };
                }
            }

            return null;
        }

        private int? Exponent()
        {
            int start = _at;
            if (!AtEnd && text[_at] is '+' or '-')
            {
                _at++;
            }

            while (!AtEnd && char.IsAsciiDigit(text[_at]))
            {
                _at++;
            }

            return int.TryParse(text[start.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value is >= -30 and <= 30
                ? value
                : null;
        }

        private bool Take(char c)
        {
            if (AtEnd || text[_at] != c)
            {
                return false;
            }

            _at++;
            return true;
        }
    }
}
