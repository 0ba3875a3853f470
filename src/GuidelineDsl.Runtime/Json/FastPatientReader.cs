using System.Collections.Immutable;
using System.Text;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Json;

/// <summary>
/// Reads a patient that is plainly written and sound: known names, each once, values in the declared unit. Nothing is allocated.
/// Whatever is not plain is left to <see cref="PatientReader"/>, which knows the other spellings and finds the words for every fault.
/// </summary>
internal sealed class FastPatientReader
{
    private const int MostFacts = 4096;
    private const int WordBits = 64;

    private readonly Entry[] _facts;
    private readonly PlainNames _names;
    private readonly ImmutableArray<int> _required;
    private readonly bool _hasOwnId;

    public FastPatientReader(GuidelineDescription guideline)
    {
        _facts = [.. guideline.Facts.Select(fact => new Entry(fact))];
        _names = new PlainNames(guideline.Facts.Select(fact => PlainOrNone(fact.Id)));
        _required = guideline.RequiredFacts;
        _hasOwnId = guideline.FindFact("id") is not null;
    }

    /// <param name="json">The text.</param>
    /// <param name="patient">A patient about whom nothing is known.</param>
    /// <param name="id">The identifier as it is written, quotation marks included; empty where there is none.</param>
    /// <returns>False when the text is not plain; the patient may then be half filled.</returns>
    public bool TryRead(ReadOnlySpan<byte> json, GuidelinePatient patient, out ReadOnlySpan<byte> id)
    {
        PlainJson text = new(json);
        bool isPlain = _facts.Length <= MostFacts && text.TryTake((byte)'{') && TryMembers(ref text, patient) && text.IsAtEnd && HasRequired(patient);
        id = text.Identifier;
        return isPlain;
    }

    /// <summary>Gives a patient the identifier that was read.</summary>
    public static void Identify(GuidelinePatient patient, ReadOnlySpan<byte> id)
    {
        patient.PatientIdIsNumber = !id.IsEmpty && id[0] != '"';
        patient.PatientId = id.IsEmpty ? null : Encoding.UTF8.GetString(patient.PatientIdIsNumber ? id : id[1..^1]);
    }

    private bool TryMembers(ref PlainJson text, GuidelinePatient patient)
    {
        if (text.TryTake((byte)'}'))
        {
            return true;
        }

        Span<ulong> seen = stackalloc ulong[(_facts.Length + WordBits) / WordBits];
        seen.Clear();
        bool hasId = false;
        int expected = 0;
        do
        {
            if (!text.TryQuoted(out PlainName name) || !text.TryTake((byte)':'))
            {
                return false;
            }

            int fact = _names.Find(name, expected);
            byte next = text.Next;
            if (fact < 0)
            {
                if (_hasOwnId || hasId || !name.Bytes.SequenceEqual("id"u8) || !(next == 'n' ? text.TryTake("null"u8) : text.TryIdentifier()))
                {
                    return false;
                }

                hasId = true;
                continue;
            }

            ref ulong word = ref seen[fact / WordBits];
            ulong bit = 1UL << fact;
            if ((word & bit) != 0 || !TryValue(_facts[fact], next, ref text, patient))
            {
                return false;
            }

            word |= bit;
            expected = fact + 1;
        }
        while (text.TryTake((byte)','));
        return text.TryTake((byte)'}');
    }

    private bool HasRequired(GuidelinePatient patient)
    {
        foreach (int fact in _required)
        {
            if (patient.CodeOf(fact) == EvaluationState.UnknownCode)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryValue(Entry entry, byte next, ref PlainJson text, GuidelinePatient patient)
    {
        switch (next)
        {
            case (byte)'n':
                return text.TryTake("null"u8);
            case (byte)'t' or (byte)'f' when entry.Kind == FactValueKind.YesNo:
                patient.Keep(entry.Index, next == 't' ? 1 : 0);
                return text.TryTake(next == 't' ? "true"u8 : "false"u8);
            case (byte)'"' when entry.Kind == FactValueKind.Enumeration:
                int ordinal = text.TryQuoted(out PlainName name) ? entry.Values.Find(name, -1) : -1;
                if (ordinal >= 0)
                {
                    patient.Keep(entry.Index, ordinal);
                }

                return ordinal >= 0;
            case (byte)'[' when entry.Kind == FactValueKind.Set && entry.MemberWords == 1:
                return TrySet(entry, ref text, patient);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9') when entry.Grid is { } grid:
                if (text.TryNumber(out ulong digits, out int decimals, out bool isNegative) && grid.TryCode(digits, decimals, isNegative, out long code))
                {
                    patient.Keep(entry.Index, code);
                    return true;
                }

                return false;
            default:
                return false;
        }
    }

    private static bool TrySet(Entry entry, ref PlainJson text, GuidelinePatient patient)
    {
        ulong members = 0;
        _ = text.TryTake((byte)'[');
        if (!text.TryTake((byte)']'))
        {
            int expected = 0;
            do
            {
                expected = text.TryQuoted(out PlainName name) ? entry.Values.Find(name, expected) : -1;
                if (expected < 0 || (members >> expected & 1) != 0)
                {
                    return false;
                }

                members |= 1UL << expected;
                expected++;
            }
            while (text.TryTake((byte)','));
            if (!text.TryTake((byte)']'))
            {
                return false;
            }
        }

        patient.KeepMembers(entry.Index, new ReadOnlySpan<ulong>(in members));
        return true;
    }

    /// <summary>A name that JSON writes as it is. Any other is left to the thorough reader: nothing between quotation marks is a quotation mark.</summary>
    private static string PlainOrNone(string name) => name.All(c => c is >= ' ' and <= '~' and not '"' and not '\\') ? name : "\"";

    /// <summary>A fact with its names as bytes.</summary>
    private sealed class Entry(FactDescription fact)
    {
        public int Index { get; } = fact.Index;

        public FactValueKind Kind { get; } = fact.Kind;

        public PlainNames Values { get; } = new(fact.Values.Select(value => PlainOrNone(value.Id)));

        public NumberGrid? Grid { get; } = fact.Grid;

        public int MemberWords { get; } = SetLayout.Words(fact.Values.Length);
    }
}
