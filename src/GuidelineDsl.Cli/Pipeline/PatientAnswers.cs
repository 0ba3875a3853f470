using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Json;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>The answers for patients that follow one another, ready to be written, and what is wrong with those that are refused. The memory is used again and again.</summary>
public sealed class PatientAnswers(ImmutableArray<IGuidelineEvaluator> evaluators)
{
    private readonly List<string> _faults = [];

    /// <summary>How many patients were answered or refused.</summary>
    public int Count { get; set; }

    public PatientBuffer Output { get; } = new();

    public PatientBuffer Records { get; } = new();

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>JSON to JSON, for each evaluator.</summary>
    internal ImmutableArray<JsonEvaluation> Streams { get; } = [.. evaluators.Select(evaluator => new JsonEvaluation(evaluator))];

    public void Add(string fault) => _faults.Add(fault);

    public void Clear()
    {
        Count = 0;
        Output.TakeBackTo(0);
        Records.TakeBackTo(0);
        _faults.Clear();
    }
}
