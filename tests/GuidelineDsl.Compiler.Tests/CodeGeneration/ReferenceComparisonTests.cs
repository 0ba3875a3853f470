using GuidelineDsl.Compiler.Tests.Reference;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;
using GuidelineDsl.Semantics.Model;
using FactDefinition = GuidelineDsl.Semantics.Model.Fact;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>
/// Random guidelines and random patients: the generated evaluator answers as the plain reference does, which tries out every combination
/// of values.
/// </summary>
public sealed class ReferenceComparisonTests
{
    private const int PatientsPerGuideline = 25;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void The_generated_evaluator_answers_as_the_reference(int batch)
    {
        for (int seed = batch * 5; seed < (batch + 1) * 5; seed++)
        {
            string text = new RandomGuideline(seed).Write();
            GuidelineModel model = Compiled.Bind(text).Model;
            Compare(seed, text, model, Compiled.From(text).Evaluator);
        }
    }

    private static void Compare(int seed, string text, GuidelineModel model, IGuidelineEvaluator evaluator)
    {
        Guideline guideline = model.Guidelines.Single();
        ReferenceInterpreter reference = new(model, guideline);
        Random random = new(seed);
        for (int i = 0; i < PatientsPerGuideline; i++)
        {
            Dictionary<FactDefinition, PatientValue> values = RandomPatient(model, guideline, random);
            GuidelinePatient patient = evaluator.NewPatient();
            foreach ((FactDefinition fact, PatientValue value) in values)
            {
                patient.SetValue(guideline.Facts.IndexOf(fact), Convert(fact, value));
            }

            if (evaluator.Check(patient, Compiled.Today).Count > 0)
            {
                continue;
            }

            GuidelineResult result = evaluator.Evaluate(patient, Compiled.Today);
            foreach (Decision decision in guideline.Decisions.Where(IsPlain))
            {
                ReferenceAnswer answer = reference.Answer(decision, values, Compiled.Today);
                if (IsOverriddenAnyway(decision, answer))
                {
                    continue;
                }

                string expected = Shown(answer, decision, guideline, values);
                string actual = Shown(result[decision.Id], decision, guideline, values);
                actual.ShouldBe(
                    expected, $"seed {seed}, {string.Join(", ", values.Select(v => $"{v.Key} = {ReferenceFacts.Text(v.Value)}"))}\n{text}");
            }
        }
    }

    /// <summary>The reference takes the first rule in order even where a later one overrides it; the explicit word wins in the evaluator.</summary>
    private static bool IsPlain(Decision decision) =>
        decision.Policy != GuidelineDsl.Syntax.Nodes.ChoicePolicy.First || decision.Rules.All(rule => rule.Overrides.IsEmpty);

    /// <summary>The reference gives a rule that holds until its winner holds too, even where every way out has a winner.</summary>
    private static bool IsOverriddenAnyway(Decision decision, ReferenceAnswer answer) =>
        answer.PossibleRules.Length > 0 && decision.Rules.Any(rule => rule.Overrides.Any(loser => answer.Rules.Contains(decision.Rules[loser].Id)));

    /// <summary>
    /// The reference tries values without letting facts become known by them; where conditions ask for that, only what is answered now is
    /// compared.
    /// </summary>
    private static bool Asks(Decision decision, Guideline guideline, Dictionary<FactDefinition, PatientValue> values) =>
        decision.Rules.Select(rule => rule.Condition).Append(decision.Scope).Concat(decision.Silences.Select(silence => silence.Condition))
            .Concat(guideline.Constraints.Select(constraint => constraint.Condition))
            .SelectMany(ReferenceFacts.Leaves).OfType<KnownTest>()
            .Any(test => test.Subject is not FactDefinition fact || !values.ContainsKey(fact));

    private static string Shown(ReferenceAnswer answer, Decision decision, Guideline guideline, Dictionary<FactDefinition, PatientValue> values) =>
        Asks(decision, guideline, values) ? $"{answer.Status} {string.Join(',', answer.Rules)}" : answer.ToString();

    private static string Shown(DecisionResult result, Decision decision, Guideline guideline, Dictionary<FactDefinition, PatientValue> values) => Shown(
        new ReferenceAnswer(
            ResultWriter.StatusName(result.Status),
            [.. result.Rules.Select(rule => rule.Id)],
            [.. result.PossibleRules.Select(rule => rule.Id)],
            [.. result.Needs.Select(fact => fact.Id)]),
        decision,
        guideline,
        values);

    private static Dictionary<FactDefinition, PatientValue> RandomPatient(GuidelineModel model, Guideline guideline, Random random)
    {
        Dictionary<FactDefinition, PatientValue> values = [];
        foreach (FactDefinition fact in guideline.Facts)
        {
            // Mostly known: the reference tries every combination of what is unknown.
            if (random.Next(3) > 0)
            {
                PatientValue[] choices = [.. ReferenceFacts.Representatives(model, guideline, fact)];
                values.Add(fact, choices[random.Next(choices.Length)]);
            }
        }

        return values;
    }

    private static Runtime.Evaluation.FactValue Convert(FactDefinition fact, PatientValue value) => value switch
    {
        YesNoValue yes => Runtime.Evaluation.FactValue.OfYesNo(yes.Value),
        EnumerationValue one => Runtime.Evaluation.FactValue.OfEnumeration(one.Value.Ordinal),
        SetValue set => Runtime.Evaluation.FactValue.OfSet(set.Members.Select(member => member.Ordinal)),
        NumericValue number when fact.Type is Date => Runtime.Evaluation.FactValue.OfDate(DateOnly.FromDayNumber((int)number.Value.Numerator)),
        NumericValue number => Runtime.Evaluation.FactValue.OfNumber(number.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
