using System.Globalization;
using System.Text;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>
/// Many rules over facts of which most are unknown: too many sets of rules could be given together to look at them all, so that each rule is looked at by itself. What
/// that claims is compared with every patient there can be.
/// </summary>
public sealed class OutlookTests
{
    private const int Facts = 5;
    private const int Values = 8;
    private const int Rules = 14;

    [Theory]
    [InlineData(EvaluatorShape.Code)]
    [InlineData(EvaluatorShape.Data)]
    public void What_may_come_and_what_is_needed_is_exact(EvaluatorShape shape)
    {
        HashSet<DecisionStatus> met = [];
        for (int seed = 1; seed <= 24; seed++)
        {
            Random random = new(seed);
            bool overrides = seed % 2 == 0;
            string text = Guideline(random, overrides);
            IGuidelineEvaluator evaluator = Compiled.LoadAll(Compiled.Emit(text, new EmitOptions { InMemory = true, Shape = shape })).Single();
            foreach (int?[] known in (int?[][])[[null, null, null, null, null], [null, random.Next(Values), null, null, null], [.. Enumerable.Range(0, Facts).Select(i => i == 2 ? random.Next(Values) : (int?)null)]])
            {
                DecisionResult result = evaluator.Evaluate(Patient(evaluator, known), Compiled.Today).Decisions.Single();
                Told(result, overrides).ShouldBe(Expected(evaluator, known, overrides), $"seed {seed}, {string.Join(", ", known)}\n{text}");
                met.Add(result.Status);
            }
        }

        met.ShouldBe([DecisionStatus.Decided, DecisionStatus.NeedsData, DecisionStatus.OutOfScope], ignoreOrder: true);
    }

    [Fact]
    public void Hundreds_of_rules_are_asked_of_a_patient_of_whom_nothing_is_known()
    {
        StringBuilder text = new(Head(40));
        text.AppendLine(" partial because \"made for a test\"");
        for (int rule = 0; rule < 400; rule++)
        {
            int fact = rule % 39;
            text.AppendLine(CultureInfo.InvariantCulture, $" rule r{rule} \"R\" {{ when f{fact} >= {rule % Values} and f{fact + 1} < {1 + (rule % (Values - 1))} recommend a evidence ungraded cite s \"1\" }}");
        }

        // The last two facts decide nothing: this rule cannot hold, for the same fact would have to lie on both sides.
        text.AppendLine(" rule never \"N\" { when f39 < 3 and f39 > 4 recommend a evidence ungraded cite s \"1\" }\n}");
        DecisionResult result = Compiled.From(text.ToString()).Decide("""{ "f0": 0 }""");
        result.Status.ShouldBe(DecisionStatus.NeedsData);
        result.PossibleRules.ShouldNotContain(rule => rule.Id == "never");
        result.PossibleRules.Count(rule => rule.Id != "r0").ShouldBe(399 - Enumerable.Range(1, 399).Count(rule => rule % 39 == 0 && rule % Values > 0));
        result.Needs.Select(fact => fact.Id).ShouldBe(Enumerable.Range(1, 39).Select(i => $"f{i}"));
    }

    private static string Guideline(Random random, bool hasOverrides)
    {
        StringBuilder text = new(Head(Facts));
        text.Append(" for ").AppendLine(random.Next(3) == 0 ? "f0 < 7 or f1 > 0" : random.Next(8) == 0 ? "f0 < 2 and f0 > 2" : "f0 >= 0");
        text.AppendLine(" partial because \"made for a test\"");
        for (int rule = 0; rule < Rules; rule++)
        {
            string overrides = hasOverrides && rule > 0 && random.Next(4) == 0 ? $" overrides r{random.Next(rule)}" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $" rule r{rule} \"R\" {{ when {Condition(random, 3)} recommend a{overrides} evidence ungraded cite s \"1\" }}");
        }

        return text.AppendLine("}").ToString();
    }

    private static string Head(int facts)
    {
        StringBuilder text = new("guideline g \"G\" { version \"1\" status draft }\nsource s \"S\" { kind summary year 2020 }\naction a \"A\" : drug\n");
        for (int fact = 0; fact < facts; fact++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"fact f{fact} \"F{fact}\" : number 0 to {Values - 1} resolution 1");
        }

        return text.AppendLine("define often \"O\" = f1 < 3 or f1 >= 3\ndefine high \"H\" = f0 >= 5 or f2 >= 6\ndecision d \"D\" {\n choose all").ToString();
    }

    private static string Condition(Random random, int depth) => random.Next(depth == 0 ? 2 : 7) switch
    {
        0 => $"f{random.Next(Facts)} < {random.Next(1, Values)}",
        1 => $"f{random.Next(Facts)} >= {random.Next(1, Values)}",
        2 => random.Next(2) == 0 ? "high" : "often",
        3 => $"({Condition(random, depth - 1)} or {Condition(random, depth - 1)})",
        4 => $"not ({Condition(random, depth - 1)})",
        _ => $"({Condition(random, depth - 1)} and {Condition(random, depth - 1)})",
    };

    /// <summary>A rule that others override is given until they are: what is certain of it is told as such by other tests.</summary>
    private static string Told(DecisionResult result, bool hasOverrides)
    {
        string needs = string.Join(' ', result.Needs.Select(fact => fact.Id));
        return hasOverrides
            ? $"{Ids(result.Rules.Union(result.PossibleRules).OrderBy(rule => rule.Ordinal))}; {needs}"
            : $"{result.Status}; {Ids(result.Rules)}; {Ids(result.PossibleRules)}; {needs}";
    }

    private static string Ids(IEnumerable<RuleDescription> rules) => string.Join(' ', rules.Select(rule => rule.Id));

    /// <summary>From all complete patients: a fact is needed when two of them differ in it alone and are answered differently.</summary>
    private static string Expected(IGuidelineEvaluator evaluator, int?[] known, bool hasOverrides)
    {
        int[] free = [.. Enumerable.Range(0, Facts).Where(fact => known[fact] is null)];
        (DecisionStatus Status, ulong Rules)[] answers = new (DecisionStatus, ulong)[(int)Math.Pow(Values, free.Length)];
        DecisionStatus[] statuses = new DecisionStatus[1];
        ulong[] rules = new ulong[1];
        for (int i = 0; i < answers.Length; i++)
        {
            int?[] values = [.. known];
            for (int k = 0, rest = i; k < free.Length; k++, rest /= Values)
            {
                values[free[k]] = rest % Values;
            }

            evaluator.TryTell(Patient(evaluator, values), Compiled.Today, statuses, rules).ShouldBeTrue();
            answers[i] = (statuses[0], rules[0]);
        }

        ulong always = answers.Aggregate(ulong.MaxValue, (all, answer) => all & answer.Rules);
        ulong ever = answers.Aggregate(0UL, (any, answer) => any | answer.Rules);
        DecisionStatus status = always != 0 ? DecisionStatus.Decided
            : ever == 0 && answers.All(answer => answer.Status == answers[0].Status) ? answers[0].Status
            : DecisionStatus.NeedsData;
        string needs = string.Join(' ', free.Where((_, k) => Enumerable.Range(0, answers.Length).Any(i => answers[i] != answers[i - (i / Power(k) % Values * Power(k))])).Select(fact => $"f{fact}"));
        return hasOverrides ? $"{Names(ever)}; {needs}" : $"{status}; {Names(always)}; {Names(ever & ~always)}; {needs}";

        static int Power(int k) => (int)Math.Pow(Values, k);
        string Names(ulong set) => Ids(evaluator.Description.Rules.Where(rule => (set >> rule.Ordinal & 1) != 0));
    }

    private static GuidelinePatient Patient(IGuidelineEvaluator evaluator, int?[] values)
    {
        GuidelinePatient patient = evaluator.NewPatient();
        for (int fact = 0; fact < values.Length; fact++)
        {
            patient.SetValue(fact, values[fact] is { } value ? FactValue.OfNumber(value) : FactValue.Unknown);
        }

        return patient;
    }
}
