using System.Globalization;
using System.Text.Json;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Json;

/// <summary>Numbers as JSON and people write them, read exactly.</summary>
internal static class NumberText
{
    private const int MostDigits = 400;

    /// <summary>The number that the reader stands on; null when it has more digits than any measurement.</summary>
    public static Rational? Read(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ValueSpan;
        if (bytes.Length > MostDigits)
        {
            return null;
        }

        Span<char> text = stackalloc char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[i] = (char)bytes[i];
        }

        return Exact(text);
    }

    /// <summary>The exact number, or null when it has more digits than any measurement.</summary>
    public static Rational? Exact(ReadOnlySpan<char> text)
    {
        int exponent = text.IndexOfAny('e', 'E');
        return text.Length <= MostDigits
            && (exponent < 0 || (int.TryParse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int power) && power is >= -MostDigits and <= MostDigits))
            && Rational.TryParse(text, out Rational value)
                ? value
                : null;
    }

    /// <summary>Digits with a sign, a point and an exponent at most; how many digits is another question.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        int exponent = text.IndexOfAny('e', 'E');
        ReadOnlySpan<char> digits = exponent < 0 ? text : text[..exponent];
        return (exponent < 0 || IsInteger(text[(exponent + 1)..])) && (digits.Length > MostDigits || Rational.TryParse(digits, out _));

        static bool IsInteger(ReadOnlySpan<char> text) =>
            text.Length > 0 && text.TrimStart("+-").Length is > 0 and int length && length >= text.Length - 1 && !text.TrimStart("+-").ContainsAnyExceptInRange('0', '9');
    }
}
