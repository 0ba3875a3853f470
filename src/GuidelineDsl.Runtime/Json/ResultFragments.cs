using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Json;

/// <summary>
/// Results of plain answers as pieces of bytes that are the same for many patients, written once by <see cref="ResultWriter"/> and then copied.
/// </summary>
internal sealed class ResultFragments
{
    private readonly byte[] _begin;
    private readonly DecisionFragments[] _decisions;
    private readonly RuleBytes[] _rules;

    public ResultFragments(GuidelineDescription guideline, PlainAnswers answers)
    {
        _begin = Encoding.UTF8.GetBytes($"{{\"schema\":\"{ResultWriter.Schema}\",\"guideline\":{Text(json => ResultWriter.WriteName(guideline, json))},\"today\":\"");
        _decisions = [.. guideline.Decisions.Select(decision => new DecisionFragments(decision, answers))];
        _rules = [.. guideline.Rules.Select(rule => new RuleBytes(rule, answers))];
    }

    /// <summary>The bytes before the patient's identifier.</summary>
    public byte[] Begin(DateOnly today) =>
        [.. _begin, .. Encoding.UTF8.GetBytes(today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), .. "\",\"patient\":"u8];

    /// <summary>Writes what stands before the derived values.</summary>
    /// <param name="begin">The bytes before the patient's identifier.</param>
    /// <param name="id">The patient's identifier as JSON; empty for none.</param>
    /// <param name="output">Where to.</param>
    public static void WriteBegin(ReadOnlySpan<byte> begin, ReadOnlySpan<byte> id, IBufferWriter<byte> output)
    {
        id = id.IsEmpty ? "null"u8 : id;
        int length = begin.Length + id.Length + Derived.Length;
        Bytes bytes = new(output.GetSpan(length));
        bytes.Add(begin);
        bytes.Add(id);
        bytes.Add(Derived);
        output.Advance(length);
    }

    /// <summary>Writes what follows the derived values.</summary>
    public void WriteDecisions(ReadOnlySpan<PlainAnswer> answers, ReadOnlySpan<ulong> rules, IBufferWriter<byte> output)
    {
        int length = Decisions.Length + End.Length + Math.Max(0, answers.Length - 1);
        for (int i = 0; i < answers.Length; i++)
        {
            length += LengthOf(_decisions[i], answers[i], rules);
        }

        Bytes bytes = new(output.GetSpan(length));
        bytes.Add(Decisions);
        for (int i = 0; i < answers.Length; i++)
        {
            if (i > 0)
            {
                bytes.Add(","u8);
            }

            Add(_decisions[i], answers[i], rules, ref bytes);
        }

        bytes.Add(End);
        output.Advance(length);
    }

    private static ReadOnlySpan<byte> Derived => ",\"derived\":"u8;

    private static ReadOnlySpan<byte> Decisions => ",\"decisions\":["u8;

    private static ReadOnlySpan<byte> End => "]}"u8;

    private static ReadOnlySpan<byte> AfterRules => "],\"possibleRules\":[],\"needs\":[],\"recommendations\":["u8;

    private int LengthOf(DecisionFragments decision, PlainAnswer answer, ReadOnlySpan<ulong> rules)
    {
        if (answer.Status != DecisionStatus.Decided)
        {
            return decision.Of(answer).Length;
        }

        int length = decision.Decided.Length + AfterRules.Length + End.Length - 2;
        for (GivenRules given = new(rules, decision.Decision); given.MoveNext();)
        {
            RuleBytes rule = _rules[given.Current.Ordinal];
            length += rule.Id.Length + rule.Recommendations.Length + 2;
        }

        return length;
    }

    private void Add(DecisionFragments decision, PlainAnswer answer, ReadOnlySpan<ulong> rules, ref Bytes bytes)
    {
        if (answer.Status != DecisionStatus.Decided)
        {
            bytes.Add(decision.Of(answer));
            return;
        }

        bytes.Add(decision.Decided);
        for (GivenRules given = new(rules, decision.Decision); given.MoveNext();)
        {
            bytes.Add(_rules[given.Current.Ordinal].Id);
            bytes.Add(","u8);
        }

        bytes.TakeBack(1);
        bytes.Add(AfterRules);
        for (GivenRules given = new(rules, decision.Decision); given.MoveNext();)
        {
            bytes.Add(_rules[given.Current.Ordinal].Recommendations);
            bytes.Add(","u8);
        }

        bytes.TakeBack(1);
        bytes.Add(End);
    }

    private static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(BytesOf(write));

    private static byte[] BytesOf(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = ResultWriter.MakeWriter(bytes))
        {
            write(json);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The bytes that are still free.</summary>
    private ref struct Bytes(Span<byte> free)
    {
        private readonly Span<byte> _all = free;
        private int _used;

        public void Add(ReadOnlySpan<byte> piece)
        {
            piece.CopyTo(_all[_used..]);
            _used += piece.Length;
        }

        public void TakeBack(int count) => _used -= count;
    }

    /// <summary>A decision that gives nothing, whole; and how one begins that gives rules.</summary>
    private sealed class DecisionFragments
    {
        private readonly byte[] _outOfScope;
        private readonly byte[] _nothing;
        private readonly byte[][] _silences;

        public DecisionFragments(DecisionDescription decision, PlainAnswers answers)
        {
            Decision = decision;
            _outOfScope = Whole(new PlainAnswer(DecisionStatus.OutOfScope));
            _nothing = Whole(new PlainAnswer(DecisionStatus.NoRecommendation));
            _silences = [.. decision.Silences.Select((_, i) => Whole(new PlainAnswer(DecisionStatus.Silent, i)))];
            Decided = Encoding.UTF8.GetBytes(
                $"{{\"id\":{Text(json => json.WriteStringValue(decision.Id))},\"status\":\"{ResultWriter.StatusName(DecisionStatus.Decided)}\",\"rules\":[");

            byte[] Whole(PlainAnswer answer) => BytesOf(json => ResultWriter.WriteDecision(answers.Result(decision, answer, []), json));
        }

        public DecisionDescription Decision { get; }

        /// <summary>Up to the names of the rules.</summary>
        public byte[] Decided { get; }

        public byte[] Of(PlainAnswer answer) =>
            answer.Status == DecisionStatus.OutOfScope ? _outOfScope : answer.Silence < 0 ? _nothing : _silences[answer.Silence];
    }

    /// <summary>The name of a rule and what it advises, one after another.</summary>
    private sealed class RuleBytes
    {
        public RuleBytes(RuleDescription rule, PlainAnswers answers)
        {
            Id = BytesOf(json => json.WriteStringValue(rule.Id));
            Recommendations = answers.AdviceOf(rule) is { IsDefault: false } advice
                ? Encoding.UTF8.GetBytes(string.Join(',', advice.Select(recommendation => Text(json => ResultWriter.WriteRecommendation(recommendation, json)))))
                : [];
        }

        public byte[] Id { get; }

        public byte[] Recommendations { get; }
    }
}
