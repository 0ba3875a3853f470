using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>The forms of evaluation agree: full results, status and fired rules, and columns over many patients.</summary>
public sealed class FormTests
{
    private static readonly IGuidelineEvaluator Evaluator = Compiled.From(Samples.FirstLine).Evaluator;

    [Fact]
    public void The_quick_forms_tell_what_the_full_result_tells()
    {
        Random random = new(7);
        GuidelinePatient[] patients = [.. Enumerable.Range(0, 500).Select(_ => RandomPatient(random))];
        PatientColumns columns = new(Evaluator.Description, patients.Length);
        for (int i = 0; i < patients.Length; i++)
        {
            columns.Set(i, patients[i]);
        }

        ColumnAnswers answers = Evaluator.Tell(columns, Compiled.Today);
        DecisionStatus[] statuses = new DecisionStatus[1];
        ulong[] rules = new ulong[1];
        for (int i = 0; i < patients.Length; i++)
        {
            DecisionResult full = Evaluator.Evaluate(patients[i], Compiled.Today).Decisions[0];
            Evaluator.TryTell(patients[i], Compiled.Today, statuses, rules).ShouldBeTrue();
            statuses[0].ShouldBe(full.Status);
            rules[0].ShouldBe(full.Rules.Aggregate(0UL, (bits, rule) => bits | 1UL << rule.Ordinal));
            answers.Statuses(i)[0].ShouldBe(full.Status);
            answers.Rules(i)[0].ShouldBe(rules[0]);
        }
    }

    private static GuidelinePatient RandomPatient(Random random)
    {
        GuidelinePatient patient = Evaluator.NewPatient();
        foreach (FactDescription fact in Evaluator.Description.Facts.Where(fact => fact.Kind != FactValueKind.Set && random.Next(4) > 0))
        {
            patient.SetValue(fact.Index, fact.Kind switch
            {
                FactValueKind.YesNo => FactValue.OfYesNo(random.Next(2) == 0),
                FactValueKind.Enumeration => FactValue.OfEnumeration(random.Next(fact.Values.Length)),
                _ => FactValue.OfNumber(random.Next(0, 31)),
            });
        }

        return patient;
    }
}
