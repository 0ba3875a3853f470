using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>The forms of evaluation agree: full results, status and fired rules, and columns over many patients.</summary>
public sealed class FormTests
{
    /// <summary>Sums, differences in time and questions after derived values: what only the readable form can answer.</summary>
    private const string Computed = """
        guideline computed "Computed" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact weight "Weight" : number 20 to 300 kg resolution 0.1
        fact height "Height" : number 0.5 to 2.5 m resolution 0.01
        fact born   "Born"   : date 1900-01-01 to 2025-10-10
        fact sites  "Sites"  : set of { liver, lung, bone }
        action a "A" : drug
        compute bmi "Body mass index" : number 'kg/m2' = weight / (height * height)
        define heavy "Heavy" = bmi > 30 'kg/m2' or weight > 150 kg
        decision d "D" {
          choose all
          rule r1 "R1" { when heavy and sites includes liver recommend a evidence ungraded cite s "1" }
          rule r2 "R2" { when bmi is unknown and sites is known recommend a evidence ungraded cite s "2" }
          rule r3 "R3" { when today >= born + 18 years recommend a evidence ungraded cite s "3" }
        }
        """;

    /// <summary>More rules than one word has bits, of every shape: ranges, alternatives over several facts, "otherwise", overriding.</summary>
    private static readonly string Many = $$"""
        guideline many "Many" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact x "X" : number 0 to 1000 resolution 1
        fact y "Y" : number 0 to 10
        fact k "K" : one of { a, b, c }
        fact f "F" : yes/no
        action act "A" : drug
        decision d "D" {
          for f or x > 10
          choose first
        {{string.Concat(Enumerable.Range(0, 300).Select(Rule))}}
          rule rest "Rest" { otherwise recommend act evidence ungraded cite s "p" }
        }
        """;

    /// <summary>Its facts have the numbers of other facts: no form may answer such a patient.</summary>
    [Theory]
    [InlineData(EvaluatorShape.Code)]
    [InlineData(EvaluatorShape.Data)]
    public void A_patient_of_another_guideline_is_refused(EvaluatorShape shape)
    {
        IGuidelineEvaluator Load(string text) => Compiled.LoadAll(Compiled.Emit(text, new EmitOptions { InMemory = true, Shape = shape })).Single();
        IGuidelineEvaluator evaluator = Load(Computed);
        GuidelinePatient patient = Load(Samples.FirstLine).NewPatient();

        Should.Throw<ArgumentException>(() => evaluator.Evaluate(patient, Compiled.Today)).Message.ShouldContain("another guideline");
        Should.Throw<ArgumentException>(() => evaluator.Evaluate(patient, Compiled.Today, trace: true));
        Should.Throw<ArgumentException>(() => evaluator.Check(patient, Compiled.Today));
        Should.Throw<ArgumentException>(() => evaluator.Answer(patient, Compiled.Today));
        Should.Throw<ArgumentException>(() => evaluator.NewColumns(1).Set(0, patient));
        Should.Throw<Exception>(() => evaluator.TryTell(patient, Compiled.Today, new DecisionStatus[1], new ulong[1]));
        Should.Throw<ArgumentNullException>(() => evaluator.Evaluate(null!, Compiled.Today));
    }

    [Theory]
    [InlineData(nameof(Samples.FirstLine))]
    [InlineData(nameof(Computed))]
    [InlineData(nameof(Many))]
    public void The_quick_forms_tell_what_the_full_result_tells(string name)
    {
        string text = name switch { nameof(Computed) => Computed, nameof(Many) => Many, _ => Samples.FirstLine };
        IGuidelineEvaluator evaluator = Compiled.From(text).Evaluator;
        Random random = new(7);
        GuidelinePatient[] patients = [.. Enumerable.Range(0, 300).Select(_ => RandomPatient(evaluator, random))];
        PatientColumns columns = evaluator.NewColumns(patients.Length);
        for (int i = 0; i < patients.Length; i++)
        {
            columns.Set(i, patients[i]);
        }

        ColumnAnswers answers = evaluator.NewAnswers(patients.Length);
        evaluator.Tell(columns, Compiled.Today, answers);
        ColumnAnswers fromBits = evaluator.NewAnswers(patients.Length);
        evaluator.Tell(evaluator.Prepare(columns, Compiled.Today), fromBits);
        DecisionStatus[] statuses = new DecisionStatus[1];
        ulong[] rules = new ulong[(evaluator.Description.Rules.Length + 63) / 64];
        int decided = 0;
        for (int i = 0; i < patients.Length; i++)
        {
            evaluator.TryTell(patients[i], Compiled.Today, statuses, rules).ShouldBeTrue();
            int[] given = [.. evaluator.Description.Rules.Select(rule => rule.Ordinal).Where(rule => (rules[rule >> 6] >> (rule & 63) & 1) != 0)];
            answers.IsRefused(i).ShouldBeFalse();
            answers.Status(0, i).ShouldBe(statuses[0]);
            fromBits.Status(0, i).ShouldBe(statuses[0]);
            Enumerable.Range(0, answers.RuleCount).Where(rule => answers.IsGiven(rule, i)).ShouldBe(given);
            Enumerable.Range(0, answers.RuleCount).Where(rule => fromBits.IsGiven(rule, i)).ShouldBe(given);
            if (statuses[0] != DecisionStatus.NeedsData)
            {
                // Where the quick forms are certain the full result is, too; it may know more, by looking ahead.
                DecisionResult full = evaluator.Evaluate(patients[i], Compiled.Today).Decisions[0];
                statuses[0].ShouldBe(full.Status);
                given.ShouldBeSubsetOf(full.Rules.Select(rule => rule.Ordinal));
                decided++;
            }
        }

        decided.ShouldBeGreaterThan(patients.Length / 4);
    }

    [Theory]
    [InlineData(nameof(Samples.FirstLine))]
    [InlineData(nameof(Many))]
    public void Status_and_fired_rules_cost_no_memory(string name)
    {
        IGuidelineEvaluator evaluator = Compiled.From(name == nameof(Many) ? Many : Samples.FirstLine).Evaluator;
        Random random = new(3);
        GuidelinePatient[] patients = [.. Enumerable.Range(0, 200).Select(_ => RandomPatient(evaluator, random))];
        DecisionStatus[] statuses = new DecisionStatus[1];
        ulong[] rules = new ulong[(evaluator.Description.Rules.Length + 63) / 64];
        TellAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        TellAll();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void TellAll()
        {
            foreach (GuidelinePatient patient in patients)
            {
                evaluator.TryTell(patient, Compiled.Today, statuses, rules);
            }
        }
    }

    [Fact]
    public void Columns_know_the_patients_that_are_refused()
    {
        IGuidelineEvaluator evaluator = Compiled.From("""
            guideline g "G" { version "1" status draft }
            source s "S" { kind summary year 2020 }
            fact a "A" : number 0 to 10 resolution 1
            fact b "B" : yes/no
            fact c "C" : yes/no required
            constraint k "K" = a < 5 or b
            action act "A" : drug
            decision d "D" { choose all rule r "R" { when c recommend act evidence ungraded cite s "p" } }
            """).Evaluator;
        (long A, long B, long C, string Expected)[] patients =
        [
            (3, 0, 1, "Decided given"), (7, 0, 1, "refused"), (7, PatientColumns.Unknown, 1, "Decided given"), (PatientColumns.Unknown, 0, 1, "Decided given"),
            (1, 1, 0, "NoRecommendation"), (1, 1, PatientColumns.Unknown, "refused"),
        ];
        PatientColumns columns = evaluator.NewColumns(patients.Length);
        columns.SetCodes(0, [.. patients.Select(patient => patient.A)]);
        columns.SetCodes(1, [.. patients.Select(patient => patient.B)]);
        columns.SetCodes(2, [.. patients.Select(patient => patient.C)]);
        ColumnAnswers answers = evaluator.NewAnswers(patients.Length);
        evaluator.Tell(columns, Compiled.Today, answers);
        patients.Select((_, i) => answers.IsRefused(i) ? "refused" : $"{answers.Status(0, i)}{(answers.IsGiven(0, i) ? " given" : "")}")
            .ShouldBe(patients.Select(patient => patient.Expected));
        answers.CountGiven(0).ShouldBe(3);
        Should.Throw<PatientRejectedException>(() => columns.SetCodes(0, [11, 0, 0, 0, 0, 0])).Message.ShouldContain("0 to 10");
        Should.Throw<ArgumentException>(() => evaluator.Tell(columns, Compiled.Today, evaluator.NewAnswers(7)));
    }

    private static string Rule(int i) => $$"""
          rule r{{i}} "R{{i}}" {
            when {{i * 3}} <= x < {{(i * 3) + 50}} and (k is a or y > {{i % 10}}) {{(i % 3 == 0 ? "and not (f and k is b)" : "")}}
            recommend act
            evidence ungraded
            cite s "p"
            {{(i % 7 == 1 ? $"overrides r{i - 1}" : "")}}
          }

        """;

    private static GuidelinePatient RandomPatient(IGuidelineEvaluator evaluator, Random random)
    {
        GuidelinePatient patient = evaluator.NewPatient();
        foreach (FactDescription fact in evaluator.Description.Facts.Where(_ => random.Next(6) > 0))
        {
            patient.SetValue(fact.Index, fact.Kind switch
            {
                FactValueKind.YesNo => FactValue.OfYesNo(random.Next(2) == 0),
                FactValueKind.Enumeration => FactValue.OfEnumeration(random.Next(fact.Values.Length)),
                FactValueKind.Set => FactValue.OfSet(Enumerable.Range(0, fact.Values.Length).Where(_ => random.Next(2) == 0)),
                FactValueKind.Date => FactValue.OfDate(new DateOnly(1950 + random.Next(74), 1 + random.Next(12), 1 + random.Next(28))),
                _ => FactValue.OfNumber(random.Next((int)(fact.Minimum ?? 0).Ceiling(), (int)(fact.Maximum ?? 30).Floor() + 1)),
            });
        }

        return patient;
    }
}
