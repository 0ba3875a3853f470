using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>Writing the same in another way leaves the same patients out: rules and facts in another order, other names, a rule split in two, a covered rule.</summary>
public class MetamorphicTests
{
    private const int Guidelines = 32;
    private const int Patients = 400;

    [Theory]
    [InlineData(Variation.PermutedRules)]
    [InlineData(Variation.PermutedFacts)]
    [InlineData(Variation.RenamedValues)]
    [InlineData(Variation.SplitRule)]
    [InlineData(Variation.CoveredRule)]
    public void The_same_patients_are_left_out(Variation variation)
    {
        for (int seed = 1; seed <= Guidelines; seed++)
        {
            GuidelineModel before = RandomLargeModel.Make(seed);
            if (before.Constraints.Length > 0 || before.Guidelines[0].Decisions[0].Scope is not Constant)
            {
                // Boxes may reach outside of what is asked about, in each variation in another way.
                continue;
            }

            GuidelineModel after = RandomLargeModel.Make(seed, variation);
            Finding? told = GapOf(before);
            Finding? toldAfter = GapOf(after);
            (toldAfter is null).ShouldBe(told is null, $"seed {seed}");
            Random random = new(seed);
            for (int i = 0; i < Patients && told is not null; i++)
            {
                Dictionary<string, int> values = before.Facts.ToDictionary(f => f.Id, _ => random.Next(10_000));
                toldAfter!.Region.Any(b => OracleComparison.Holds(b, Patient(after, values)))
                    .ShouldBe(told.Region.Any(b => OracleComparison.Holds(b, Patient(before, values))), $"seed {seed}");
            }
        }
    }

    private static Finding? GapOf(GuidelineModel model) => Analyzer.Analyze(
        model, AnalysisOptions.Default with { AllRegions = true, Parts = AnalysisParts.GapRegions, TimePerDecision = TimeSpan.FromMinutes(2) })
        .Findings.SingleOrDefault(f => f.Code == "GDL4001");

    private static PatientValue[] Patient(GuidelineModel model, Dictionary<string, int> values) =>
    [
        .. model.Facts.Select(f => (f.Type, values.GetValueOrDefault(f.Id)) switch
        {
            (YesNo, int v) => (PatientValue)new YesNoValue(v % 2 == 0),
            (Enumeration type, int v) => new EnumerationValue(type.Values[v % type.Values.Length]),
            (Number { Resolution: { } step, Maximum: { } top }, int v) => new NumericValue(step * (v % (int)((top / step).Floor() + 1))),
            (Number { Maximum: { } top }, int v) => new NumericValue(top * v / 10_000),
            _ => throw new InvalidOperationException($"{f.Type} is not among the random facts."),
        }),
    ];
}
