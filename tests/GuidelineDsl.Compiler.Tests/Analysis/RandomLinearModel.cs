using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;
using static GuidelineDsl.Compiler.Tests.Analysis.ModelBuilder;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// A random decision whose rules compare numbers with one another. Numbers with a step are looked at completely. Where one of them is continuous,
/// coefficients are one and limits whole, so that quarters as representatives are fine enough to meet every region of three such numbers.
/// </summary>
internal static class RandomLinearModel
{
    public static (GuidelineModel Model, Dictionary<Fact, PatientValue[]> Representatives) Make(int seed, bool asksForUnknown)
    {
        Random random = new(seed);
        ModelBuilder builder = new();
        bool isWhole = random.Next(2) == 0;
        Dictionary<Fact, PatientValue[]> representatives = [];
        for (int i = 0; i < 2 + random.Next(2); i++)
        {
            decimal? step = isWhole ? (random.Next(3) == 0 ? 0.5m : 1) : random.Next(4) == 0 ? 1 : null;
            decimal top = isWhole ? 4 * step!.Value : 2;
            decimal every = step ?? 0.25m;
            representatives.Add(
                builder.Number($"n{i}", 0, top, null, step),
                [.. Enumerable.Range(0, (int)(top / every) + 1).Select(v => new NumericValue(v * every))]);
        }

        if (random.Next(2) == 0)
        {
            representatives.Add(builder.YesNo("b"), [new YesNoValue(false), new YesNoValue(true)]);
        }

        if (random.Next(4) == 0)
        {
            builder.Constraint("k", Leaf());
        }

        ClinicalAction[] actions = [builder.Action("a0"), builder.Action("a1")];
        for (int i = 0; i < 1 + random.Next(4); i++)
        {
            builder.Rule($"r{i}", Condition(2), actions[random.Next(2)]);
        }

        builder.Decision("d", random.Next(2) == 0 ? Condition(1) : null, (ChoicePolicy)random.Next(3));
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
            if (random.Next(6) == 0 && builder.Facts[^1].Type is YesNo)
            {
                return Is(builder.Facts[^1]);
            }

            if (asksForUnknown && random.Next(5) == 0)
            {
                return Known(builder.Facts[random.Next(2)]);
            }

            Fact[] numbers = [.. builder.Facts.Where(f => f.Type is Number).OrderBy(_ => random.Next())];
            List<NumericExpression> terms = [new FactValue(numbers[0])];
            if (random.Next(4) > 0)
            {
                terms.Add(Scaled(isWhole ? random.Next(3) - 2 : -1, numbers[1]));
                if (isWhole && numbers.Length > 2 && random.Next(3) == 0)
                {
                    terms.Add(Scaled(1 - (2 * random.Next(2)), numbers[2]));
                }
            }

            int limit = random.Next(4) - 1;
            Interval interval = random.Next(5) switch
            {
                0 => new Interval(limit, random.Next(2) == 0, limit + 1, random.Next(2) == 0),
                1 => Interval.Point(limit),
                < 4 => new Interval(limit, random.Next(2) == 0, null, false),
                _ => new Interval(null, false, limit, random.Next(2) == 0),
            };
            return new NumberTest(new Sum([.. terms]), new IntervalSet([interval]), At($"[{string.Join(" + ", terms.Select(Text))}] in {interval}"));
        }

        static NumericExpression Scaled(int factor, Fact fact) => new Product([new NumberLiteral(factor), new FactValue(fact)]);

        static string Text(NumericExpression term) => term switch
        {
            FactValue f => f.Fact.Id,
            Product { Factors: [NumberLiteral n, FactValue f] } => $"{n.Value} {f.Fact.Id}",
            _ => throw new ArgumentOutOfRangeException(nameof(term)),
        };
    }
}
