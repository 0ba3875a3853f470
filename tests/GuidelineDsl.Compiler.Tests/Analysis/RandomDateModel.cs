using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;
using static GuidelineDsl.Compiler.Tests.Analysis.ModelBuilder;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// A random decision whose rules compare dates that are moved by months, and months and years completed between dates. Both dates lie in a few weeks
/// around the end of a February or the end of the calendar, so that every patient can be looked at and ends of months matter.
/// </summary>
internal static class RandomDateModel
{
    private static readonly (string First, int Days)[] Windows = [("2024-01-28", 35), ("2023-12-30", 20), ("2025-02-26", 34), ("9999-11-28", 34), ("0001-01-01", 33)];

    public static (GuidelineModel Model, Dictionary<Fact, PatientValue[]> Representatives) Make(int seed)
    {
        Random random = new(seed);
        ModelBuilder builder = new();
        bool hasYears = random.Next(3) == 0;
        long start = CalendarArithmetic.FromDay(DateOnly.Parse(Windows[random.Next(Windows.Length)].First, null));
        Dictionary<Fact, PatientValue[]> representatives = [];
        for (int i = 0; i < 2; i++)
        {
            (string first, int days) = Windows[random.Next(Windows.Length)];
            long own = hasYears ? CalendarArithmetic.FromDay(DateOnly.Parse(first, null)) : start;
            days = (int)Math.Min(days, CalendarArithmetic.LatestDay - own + 1);
            representatives.Add(
                builder.Fact($"d{i}", null, new Date(false, own, own + days - 1), false),
                [.. Enumerable.Range(0, days).Select(d => new NumericValue(own + d))]);
        }

        if (random.Next(5) == 0)
        {
            builder.Constraint("k", Leaf());
        }

        ClinicalAction[] actions = [builder.Action("a0"), builder.Action("a1")];
        for (int i = 0; i < 1 + random.Next(3); i++)
        {
            builder.Rule($"r{i}", Condition(2), actions[random.Next(2)]);
        }

        builder.Decision("d", random.Next(3) == 0 ? Condition(1) : null, (ChoicePolicy)random.Next(3));
        return (builder.Build(), representatives);

        Condition Condition(int depth) => depth == 0 ? Leaf() : random.Next(4) switch
        {
            0 => Leaf(),
            1 => Not(Condition(depth - 1)),
            2 => And(Condition(depth - 1), Condition(depth - 1)),
            _ => Or(Condition(depth - 1), Condition(depth - 1)),
        };

        Condition Leaf()
        {
            (NumericExpression subject, string text) = random.Next(3) switch
            {
                0 => Completed(),
                1 when random.Next(3) == 0 => (Moved(0, out string moved), moved),
                _ => Distance(),
            };
            Rational limit = subject is CalendarDifference ? random.Next(4) - 2
                : subject is Sum ? random.Next(9) - 4
                : ((NumericValue)representatives[builder.Facts[0]][random.Next(10)]).Value + random.Next(20);
            Interval interval = random.Next(4) switch
            {
                0 => new Interval(limit, random.Next(2) == 0, limit + 1, random.Next(2) == 0),
                1 => Interval.Point(limit),
                2 => new Interval(limit, random.Next(2) == 0, null, false),
                _ => new Interval(null, false, limit, random.Next(2) == 0),
            };
            return new NumberTest(subject, new IntervalSet([interval]), At($"[{text}] in {interval}"));
        }

        (NumericExpression, string) Completed()
        {
            int from = random.Next(2);
            CalendarUnit unit = hasYears ? CalendarUnit.Years : CalendarUnit.Months;
            return (new CalendarDifference(Value(1 - from), Value(from), false, unit), $"completed {unit} from d{from} to d{1 - from}");
        }

        (NumericExpression, string) Distance()
        {
            NumericExpression left = Moved(0, out string leftText);
            NumericExpression right = Moved(1, out string rightText);
            return (new Sum([left, new Product([new NumberLiteral(-1), right])]), $"{leftText} minus {rightText}");
        }

        NumericExpression Moved(int fact, out string text)
        {
            int amount = random.Next(2) == 0 ? 0 : random.Next(5) - 2;
            CalendarUnit unit = hasYears && random.Next(2) == 0 ? CalendarUnit.Years : CalendarUnit.Months;
            text = amount == 0 ? $"d{fact}" : $"d{fact} moved by {amount} {unit}";
            return amount == 0 ? Value(fact) : new CalendarShift(Value(fact), false, amount, unit);
        }

        FactValue Value(int fact) => new(builder.Facts[fact]);
    }
}
