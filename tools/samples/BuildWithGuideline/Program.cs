using GuidelineDsl.Runtime.Evaluation;
using Guidelines.SoreThroat;

// What the guideline beside this program advises for one patient, through its typed API: a fact renamed in the guideline is a compile error here.
Patient patient = new()
{
    FeverOver38 = true,
    Cough = false,
    SwollenNodes = true,
    TonsillarExudate = true,
    Age = 24,
};
GuidelineResult result = Evaluator.Instance.Evaluate(patient, new DateOnly(2025, 10, 10));
foreach (DecisionResult decision in result.Decisions)
{
    Console.WriteLine($"{decision.Decision.Label}: {decision.Status}");
    foreach (Recommendation recommendation in decision.Recommendations)
    {
        Console.WriteLine($"  {recommendation.Verb}: {string.Join(" or ", recommendation.Steps.SelectMany(s => s.Options).Select(o => string.Join(" + ", o.Select(a => a.Label))))}");
    }
}
