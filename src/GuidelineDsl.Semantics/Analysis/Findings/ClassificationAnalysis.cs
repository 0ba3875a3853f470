using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>Whether a classification gives every patient exactly one value.</summary>
internal sealed class ClassificationAnalysis(GuidelineContext guideline, Classification classification, Budget budget, int cap)
{
    private readonly PatientSpace _patients = new([guideline], classification.Branches.Select(b => b.Condition), budget);

    public IEnumerable<Finding> Run()
    {
        Row[] gap =
        [
            .. _patients.Patients.WithoutFaults,
            .. classification.Branches.Select(b => _patients.Covering(_patients.Patients.Possible(b.Condition, unsettledAs: true))),
        ];
        if (_patients.Report(gap, cap) is { } left)
        {
            yield return Gap(left);
        }

        int[] values = [.. classification.Branches.Select(b => b.Value).Distinct().Order()];
        for (int i = 0; i < values.Length && !classification.ChooseFirst; i++)
        {
            for (int j = i + 1; j < values.Length; j++)
            {
                Row[] both = [.. _patients.Patients.WithoutFaults, .. Without(values[i]), .. Without(values[j])];
                if (_patients.Report(both, cap) is { } report)
                {
                    yield return Overlap(values[i], values[j], report);
                }
            }
        }
    }

    // Everybody who does not certainly have the value.
    private IEnumerable<Row> Without(int value) =>
        _patients.NotHolding(_patients.Patients.Certain(_patients.Space.HasValue(classification, value), unsettledAs: false));

    private Finding Gap(RegionReport report) => Of(
        AnalysisDiagnostics.ClassificationGap,
        $"{Telling.Quote(classification)} gives these patients no value: {Telling.Who(report)}"
        + $"{Telling.Example(report, "has none, and every rule that asks for it is in doubt")}.",
        report) with
    {
        Label = "leaves patients without a value",
        Related = [.. classification.Branches.Where(b => !b.IsOtherwise).Select(b => new RelatedPlace(b.Condition.Origin, $"gives {Name(b.Value)}, but not to them"))],
        Help = "widen a limit, or add a line with `otherwise`.",
    };

    private Finding Overlap(int first, int second, RegionReport report) => Of(
        AnalysisDiagnostics.ClassificationOverlap,
        $"{Telling.Quote(classification)} gives these patients both {Name(first)} and {Name(second)}: {Telling.Who(report)}"
        + $"{Telling.Example(report, "would get the advice for either")}.",
        report) with
    {
        Label = $"gives both {Name(first)} and {Name(second)}",
        Related =
        [
            .. classification.Branches.Where(b => b.Value == first || b.Value == second)
                .Select(b => new RelatedPlace(b.Condition.Origin, $"gives {Name(b.Value)}")),
        ],
        Help = "narrow one of the lines, or let the order decide with `choose first`.",
    };

    private Finding Of(DiagnosticDescriptor descriptor, string message, RegionReport report) =>
        new Finding(descriptor, message, classification.Location)
        {
            Guideline = guideline.Guideline,
            Classification = classification,
            WriteNextSteps = descriptor != AnalysisDiagnostics.ClassificationGap ? null : NextSteps.Test($"{classification.Label}: {report.Words[0]}", report, [$"{classification.Id} is unknown"]),
        }.With(report);

    private string Name(int value) => FactWords.NameOf(classification.Type.Values[value]);
}
