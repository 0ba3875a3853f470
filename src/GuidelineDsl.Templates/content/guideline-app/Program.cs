using System.Globalization;
using GuidelineDsl.Runtime.Evaluation;
using Guidelines.Fever;

// GuidelineApp TEMPERATURE yes|no: what guidelines/fever.gdl advises. It supports, and does not replace, clinical judgement.
Patient patient = new()
{
    Temperature = args.Length > 0 ? decimal.Parse(args[0], CultureInfo.InvariantCulture) : null,
    Unwell = args.Length > 1 ? args[1] == "yes" : null,
};
GuidelineResult result = Evaluator.Instance.Evaluate(patient, DateOnly.FromDateTime(DateTime.Today));
DecisionResult fever = result["fever"];
Console.WriteLine($"{fever.Decision.Label}: {fever.Status}");
foreach (Recommendation recommendation in fever.Recommendations)
{
    string advice = string.Join(" or ", recommendation.Steps.SelectMany(step => step.Options).Select(option => string.Join(" + ", option.Select(action => action.Label))));
    Console.WriteLine($"  {recommendation.Verb}: {advice} ({string.Join("; ", recommendation.Rule.Citations.Select(c => $"{c.Source.Title}, {c.At}"))})");
}

foreach (FactDescription fact in fever.Needs)
{
    Console.WriteLine($"  ask for: {fact.Label}");
}
