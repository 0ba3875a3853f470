using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Json;

/// <summary>What traces of one guideline say of every patient alike, as bytes; made when it is first asked for.</summary>
internal sealed class TraceFragments(GuidelineDescription guideline)
{
    private readonly ConditionFragments?[] _conditions = new ConditionFragments?[guideline.ConditionCount];
    private readonly RuleFragments?[] _rules = new RuleFragments?[guideline.Rules.Length];
    private readonly byte[]?[]?[] _named = new byte[]?[]?[guideline.Facts.Length];

    public ConditionFragments Of(int condition) => _conditions[condition] ??= Make(guideline.Conditions[condition]);

    public RuleFragments Of(RuleDescription rule) => _rules[rule.Ordinal] ??= new RuleFragments(
        Bytes($"{{\"rule\":\"{Escaped(rule.Id)}\",\"truth\":\""),
        Bytes($"\"{Escaped(rule.Id)}\""),
        Bytes($"{Place(rule.Place)},\"condition\":"));

    /// <summary>The words of a value, as they stand between quotation marks. Those of named values are kept.</summary>
    public byte[] WordsOf(FactDescription fact, FactValue value)
    {
        if (value.Kind is not (FactValueKind.YesNo or FactValueKind.Enumeration))
        {
            return Bytes(Escaped(fact.Describe(value)));
        }

        byte[]?[] named = _named[fact.Index] ??= new byte[]?[Math.Max(2, fact.Values.Length)];
        return named[value.Ordinal] ??= Bytes(Escaped(fact.Describe(value)));
    }

    /// <summary>A text as it stands between quotation marks.</summary>
    public static string Escaped(string text) => JsonEncodedText.Encode(text, ResultWriter.Encoder).ToString();

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private ConditionFragments Make(ConditionDescription condition)
    {
        ImmutableArray<int> parts = [.. condition.Parts, .. condition.Derived.SelectMany(derived => guideline.Derived[derived].Roots)];
        ImmutableArray<ReadFragment>.Builder reads = ImmutableArray.CreateBuilder<ReadFragment>();
        foreach (int fact in condition.Facts)
        {
            reads.Add(new ReadFragment(Before(guideline.Facts[fact].Id), IsFact: true, fact));
        }

        foreach (int derived in condition.Derived)
        {
            reads.Add(new ReadFragment(Before(guideline.Derived[derived].Id), IsFact: false, derived));
        }

        return new ConditionFragments(
            Bytes($"{{\"text\":\"{Escaped(condition.Text)}\",\"truth\":\""),
            reads.ToImmutable(),
            Bytes($"\"{(reads.Count > 0 ? "}" : "")}{Place(condition.Place)}{(parts.IsEmpty ? "" : ",\"conditions\":[")}"),
            parts);

        byte[] Before(string name) => Bytes($"\",{(reads.Count == 0 ? "\"reads\":{" : "")}\"{Escaped(name)}\":\"");
    }

    private static string Place(SourcePlace place) => $",\"file\":\"{Escaped(place.File)}\",\"line\":{place.Line.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>A rule up to its truth, its name, and what follows up to its condition.</summary>
internal sealed record RuleFragments(byte[] Head, byte[] Name, byte[] Tail);

/// <summary>A condition up to its truth, the values that it reads, what follows up to its parts, and the parts.</summary>
internal sealed record ConditionFragments(byte[] Head, ImmutableArray<ReadFragment> Reads, byte[] Tail, ImmutableArray<int> Parts);

/// <summary>What stands before the words of a value, and the fact or derived value.</summary>
internal readonly record struct ReadFragment(byte[] Before, bool IsFact, int Index);
