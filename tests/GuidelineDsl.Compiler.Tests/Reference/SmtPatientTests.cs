using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.Analysis;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;
using static GuidelineDsl.Compiler.Tests.Analysis.SmtText;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>
/// Z3 as a third answer for single patients with unknown facts: which rules hold for certain, which may, whether there is such a patient at all, and which
/// facts can still change the answer. It looks at all values that are left, not at some that stand for them. GDL_SMT_PATIENTS sets for how many
/// guidelines; tools/z3/install brings Z3.
/// </summary>
public sealed partial class SmtPatientTests
{
    private const int PatientsPerGuideline = 20;
    private const int MostForReference = 2;

    private static readonly DateOnly Today = new(2025, 10, 10);

    [SmtTests.SmtFact]
    public void The_solver_answers_for_patients_as_the_assembly_and_the_reference_do()
    {
        int guidelines = int.TryParse(Environment.GetEnvironmentVariable("GDL_SMT_PATIENTS"), CultureInfo.InvariantCulture, out int given) ? given : 12;
        List<string> differences = [];
        int compared = 0;
        for (int seed = 1; seed <= guidelines && differences.Count < 5; seed++)
        {
            compared += Compare(seed, differences);
        }

        differences.ShouldBeEmpty(string.Join('\n', differences));
        compared.ShouldBeGreaterThan(guidelines * PatientsPerGuideline * 10);
    }

    private static int Compare(int seed, List<string> differences)
    {
        GuidelineModel model = RandomLargeModel.Make(seed);
        Guideline guideline = model.Guidelines.Single();
        Decision decision = guideline.Decisions.Single();
        IGuidelineEvaluator evaluator = Compiled.LoadAll(GuidelineEmitter.Emit(model, new EmitOptions { InMemory = true })).Single();
        ReferenceInterpreter reference = new(model, guideline);
        Random random = new(seed);
        List<(Dictionary<Fact, PatientValue> Facts, Fact[] Open)> patients = [];
        StringBuilder text = new(string.Concat(model.Facts.Select(f => Declare(f) + Other(Declare(f), model) + "\n")));
        for (int i = 0; i < PatientsPerGuideline; i++)
        {
            Fact[] open = [.. guideline.Facts.OrderBy(_ => random.Next()).Take(i % 6)];
            Dictionary<Fact, PatientValue> facts = [];
            foreach (Fact fact in guideline.Facts.Except(open))
            {
                PatientValue[] values = reference.Representatives(fact, Today);
                facts.Add(fact, values[random.Next(values.Length)]);
            }

            patients.Add((facts, open));
            Ask(text, model, decision, facts, open);
        }

        Queue<bool> answers = new(SmtTests.Run(text.ToString()).Select(a => a switch { "sat" => true, "unsat" => false, _ => throw new InvalidOperationException($"seed {seed}: {a}") }));
        NumberTest[] sums = [.. ReferenceFacts.Leaves(model, guideline).OfType<NumberTest>().Where(n => n.Subject is not Semantics.Model.FactValue)];
        int compared = 0;
        foreach ((Dictionary<Fact, PatientValue> facts, Fact[] open) in patients)
        {
            ReferenceAnswer? expected = Expected(decision, open, answers);
            PatientReading reading = evaluator.ReadPatient(ReferencePatientText.Json(facts), Today);
            compared += 1 + decision.Rules.Length + open.Length;
            ReferenceAnswer? came = reading.Patient is null ? null : ReferencePatientText.Answer(evaluator.Evaluate(reading.Patient, Today)[decision.Id]);
            bool isWhole = sums.Any(n => ReferenceFacts.IsTakenAsAWhole(n, open.ToHashSet()));
            bool isEqual = came?.ToString() == expected?.ToString() || (isWhole && came is not null && expected is not null && came.IsOnTheSafeSideOf(expected, decision));
            if (!isEqual)
            {
                differences.Add($"seed {seed}, {ReferencePatientText.Describe(facts)}\n  solver   {expected}\n  assembly {came}");
            }

            // The reference tries values that stand for all where a fact is compared by itself.
            bool isForReference = open.Length <= MostForReference && !sums.Any(n => open.Any(f => ReferenceFacts.Mentions(n, f)));
            if (isForReference && reference.Answer(decision, facts, Today)?.ToString() != expected?.ToString())
            {
                differences.Add($"seed {seed}, {ReferencePatientText.Describe(facts)}\n  solver    {expected}\n  reference {reference.Answer(decision, facts, Today)}");
            }
        }

        answers.ShouldBeEmpty();
        return compared;
    }

    /// <summary>The questions about one patient, in the order in which <see cref="Expected"/> reads the answers.</summary>
    private static void Ask(StringBuilder text, GuidelineModel model, Decision decision, Dictionary<Fact, PatientValue> facts, Fact[] open)
    {
        string scope = Of(decision.Scope);
        string Possible() => And(model.Constraints.Select(c => Of(c.Condition)).Concat(facts.Select(f => Is(f.Key, f.Value))));
        text.Append(CultureInfo.InvariantCulture, $"(push)(assert {Possible()})(check-sat)");
        Question(scope);
        Question(Not(scope));
        foreach (Rule rule in decision.Rules)
        {
            Question(And(scope, Of(rule.Condition)));
            Question(Not(Of(rule.Condition)));
        }

        // Two patients who differ in one fact alone, and are answered differently.
        string outcomes = Or([
            $"(xor {scope} {Other(scope, model)})",
            And(scope, Or(decision.Rules.Select(r => $"(xor {Of(r.Condition)} {Other(Of(r.Condition), model)})"))),
        ]);
        text.Append(CultureInfo.InvariantCulture, $"(assert {Other(Possible(), model)})");
        foreach (Fact fact in open)
        {
            Question(And(open.Where(f => f != fact).Select(f => $"(= {f.Id} {f.Id}.o)").Append(outcomes)));
        }

        text.Append("(pop)\n");

        void Question(string asserted) => text.Append(CultureInfo.InvariantCulture, $"(push)(assert {asserted})(check-sat)(pop)");
    }

    /// <summary>The answer that follows from what can be; null when there is no such patient.</summary>
    private static ReferenceAnswer? Expected(Decision decision, Fact[] open, Queue<bool> answers)
    {
        bool exists = answers.Dequeue();
        bool mayBeIn = answers.Dequeue();
        bool mayBeOut = answers.Dequeue();
        (Rule Rule, bool MayHold, bool MayNot)[] rules = [.. decision.Rules.Select(r => (r, answers.Dequeue(), answers.Dequeue()))];
        HashSet<Fact> matter = [.. open.Where(_ => answers.Dequeue())];
        if (!exists)
        {
            return null;
        }

        string[] given = [.. rules.Where(r => !mayBeOut && !r.MayNot).Select(r => r.Rule.Id)];
        string[] possible = [.. rules.Where(r => r.MayHold).Select(r => r.Rule.Id).Except(given)];
        string status = !mayBeIn ? "out-of-scope" : mayBeOut ? "needs-data" : given.Length > 0 ? "decided" : possible.Length > 0 ? "needs-data" : "no-recommendation";
        string[] needs = status == "needs-data" || possible.Length > 0 ? [.. InOrder(open, matter)] : [];
        return new ReferenceAnswer(status, [.. given], [.. possible], [.. needs]);

        static IEnumerable<string> InOrder(Fact[] open, HashSet<Fact> matter) => open.Where(matter.Contains).OrderBy(f => f.Ordinal).Select(f => f.Id);
    }

    private static string Is(Fact fact, PatientValue value) => value switch
    {
        YesNoValue v => v.Value ? fact.Id : Not(fact.Id),
        EnumerationValue v => $"(= {fact.Id} {v.Value.Ordinal})",
        NumericValue v => $"(= {fact.Id} {(v.Value.Sign < 0 ? $"(- (/ {-v.Value.Numerator}.0 {v.Value.Denominator}.0))" : $"(/ {v.Value.Numerator}.0 {v.Value.Denominator}.0)")})",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The same of a second patient.</summary>
    private static string Other(string text, GuidelineModel model)
    {
        HashSet<string> facts = [.. model.Facts.Select(f => f.Id)];
        return Word().Replace(text, m => facts.Contains(m.Value) ? m.Value + ".o" : m.Value);
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
