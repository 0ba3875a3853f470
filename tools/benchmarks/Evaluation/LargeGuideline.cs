using System.Collections.Immutable;
using System.Text;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>A condition of a rule of <see cref="LargeGuideline"/>: a fact lies below a limit, or it does not.</summary>
internal readonly record struct LargeCondition(int Fact, bool IsBelow, int Limit);

/// <summary>Rules of four conditions each over ten facts, as a guideline and as data to write other programs from.</summary>
internal sealed record LargeGuideline(ImmutableArray<ImmutableArray<LargeCondition>> Rules, string Text)
{
    public const int Facts = 10;
    private const int ConditionsPerRule = 4;

    public static LargeGuideline Make(int rules)
    {
        Random random = new(6);
        ImmutableArray<ImmutableArray<LargeCondition>> all =
        [
            .. Enumerable.Range(0, rules).Select(_ => (ImmutableArray<LargeCondition>)
            [
                .. Enumerable.Range(0, Facts).OrderBy(_ => random.Next()).Take(ConditionsPerRule)
                    .Select(fact => new LargeCondition(fact, random.Next(2) == 0, random.Next(5, 95))),
            ]),
        ];
        StringBuilder text = new("guideline large \"Large\" {\n version \"1\"\n status draft\n}\nsource s \"S\" { kind summary year 2020 }\naction a \"A\" : drug\n");
        for (int fact = 0; fact < Facts; fact++)
        {
            text.Append($"fact f{fact} \"F{fact}\" : number 0 to 100 resolution 1\n");
        }

        text.Append("decision d \"D\" {\n choose all\n partial because \"made for measuring\"\n");
        for (int rule = 0; rule < rules; rule++)
        {
            string when = string.Join(" and ", all[rule].Select(condition => $"f{condition.Fact} {(condition.IsBelow ? "<" : ">=")} {condition.Limit}"));
            text.Append($" rule r{rule} \"R\" {{ when {when} recommend a evidence ungraded cite s \"p\" }}\n");
        }

        return new LargeGuideline(all, text.Append("}\n").ToString());
    }

    /// <summary>A patient; one value in twenty is missing.</summary>
    public static double?[] Patient(Random random) => [.. Enumerable.Range(0, Facts).Select(_ => random.Next(20) == 0 ? (double?)null : random.Next(101))];
}
