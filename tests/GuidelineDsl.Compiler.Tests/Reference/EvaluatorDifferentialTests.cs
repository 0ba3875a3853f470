using System.Globalization;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>
/// The generated evaluator, all its forms, against the reference interpreter: random guidelines with every construct, random patients on and
/// beside the limits, some of their facts unknown. GDL_DIFFERENTIAL_COUNT sets the number of guidelines.
/// </summary>
public sealed class EvaluatorDifferentialTests
{
    private const int PatientsPerGuideline = 60;
    private const int MostUnknown = 3;

    private static readonly DateOnly Today = new(2025, 3, 31);

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("GDL_DIFFERENTIAL_COUNT"), CultureInfo.InvariantCulture, out int n) ? n : 60;

    [Fact]
    public void The_generated_evaluator_answers_as_the_reference_does() => Compare(asksWhetherKnown: false);

    [Fact]
    public void The_quick_forms_answer_as_the_reference_does_where_rules_ask_what_is_known()
    {
        List<string> differences = [];
        for (int seed = 1; seed <= Count / 3 && differences.Count < 5; seed++)
        {
            GuidelineModel model = TextCompilation.Of(new RandomGuideline(seed + 5000).Write()).Model;
            Guideline guideline = model.Guidelines.Single();
            Random random = new(seed);
            QuickComparison quick = new(Load(model, seed), guideline);
            for (int i = 0; i < PatientsPerGuideline; i++)
            {
                quick.Add(RandomPatient(model, guideline, random));
            }

            differences.AddRange(quick.Differences(Today).Select(difference => $"seed {seed}: {difference}"));
        }

        differences.ShouldBeEmpty();
    }

    private static void Compare(bool asksWhetherKnown)
    {
        List<string> differences = [];
        int compared = 0;
        for (int seed = 1; seed <= Count && differences.Count < 5; seed++)
        {
            string text = new RandomGuideline(seed, asksWhetherKnown).Write();
            Compilation compilation = TextCompilation.Of(text);
            compilation.IsBound.ShouldBeTrue($"seed {seed}: {string.Join('\n', compilation.Messages())}\n{text}");
            compared += Compare(compilation.Model, seed, differences);
        }

        differences.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(Count * PatientsPerGuideline / 4);
    }

    private static int Compare(GuidelineModel model, int seed, List<string> differences)
    {
        IGuidelineEvaluator evaluator = Load(model, seed);
        Guideline guideline = model.Guidelines.Single();
        ReferenceInterpreter reference = new(model, guideline);
        Random random = new(seed);
        QuickComparison quick = new(evaluator, guideline);
        int compared = 0;
        for (int i = 0; i < PatientsPerGuideline; i++)
        {
            Dictionary<Fact, PatientValue> patient = RandomPatient(model, guideline, random);
            quick.Add(patient);
            PatientReading reading = evaluator.ReadPatient(ReferencePatientText.Json(patient), Today);
            if (reading.Patient is null)
            {
                // Refused by a constraint: the reference must see it violated, too.
                ReferencePatient known = new(patient, Today);
                if (guideline.Constraints.All(c => ReferenceTruth.Of(c.Condition, known) != false))
                {
                    differences.Add($"seed {seed}: refused without reason: {string.Join(", ", reading.Faults)}");
                }

                continue;
            }

            GuidelineResult result = evaluator.Evaluate(reading.Patient, Today);
            foreach (Decision decision in guideline.Decisions)
            {
                if (reference.Answer(decision, patient, Today)?.ToString() is not { } expected)
                {
                    continue;
                }

                compared++;
                string actual = ReferencePatientText.Answer(result[decision.Id]).ToString();
                if (expected != actual)
                {
                    differences.Add($"seed {seed}, {decision.Id}, {ReferencePatientText.Describe(patient)}\n  expected {expected}\n  came     {actual}");
                }
            }
        }

        differences.AddRange(quick.Differences(Today).Select(difference => $"seed {seed}: {difference}"));
        return compared;
    }

    /// <summary>Every second guideline with its conditions as data.</summary>
    private static IGuidelineEvaluator Load(GuidelineModel model, int seed)
    {
        EmitOptions options = new() { InMemory = true, Shape = seed % 2 == 0 ? EvaluatorShape.Code : EvaluatorShape.Data };
        return GuidelineAssembly.LoadFromBytes(GuidelineEmitter.Emit(model, options).Assembly.AsMemory()).Evaluators.Single();
    }

    private static Dictionary<Fact, PatientValue> RandomPatient(GuidelineModel model, Guideline guideline, Random random)
    {
        Dictionary<Fact, PatientValue> patient = [];
        HashSet<Fact> unknown = [.. guideline.Facts.OrderBy(_ => random.Next()).Take(random.Next(MostUnknown + 1))];
        foreach (Fact fact in guideline.Facts.Where(f => !unknown.Contains(f)))
        {
            PatientValue[] values = [.. ReferenceFacts.Representatives(model, guideline, fact)];
            patient.Add(fact, values[random.Next(values.Length)]);
        }

        return patient;
    }
}
