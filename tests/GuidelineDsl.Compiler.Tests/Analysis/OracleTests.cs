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
    [Fact]
    public void The_analysis_finds_exactly_what_looking_at_every_patient_finds()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("GDL_ORACLE_COUNT"), out int given) ? given : 10_000;
        int first = int.TryParse(Environment.GetEnvironmentVariable("GDL_ORACLE_SEED"), out int seed) ? seed : 1;
        Parallel.For(first, first + count, s =>
        {
            try
            {
                new OracleComparison(new RandomModel(s)).Compare();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {s}: {e.Message}\n{OracleComparison.Describe(new RandomModel(s).Model)}", e);
            }
        });
    }
}
