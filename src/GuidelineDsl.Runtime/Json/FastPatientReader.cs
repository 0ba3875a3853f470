using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Json;

/// <summary>
/// Reads a patient that is plainly written and sound: known names, each once, values in the declared unit. Nothing is allocated but the patient's identifier.
/// Whatever is not plain is left to <see cref="PatientReader"/>, which knows the other spellings and finds the words for every fault.
/// </summary>
internal sealed class FastPatientReader
{
    private const int MostFacts = 64;
    private const int MostDigits = 18;

    private readonly Entry[] _facts;
    private readonly ImmutableArray<FactDescription> _required;
    private readonly bool _hasOwnId;

    public FastPatientReader(GuidelineDescription guideline)
    {
        _facts = guideline.Facts.Length <= MostFacts ? [.. guideline.Facts.Select(fact => new Entry(fact))] : [];
        _required = [.. guideline.Facts.Where(fact => fact.IsRequired)];
        _hasOwnId = guideline.FindFact("id") is not null;
    }

    /// <returns>False when the text is not plain; the patient may then be half filled.</returns>
    public bool TryRead(ReadOnlySpan<byte> json, GuidelinePatient patient)
    {
        if (_facts.Length == 0)
        {
            return false;
        }

        try
        {
            Utf8JsonReader reader = new(json);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && TryMembers(ref reader, patient) && !reader.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is no text: the thorough reader says what is wrong.
            return false;
        }
    }

    private bool TryMembers(ref Utf8JsonReader reader, GuidelinePatient patient)
    {
        ulong seen = 0;
        bool hasId = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueIsEscaped)
            {
                return false;
            }

            int fact = Find(reader.ValueSpan, expected);
            bool isId = fact < 0 && !_hasOwnId && reader.ValueSpan.SequenceEqual("id"u8);
            if (!reader.Read())
            {
                return false;
            }

            if (isId)
            {
                if (hasId || !TryId(ref reader, patient))
                {
                    return false;
                }

                hasId = true;
                continue;
            }

            if (fact < 0 || (seen >> fact & 1) != 0 || !TryValue(_facts[fact], ref reader, patient))
            {
                return false;
            }

            seen |= 1UL << fact;
            expected = fact + 1;
        }

        foreach (FactDescription required in _required)
        {
            if (patient.CodeOf(required.Index) == EvaluationState.UnknownCode)
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    /// <summary>Facts mostly come in the order in which they are declared.</summary>
    private int Find(ReadOnlySpan<byte> name, int expected)
    {
        for (int i = 0; i < _facts.Length; i++)
        {
            int fact = expected + i < _facts.Length ? expected + i : expected + i - _facts.Length;
            if (name.SequenceEqual(_facts[fact].Name))
            {
                return fact;
            }
        }

        return -1;
    }

    private static bool TryId(ref Utf8JsonReader reader, GuidelinePatient patient)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.String:
                patient.PatientId = reader.GetString();
                return true;
            case JsonTokenType.Number:
                patient.PatientId = Encoding.UTF8.GetString(reader.ValueSpan);
                patient.PatientIdIsNumber = true;
                return true;
            default:
                return false;
        }
    }

    private static bool TryValue(Entry entry, ref Utf8JsonReader reader, GuidelinePatient patient)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.True or JsonTokenType.False when entry.Kind == FactValueKind.YesNo:
                patient.Keep(entry.Index, reader.TokenType == JsonTokenType.True ? 1 : 0);
                return true;
            case JsonTokenType.String when entry.Kind == FactValueKind.Enumeration && !reader.ValueIsEscaped:
                int ordinal = entry.OrdinalOf(reader.ValueSpan);
                if (ordinal >= 0)
                {
                    patient.Keep(entry.Index, ordinal);
                }

                return ordinal >= 0;
            case JsonTokenType.Number when entry.Grid is { } grid:
                if (TryDigits(reader.ValueSpan, out ulong digits, out int decimals, out bool isNegative) && grid.TryCode(digits, decimals, isNegative, out long code))
                {
                    patient.Keep(entry.Index, code);
                    return true;
                }

                return false;
            case JsonTokenType.StartArray when entry.Kind == FactValueKind.Set:
                return TrySet(entry, ref reader, patient);
            default:
                return false;
        }
    }

    private static bool TrySet(Entry entry, ref Utf8JsonReader reader, GuidelinePatient patient)
    {
        ulong members = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            int ordinal = reader.ValueIsEscaped ? -1 : entry.OrdinalOf(reader.ValueSpan);
            if (ordinal is < 0 or >= 64 || (members >> ordinal & 1) != 0)
            {
                return false;
            }

            members |= 1UL << ordinal;
        }

        if (reader.TokenType != JsonTokenType.EndArray || entry.MemberWords != 1)
        {
            return false;
        }

        patient.KeepMembers(entry.Index, new ReadOnlySpan<ulong>(in members));
        return true;
    }

    /// <summary>A number without an exponent, as its digits and how many of them are decimals.</summary>
    private static bool TryDigits(ReadOnlySpan<byte> text, out ulong digits, out int decimals, out bool isNegative)
    {
        digits = 0;
        decimals = 0;
        isNegative = text[0] == '-';
        int point = -1;
        if (text.Length > MostDigits)
        {
            return false;
        }

        for (int i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.')
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        decimals = point < 0 ? 0 : text.Length - point - 1;
        return true;
    }

    /// <summary>A fact with its names as bytes.</summary>
    private sealed class Entry(FactDescription fact)
    {
        private readonly byte[][] _values = [.. fact.Values.Select(value => Encoding.UTF8.GetBytes(value.Id))];

        public int Index { get; } = fact.Index;

        public FactValueKind Kind { get; } = fact.Kind;

        public byte[] Name { get; } = Encoding.UTF8.GetBytes(fact.Id);

        public NumberGrid? Grid { get; } = fact.Grid;

        public int MemberWords { get; } = SetLayout.Words(fact.Values.Length);

        public int OrdinalOf(ReadOnlySpan<byte> name)
        {
            for (int i = 0; i < _values.Length; i++)
            {
                if (name.SequenceEqual(_values[i]))
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
