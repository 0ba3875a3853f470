using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// JSON of one patient to JSON of the result for these 24 rules and nothing else, written out by hand: the reader of the base library, names compared as bytes, the
/// masks by hand, and a result of pieces of bytes that were prepared before. It knows completely known patients only.
/// </summary>
internal sealed class HandWrittenJson
{
    private const int FirstLine = 25;
    private const int LinesPerRule = 7;

    private readonly byte[] _begin;
    private readonly byte[] _none;
    private readonly byte[][] _names;
    private readonly byte[][] _advice;

    public HandWrittenJson(string digest, string today)
    {
        string begin = $$"""{"schema":"gdl-result/1","guideline":{"id":"benchmark","version":"1","digest":"{{digest}}"},"today":"{{today}}","patient":null,"derived":{},"decisions":[{"id":"treatment","status":""";
        _begin = Encoding.UTF8.GetBytes(begin + "\"decided\",\"rules\":[");
        _none = Encoding.UTF8.GetBytes(begin + "\"no-recommendation\",\"rules\":[],\"possibleRules\":[],\"needs\":[],\"recommendations\":[]}]}");
        _names = [.. Enumerable.Range(0, 24).Select(i => Encoding.UTF8.GetBytes($"\"r{i}\""))];
        _advice = [.. Enumerable.Range(0, 24).Select(i => Encoding.UTF8.GetBytes(Advice(i)))];
    }

    public bool TryAnswer(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> output)
    {
        if (!TryRead(json, out CodedPatient patient))
        {
            return false;
        }

        uint rules = (uint)(HandWrittenMasks.Tell(patient) >> 32);
        if (rules == 0)
        {
            output.Write(_none);
            return true;
        }

        Span<byte> free = output.GetSpan(_begin.Length + 64 + (BitOperations.PopCount(rules) * 512));
        int used = 0;
        Add(_begin, free, ref used);
        for (uint rest = rules; rest != 0; rest &= rest - 1)
        {
            Add(_names[BitOperations.TrailingZeroCount(rest)], free, ref used);
            free[used++] = (byte)',';
        }

        used--;
        Add("],\"possibleRules\":[],\"needs\":[],\"recommendations\":["u8, free, ref used);
        for (uint rest = rules; rest != 0; rest &= rest - 1)
        {
            Add(_advice[BitOperations.TrailingZeroCount(rest)], free, ref used);
            free[used++] = (byte)',';
        }

        used--;
        Add("]}]}"u8, free, ref used);
        output.Advance(used);
        return true;
    }

    private static void Add(ReadOnlySpan<byte> piece, Span<byte> free, ref int used)
    {
        piece.CopyTo(free[used..]);
        used += piece.Length;
    }

    private static bool TryRead(ReadOnlySpan<byte> json, out CodedPatient patient)
    {
        patient = new CodedPatient { Ki67 = -1, Age = -1, Gfr = -1 };
        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        int seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            int fact = name.SequenceEqual("ki67"u8) ? 0 : name.SequenceEqual("age"u8) ? 1 : name.SequenceEqual("gfr"u8) ? 2
                : name.SequenceEqual("differentiation"u8) ? 3 : name.SequenceEqual("sstr"u8) ? 4 : name.SequenceEqual("extent"u8) ? 5
                : name.SequenceEqual("site"u8) ? 6 : name.SequenceEqual("ecog"u8) ? 7 : name.SequenceEqual("resectable"u8) ? 8 : -1;
            if (fact < 0 || !reader.Read() || !TryValue(fact, ref reader, ref patient))
            {
                return false;
            }

            seen |= 1 << fact;
        }

        return seen == 0x1ff && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
    }

    private static bool TryValue(int fact, ref Utf8JsonReader reader, ref CodedPatient patient)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        switch (fact)
        {
            case 0:
                return reader.TokenType == JsonTokenType.Number && TryTenths(text, out patient.Ki67) && patient.Ki67 <= 1000;
            case 1:
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out patient.Age) && patient.Age is >= 0 and <= 120;
            case 2:
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out patient.Gfr) && patient.Gfr is >= 0 and <= 200;
            case 3:
                patient.Differentiation = (byte)(text.SequenceEqual("well"u8) ? 1 : text.SequenceEqual("poor"u8) ? 2 : 0);
                return patient.Differentiation != 0;
            case 4:
                patient.Sstr = (byte)(text.SequenceEqual("positive"u8) ? 1 : text.SequenceEqual("negative"u8) ? 2 : 0);
                return patient.Sstr != 0;
            case 5:
                patient.Extent = (byte)(text.SequenceEqual("localised"u8) ? 1 : text.SequenceEqual("locally_advanced"u8) ? 2 : text.SequenceEqual("metastatic"u8) ? 3 : 0);
                return patient.Extent != 0;
            case 6:
                patient.Site = (byte)(text.SequenceEqual("pancreas"u8) ? 1 : text.SequenceEqual("small_bowel"u8) ? 2 : text.SequenceEqual("lung"u8) ? 3 : text.SequenceEqual("other"u8) ? 4 : 0);
                return patient.Site != 0;
            case 7:
                patient.Ecog = (byte)(text.Length == 2 && text[0] == 'p' && text[1] is >= (byte)'0' and <= (byte)'4' ? text[1] - '0' + 1 : 0);
                return patient.Ecog != 0;
            default:
                patient.Resectable = (byte)(reader.TokenType == JsonTokenType.True ? 2 : reader.TokenType == JsonTokenType.False ? 1 : 0);
                return patient.Resectable != 0;
        }
    }

    /// <summary>A number of at most one decimal in tenths.</summary>
    private static bool TryTenths(ReadOnlySpan<byte> text, out int tenths)
    {
        tenths = 0;
        int point = text.IndexOf((byte)'.');
        int end = point < 0 ? text.Length : point;
        if (end > 3 || text.Length > end + 2)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (i != point)
            {
                if (text[i] is < (byte)'0' or > (byte)'9')
                {
                    return false;
                }

                tenths = (tenths * 10) + text[i] - '0';
            }
        }

        tenths *= point < 0 ? 10 : 1;
        return true;
    }

    private static string Advice(int rule)
    {
        string action = int.IsEvenInteger(rule) ? "b" : "a";
        return $$"""{"rule":"r{{rule}}","verb":"recommend","steps":[{"name":null,"options":[["{{action}}"]],"removed":[],"unconfirmed":[]}],"qualifiers":{},"evidence":{"scale":"esmo","grade":["I","A"]},"citations":[{"source":"s","at":"p. {{rule}}"}],"because":null,"file":"benchmark.gdl","line":{{FirstLine + (LinesPerRule * rule)}}}""";
    }
}
