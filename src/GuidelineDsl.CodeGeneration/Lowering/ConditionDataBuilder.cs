using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;
using Enumeration = GuidelineDsl.Semantics.Model.Enumeration;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>The conditions of a large guideline as data: the same that <see cref="Writing.ConditionWriter"/> writes as methods.</summary>
internal sealed class ConditionDataBuilder
{
    private readonly GuidelineLayout _layout;
    private readonly FactCodes _codes;
    private readonly ImmutableArray<ConditionEntry>.Builder _entries = ImmutableArray.CreateBuilder<ConditionEntry>();
    private readonly ImmutableArray<ConditionTest>.Builder _tests = ImmutableArray.CreateBuilder<ConditionTest>();
    private readonly ImmutableArray<ulong>.Builder _words = ImmutableArray.CreateBuilder<ulong>();
    private readonly ImmutableArray<NumberBounds>.Builder _bounds = ImmutableArray.CreateBuilder<NumberBounds>();
    private readonly Dictionary<Fact, int> _setStarts = [];

    private ConditionDataBuilder(GuidelineLayout layout, FactCodes codes)
    {
        _layout = layout;
        _codes = codes;
        int next = 0;
        foreach (Fact fact in layout.Guideline.Facts)
        {
            _setStarts.Add(fact, next);
            next += fact.Type is SetOf set ? Math.Max(1, SetLayout.Words(set.Values.Length)) : 0;
        }
    }

    /// <param name="tests">The conditions that the quick forms leave to this one.</param>
    public static ConditionData Build(GuidelineLayout layout, FactCodes codes, ImmutableArray<ConditionNode> tests)
    {
        ConditionDataBuilder builder = new(layout, codes);
        for (int i = 0; i < layout.Conditions.Count; i++)
        {
            builder.Add(layout.Conditions[i]);
        }

        return new ConditionData(
            builder._entries.DrainToImmutable(),
            builder._tests.DrainToImmutable(),
            builder._words.DrainToImmutable(),
            builder._bounds.DrainToImmutable(),
            Ranges(layout.Constraints.Select(constraint => constraint.Root)),
            [.. layout.Decisions.Select(decision => Ranges([decision.Scope, .. decision.Rules, .. decision.Silences, .. decision.Guards]))],
            Ranges(tests.Select(test => test with { IsRepeat = false })));
    }

    /// <summary>The ranges of some roots. What was visited before is not visited again.</summary>
    private static ImmutableArray<ConditionRange> Ranges(IEnumerable<ConditionNode> roots)
    {
        List<ConditionRange> ranges = [];
        foreach (ConditionNode root in roots.Where(root => !root.IsRepeat))
        {
            int end = EndOf(root);
            if (ranges.Count > 0 && ranges[^1].End == root.Index)
            {
                ranges[^1] = new ConditionRange(ranges[^1].First, end);
            }
            else
            {
                ranges.Add(new ConditionRange(root.Index, end));
            }
        }

        return [.. ranges];
    }

    /// <summary>The first condition after a condition and its parts: parts are numbered in order, after their whole.</summary>
    private static int EndOf(ConditionNode node)
    {
        for (int i = node.Parts.Length - 1; i >= 0; i--)
        {
            if (!node.Parts[i].IsRepeat)
            {
                return EndOf(node.Parts[i]);
            }
        }

        return node.Index + 1;
    }

    private void Add(ConditionNode node)
    {
        int first = _tests.Count;
        (TestJoin join, int minimum, int maximum) = node.Condition switch
        {
            Counting counting => (TestJoin.Count, counting.Minimum, counting.Maximum),
            Any or NumberTest => (TestJoin.Any, 0, 0),
            ClassificationTest test => (test.Classification.ChooseFirst ? TestJoin.First : TestJoin.Any, 0, 0),
            _ => (TestJoin.All, 0, 0),
        };
        if (node.Condition is All or Any or Not or Counting)
        {
            _tests.AddRange(node.Parts.Select(part => Holds(part.Index, node.Condition is Not)));
        }
        else
        {
            AddLeaf(node.Condition);
        }

        _entries.Add(new ConditionEntry(join, first, EndOf(node), minimum, maximum));
    }

    private void AddLeaf(Condition condition)
    {
        switch (condition)
        {
            case Constant constant:
                _tests.Add(new ConditionTest(TestKind.Constant, false, 0, constant.Value ? 1 : 0, 0));
                break;
            case DefinitionTest test:
                _tests.Add(Holds(((DefinitionStep)_layout.StepOf(test.Definition)).Root.Index, false));
                break;
            case ClassificationTest test:
                AddLeaf(test);
                break;
            case YesNoTest test:
                _tests.Add(Within(test.Fact, 1, 1));
                break;
            case ValueTest test:
                AddLeaf(test);
                break;
            case SetTest test:
                AddLeaf(test);
                break;
            case NumberTest test:
                AddLeaf(test);
                break;
            case KnownTest { Subject: Fact fact }:
                _tests.Add(new ConditionTest(TestKind.Known, false, _layout.IndexOf(fact), 0, 0));
                break;
            case KnownTest test:
                _tests.Add(new ConditionTest(TestKind.Determined, false, _layout.IndexOf(test.Subject), 0, 0));
                break;
            default:
                throw new InvalidOperationException($"No such condition: {condition.GetType().Name}.");
        }
    }

    /// <summary>A classification has a value where a branch of that value holds, and in an ordered one no branch before it does.</summary>
    private void AddLeaf(ClassificationTest test)
    {
        ImmutableArray<ConditionNode> branches = ((ClassificationStep)_layout.StepOf(test.Classification)).Branches;
        for (int i = 0; i < branches.Length; i++)
        {
            bool isAsked = test.Values.Contains(test.Classification.Branches[i].Value);
            if (isAsked || test.Classification.ChooseFirst)
            {
                _tests.Add(Holds(branches[i].Index, false) with { Low = isAsked ? 1 : 0 });
            }
        }
    }

    private void AddLeaf(ValueTest test)
    {
        ImmutableArray<int> values = test.Values.Ordinals;
        if (values.IsEmpty)
        {
            _tests.Add(Never(test.Fact));
        }
        else if (values.Length == 1)
        {
            _tests.Add(Within(test.Fact, values[0], values[0]));
        }
        else
        {
            AddMembers(TestKind.IsIn, _layout.IndexOf(test.Fact), values, ((Enumeration)test.Fact.Type).Values.Length, false);
        }
    }

    private void AddLeaf(SetTest test)
    {
        int count = ((SetOf)test.Fact.Type).Values.Length;
        int start = _setStarts[test.Fact];
        switch (test.Kind)
        {
            case SetTestKind.IncludesAny:
                AddMembers(TestKind.IncludesAny, start, test.Values.Ordinals, count, false);
                break;
            case SetTestKind.IncludesAll:
                AddMembers(TestKind.IncludesAll, start, test.Values.Ordinals, count, false);
                break;
            case SetTestKind.IncludesOnly:
                AddMembers(TestKind.IncludesAny, start, test.Values.Ordinals, count, false);
                AddMembers(TestKind.IncludesAny, start, test.Values.Complement(count).Ordinals, count, true);
                break;
            case SetTestKind.IsEmpty:
                AddMembers(TestKind.IncludesAny, start, [.. Enumerable.Range(0, count)], count, true);
                break;
            default:
                throw new InvalidOperationException($"No such test: {test.Kind}.");
        }
    }

    private void AddMembers(TestKind kind, int subject, ImmutableArray<int> ordinals, int count, bool isNegated)
    {
        ulong[] words = new ulong[Math.Max(1, SetLayout.Words(count))];
        foreach (int ordinal in ordinals)
        {
            words[ordinal >> 6] |= 1UL << (ordinal & 63);
        }

        _tests.Add(new ConditionTest(kind, isNegated, subject, _words.Count, words.Length));
        _words.AddRange(words);
    }

    private void AddLeaf(NumberTest test)
    {
        switch (test.Subject)
        {
            case FactValue subject:
                int first = _tests.Count;
                foreach (Interval interval in test.Values.Intervals)
                {
                    if (_codes.Codes(subject.Fact, interval) is var (low, high))
                    {
                        _tests.Add(Within(subject.Fact, low, high));
                    }
                }

                if (_tests.Count == first)
                {
                    _tests.Add(Never(subject.Fact));
                }

                break;
            case ScoreValue subject:
                Rational scale = ScorePoints.ScaleOf(subject.Score);
                foreach (Interval interval in test.Values.Intervals)
                {
                    if (ScorePoints.Codes(interval, scale) is var (low, high))
                    {
                        _tests.Add(new ConditionTest(TestKind.Score, false, _layout.SlotOf(subject.Score), low, high));
                    }
                }

                break;
            default:
                foreach (Interval interval in test.Values.Intervals)
                {
                    _tests.Add(new ConditionTest(TestKind.Number, false, _layout.Numbers.Of(test.Subject).Index, _bounds.Count, 0));
                    _bounds.Add(new NumberBounds(interval.From, interval.FromInclusive, interval.To, interval.ToInclusive));
                }

                break;
        }
    }

    private ConditionTest Within(Fact fact, long low, long high) => new(TestKind.Within, false, _layout.IndexOf(fact), low, high);

    /// <summary>No value: false where the fact is known.</summary>
    private ConditionTest Never(Fact fact) => Within(fact, 1, 0);

    private static ConditionTest Holds(int condition, bool isNegated) => new(TestKind.Holds, isNegated, condition, 0, 0);
}
