using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.CodeGeneration.Lowering;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;
using Enumeration = GuidelineDsl.Semantics.Model.Enumeration;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>Writes conditions as expressions over the evaluation's memory <c>f</c>, one condition of the author per line.</summary>
internal sealed class ConditionWriter(GuidelineLayout layout, FactCodes codes, GuidelineNames names, NumberWriter numbers)
{
    private readonly ImmutableArray<int> _setStarts = StartsOfSets(layout);

    /// <summary>Writes the lines of one condition; <paramref name="end"/> follows the last.</summary>
    public void Write(ConditionNode node, CSharpText text, string end, string lead = "")
    {
        if (node.IsRepeat)
        {
            text.Line($"{lead}f.Holds({Text(node.Index)}){end}");
            return;
        }

        if (node.Parts.IsEmpty)
        {
            text.Line($"{lead}f.Note({Text(node.Index)}, {Leaf(node.Condition)}){end} // {CSharpText.OneLine(node.Condition.Origin.Text)}");
            return;
        }

        string closing = $"){end}";
        switch (node.Condition)
        {
            case All:
                Open("f.Note(" + Text(node.Index) + ",");
                WriteParts(node, text, closing, "& ");
                break;
            case Any:
                Open("f.Note(" + Text(node.Index) + ",");
                WriteParts(node, text, closing, "| ");
                break;
            case Not:
                Open("f.Note(" + Text(node.Index) + ", !");
                Write(node.Parts[0], text, closing);
                break;
            case Counting counting:
                Open($"f.Note({Text(node.Index)}, Truth.Count({Text(counting.Minimum)}, {Text(counting.Maximum)},");
                for (int i = 0; i < node.Parts.Length; i++)
                {
                    Write(node.Parts[i], text, i < node.Parts.Length - 1 ? "," : ")" + closing);
                }

                break;
            default:
                throw new InvalidOperationException($"No such condition: {node.Condition.GetType().Name}.");
        }

        text.Outdent();

        void Open(string head)
        {
            text.Line(lead + head);
            text.Indent();
        }
    }

    private void WriteParts(ConditionNode node, CSharpText text, string closing, string sign)
    {
        for (int i = 0; i < node.Parts.Length; i++)
        {
            Write(node.Parts[i], text, i < node.Parts.Length - 1 ? "" : closing, i == 0 ? "" : sign);
        }
    }

    private string Leaf(Condition condition) => condition switch
    {
        Constant constant => constant.Value ? "true" : "false",
        All or Any => condition is All ? "true" : "false",
        Counting counting => counting.Minimum <= 0 ? "true" : "false",
        DefinitionTest test => $"f.Holds({Text(RootOf(test.Definition))})",
        ClassificationTest test => Leaf(test),
        YesNoTest test => $"f.IsYes(Fact.{names.Property(test.Fact)})",
        ValueTest test => Leaf(test),
        SetTest test => Leaf(test),
        NumberTest test => Leaf(test),
        KnownTest { Subject: Fact fact } => $"f.IsKnown(Fact.{names.Property(fact)})",
        KnownTest test => $"f.IsDetermined({Text(layout.IndexOf(test.Subject))})",
        _ => throw new InvalidOperationException($"No such condition: {condition.GetType().Name}."),
    };

    private int RootOf(Definition definition) => ((DefinitionStep)layout.StepOf(definition)).Root.Index;

    /// <summary>A classification has a value where a branch of that value holds, and in an ordered one no branch before it does.</summary>
    private string Leaf(ClassificationTest test)
    {
        ImmutableArray<ConditionNode> branches = ((ClassificationStep)layout.StepOf(test.Classification)).Branches;
        List<string> ways = [];
        for (int i = 0; i < branches.Length; i++)
        {
            if (test.Values.Contains(test.Classification.Branches[i].Value))
            {
                string way = $"f.Holds({Text(branches[i].Index)})";
                if (test.Classification.ChooseFirst)
                {
                    way = string.Concat(branches.Take(i).Select(before => $"!f.Holds({Text(before.Index)}) & ")) + way;
                }

                ways.Add(way);
            }
        }

        return ways.Count == 0 ? "false" : string.Join(" | ", ways);
    }

    private string Leaf(ValueTest test)
    {
        string fact = $"Fact.{names.Property(test.Fact)}";
        if (test.Values.Ordinals.Length == 1)
        {
            return $"f.Is({fact}, (long){names.Type(test.Fact)}.{names.Value(test.Fact, test.Values.Ordinals[0])})";
        }

        return test.Values.Ordinals.IsEmpty
            ? $"f.Never({fact})"
            : $"f.IsIn({fact}, {Masks(test.Values, ((Enumeration)test.Fact.Type).Values.Length)})";
    }

    private string Leaf(SetTest test)
    {
        int count = ((SetOf)test.Fact.Type).Values.Length;
        string word = Text(_setStarts[layout.IndexOf(test.Fact)]);
        ValueSet all = ValueSet.Of(Enumerable.Range(0, count));
        return test.Kind switch
        {
            SetTestKind.IncludesAny => $"f.IncludesAny({word}, {Masks(test.Values, count)})",
            SetTestKind.IncludesAll => $"f.IncludesAll({word}, {Masks(test.Values, count)})",
            SetTestKind.IncludesOnly => $"f.IncludesOnly({word}, [{Masks(test.Values, count)}], [{Masks(test.Values.Complement(count), count)}])",
            SetTestKind.IsEmpty => $"!f.IncludesAny({word}, {Masks(all, count)})",
            _ => throw new InvalidOperationException($"No such test: {test.Kind}."),
        };
    }

    private string Leaf(NumberTest test)
    {
        switch (test.Subject)
        {
            case FactValue subject:
                string fact = $"Fact.{names.Property(subject.Fact)}";
                return Ways(test.Values.Intervals, interval => codes.Codes(subject.Fact, interval), Range, $"f.Never({fact})");

                string Range(long low, long high) =>
                    low == long.MinValue + 1 && high == long.MaxValue ? $"f.AtLeast({fact}, {Text(low)})"
                    : low == long.MinValue + 1 ? $"f.AtMost({fact}, {Text(high)})"
                    : high == long.MaxValue ? $"f.AtLeast({fact}, {Text(low)})"
                    : $"f.Within({fact}, {Text(low)}, {Text(high)})";
            case ScoreValue subject:
                Rational scale = ScorePoints.ScaleOf(subject.Score);
                string slot = Text(layout.SlotOf(subject.Score));
                return Ways(
                    test.Values.Intervals,
                    interval => ScorePoints.Codes(interval, scale),
                    (low, high) => $"f.ScoreWithin({slot}, {Text(low)}, {Text(high)})",
                    "false");
            default:
                string number = Text(layout.Numbers.Of(test.Subject).Index);
                IEnumerable<string> ways = test.Values.Intervals.Select(interval => $"f.NumberWithin({number}, {numbers.Bounds(interval)})");
                return test.Values.Intervals.IsEmpty ? "false" : string.Join(" | ", ways);
        }
    }

    private static string Ways(
        ImmutableArray<Interval> intervals, Func<Interval, (long Low, long High)?> codesOf, Func<long, long, string> write, string never)
    {
        List<string> ways = [.. intervals.Select(codesOf).OfType<(long Low, long High)>().Select(code => write(code.Low, code.High))];
        return ways.Count == 0 ? never : string.Join(" | ", ways);
    }

    private static string Masks(ValueSet values, int count)
    {
        ulong[] words = new ulong[Math.Max(1, SetLayout.Words(count))];
        foreach (int ordinal in values.Ordinals)
        {
            words[ordinal >> 6] |= 1UL << (ordinal & 63);
        }

        return string.Join(", ", words.Select(word => "0x" + word.ToString("x", CultureInfo.InvariantCulture) + "UL"));
    }

    private static ImmutableArray<int> StartsOfSets(GuidelineLayout layout)
    {
        ImmutableArray<int>.Builder starts = ImmutableArray.CreateBuilder<int>();
        int next = 0;
        foreach (Fact fact in layout.Guideline.Facts)
        {
            starts.Add(next);
            next += fact.Type is SetOf set ? Math.Max(1, SetLayout.Words(set.Values.Length)) : 0;
        }

        return starts.ToImmutable();
    }

    private static string Text(long number) =>
        number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture) + (number is > int.MaxValue or < int.MinValue ? "L" : "");
}
