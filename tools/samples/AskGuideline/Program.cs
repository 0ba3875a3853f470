using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;

// AskGuideline GUIDELINE.dll PATIENT.json YYYY-MM-DD
if (args.Length != 3)
{
    Console.Error.WriteLine("Usage: AskGuideline GUIDELINE.dll PATIENT.json YYYY-MM-DD");
    return 2;
}

// The same path is loaded once; an evaluator has no state and may be shared by all threads.
GuidelineAssembly assembly = GuidelineAssembly.Load(Path.GetFullPath(args[0]));
DateOnly today = DateOnly.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture);
foreach (IGuidelineEvaluator evaluator in assembly.Evaluators)
{
    PatientReading reading = evaluator.ReadPatient(File.ReadAllBytes(args[1]), today);
    if (reading.Patient is null)
    {
        Console.Error.WriteLine(string.Join(Environment.NewLine, reading.Faults));
        return 2;
    }

    GuidelineResult result = evaluator.Evaluate(reading.Patient, today);
    Console.WriteLine(result.Guideline.Title);
    foreach (DecisionResult decision in result.Decisions.Where(d => d.Status != DecisionStatus.OutOfScope))
    {
        Console.WriteLine($"  {decision.Decision.Label}: {decision.Status}");
        foreach (Recommendation recommendation in decision.Recommendations)
        {
            string options = string.Join(" or ", recommendation.Steps.SelectMany(s => s.Options).Select(o => string.Join(" + ", o.Select(a => a.Label))));
            Console.WriteLine($"    {recommendation.Verb}: {options}");
            foreach (CitationDescription citation in recommendation.Rule.Citations)
            {
                Console.WriteLine($"      source: {citation.Source.Title}, {citation.At}");
            }
        }

        foreach (FactDescription fact in decision.Needs)
        {
            Console.WriteLine($"    ask for: {fact.Label}");
        }
    }
}

return 0;
