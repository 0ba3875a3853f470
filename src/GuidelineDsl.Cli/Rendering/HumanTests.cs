using GuidelineDsl.Cli.Pipeline;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>Tests for people: failures with their reasons, then the count.</summary>
public static class HumanTests
{
    public static void Write(TextWriter output, Palette palette, TestReport report)
    {
        foreach (IGrouping<string, TestOutcome> guideline in report.Outcomes.GroupBy(o => o.Guideline.Id))
        {
            int passed = guideline.Count(o => o.Passed);
            string all = $"{passed} of {CheckSummary.Count(guideline.Count(), "test")} passed";
            output.WriteLine($"{palette.Bold(guideline.Key)}: {(passed == guideline.Count() ? palette.Good(all) : palette.Bad(all))}");
            foreach (TestOutcome outcome in guideline.Where(o => !o.Passed))
            {
                WriteFailure(output, palette, report, outcome);
            }
        }

        if (report.Coverage is { } coverage)
        {
            WriteCoverage(output, palette, coverage);
        }

        output.WriteLine();
        string total = $"{report.Passed} passed, {report.Failed} failed";
        output.WriteLine(report.Failed == 0 ? palette.Good(total) : palette.Bad(total));
    }

    private static void WriteFailure(TextWriter output, Palette palette, TestReport report, TestOutcome outcome)
    {
        output.WriteLine();
        output.WriteLine($"  {palette.Bad("failed")}: {palette.Bold(outcome.Test.Name)} ({report.Place(outcome)})");
        output.WriteLine($"    patient:  {PatientWords.Describe(outcome.Test.Patient, outcome.Test.Today)}");
        foreach (TestFailure failure in outcome.Failures)
        {
            output.WriteLine($"    expected: {failure.Expected}");
            output.WriteLine($"    came:     {failure.Came}");
            for (int i = 0; i < failure.Why.Length; i++)
            {
                output.WriteLine($"    {(i == 0 ? "why:" : "    ")}      {failure.Why[i]}");
            }
        }
    }

    private static void WriteCoverage(TextWriter output, Palette palette, CoverageReport coverage)
    {
        output.WriteLine();
        output.WriteLine(
            $"coverage: {coverage.CoveredRules} of {CheckSummary.Count(coverage.Rules.Length, "rule")}, {coverage.CoveredConditions} of {CheckSummary.Count(coverage.Conditions.Length, "atomic condition")} seen both true and false");
        foreach (RuleCoverage rule in coverage.Rules.Where(r => r.Given == 0))
        {
            output.WriteLine($"  {palette.Bad("GDL6010")}: no test is given the rule {rule.Guideline.Id}.{rule.Decision.Id}.{rule.Rule.Id} ({rule.Rule.Location.Source.Path}:{rule.Rule.Location.Start.Line})");
        }

        foreach (ConditionCoverage condition in coverage.Conditions.Where(c => !c.IsCovered))
        {
            string never = condition.SeenTrue == 0 ? (condition.SeenFalse == 0 ? "decided" : "true") : "false";
            output.WriteLine($"  never {never}: {Shorten(condition.Text)} in {condition.Guideline.Id}.{condition.Decision.Id}.{condition.Rule.Id} (line {condition.Line})");
        }
    }

    private static string Shorten(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 80 ? line : line[..79] + "…";
    }
}
