using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// Random guidelines against the brute-force oracle: the same gaps, overlaps, dead rules, region by region. The number of guidelines is set
/// by the environment variable GDL_ORACLE_COUNT, the first seed by GDL_ORACLE_SEED.
/// </summary>
public class OracleTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("GDL_ORACLE_COUNT"), out int given) ? given : 10_000;
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("GDL_ORACLE_SEED"), out int given) ? given : 1;

    [Fact]
    public void The_analysis_finds_exactly_what_looking_at_every_patient_finds() => Compare(Count, seed =>
    {
        RandomModel random = new(seed);
        return (random.Model, random.Representatives);
    });

    [Fact]
    public void Facts_compared_with_one_another_are_decided_exactly() => Compare(Math.Max(1, Count / 5), seed => RandomLinearModel.Make(seed, asksForUnknown: false));

    [Fact]
    public void Months_and_years_between_dates_are_decided_exactly() => Compare(Math.Max(1, Count / 20), RandomDateModel.Make);

    [Fact]
    public void Where_one_of_them_is_unknown_nothing_is_told_that_is_not_so() => Compare(
        Math.Max(1, Count / 10), seed => RandomLinearModel.Make(seed, asksForUnknown: true), c => c.CompareRegions(p => p.Any(v => v is UnknownValue)));

    private static void Compare(int count, Func<int, (GuidelineModel Model, Dictionary<Fact, PatientValue[]> Representatives)> make) =>
        Compare(count, make, c => c.Compare());

    private static void Compare(
        int count, Func<int, (GuidelineModel Model, Dictionary<Fact, PatientValue[]> Representatives)> make, Action<OracleComparison> compare) =>
        Parallel.For(First, First + count, seed =>
        {
            (GuidelineModel model, Dictionary<Fact, PatientValue[]> representatives) = make(seed);
            try
            {
                compare(new OracleComparison(model, representatives));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}\n{OracleComparison.Describe(model)}", e);
            }
        });
}
