using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Compiler.Tests.Analysis.ModelBuilder;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>A random decision too large to look at every patient: many facts and rules, counting, nesting, numbers compared with one another.</summary>
internal static class RandomLargeModel
{
    public static GuidelineModel Make(int seed)
    {
        Random random = new(seed);
        ModelBuilder builder = new();
        List<Fact> flags = [.. Enumerable.Range(0, 3 + random.Next(4)).Select(i => builder.YesNo($"y{i}"))];
        List<Fact> choices = [.. Enumerable.Range(0, 2 + random.Next(3)).Select(i => builder.OneOf($"c{i}", "v0", "v1", "v2", "v3"))];
        List<Fact> numbers = [.. Enumerable.Range(0, 3 + random.Next(3)).Select(i => builder.Number($"n{i}", 0, 50, null, random.Next(2) == 0 ? 1 : random.Next(3) == 0 ? 0.5m : null))];
        bool compares = random.Next(2) == 0;
        if (random.Next(2) == 0)
        {
            builder.Constraint("k", Or(Leaf(), Leaf()));
        }

        ClinicalAction[] actions = [builder.Action("a0"), builder.Action("a1"), builder.Action("a2")];
        int rules = 8 + random.Next(20);
        for (int i = 0; i < rules; i++)
        {
            builder.Rule($"r{i}", Condition(), actions[random.Next(3)]);
        }

        builder.Decision("d", random.Next(2) == 0 ? Or(Leaf(), Leaf()) : null);
        return builder.Build();

        Condition Condition() => random.Next(8) switch
        {
            0 => Between(1, 2, Leaf(), Leaf(), Leaf(), Leaf()),
            1 => And(Leaf(), Or(Leaf(), Not(And(Leaf(), Leaf())))),
            2 => And(Leaf(), Leaf(), Or(Leaf(), Leaf())),
            _ => And([.. Enumerable.Range(0, 2 + random.Next(3)).Select(_ => Leaf())]),
        };

        Condition Leaf()
        {
            switch (random.Next(4))
            {
                case 0:
                    Condition flag = Is(flags[random.Next(flags.Count)]);
                    return random.Next(2) == 0 ? flag : Not(flag);
                case 1:
                    return Is(choices[random.Next(choices.Count)], [.. Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).DefaultIfEmpty(random.Next(4))]);
                case 2 when compares && random.Next(2) == 0:
                    Fact[] pair = [.. numbers.OrderBy(_ => random.Next()).Take(2)];
                    return new NumberTest(
                        new Sum([new FactValue(pair[0]), new Product([new NumberLiteral(random.Next(3) == 0 ? -2 : -1), new FactValue(pair[1])])]),
                        new IntervalSet([Limits(random.Next(-20, 30))]), At($"{pair[0]} and {pair[1]}"));
                default:
                    return In(numbers[random.Next(numbers.Count)], Limits(random.Next(0, 50)));
            }
        }

        Interval Limits(int at) => random.Next(5) switch
        {
            0 => new Interval(at, random.Next(2) == 0, at + 1 + random.Next(20), random.Next(2) == 0),
            1 or 2 => new Interval(at, random.Next(2) == 0, null, false),
            _ => new Interval(null, false, at, random.Next(2) == 0),
        };
    }
}
