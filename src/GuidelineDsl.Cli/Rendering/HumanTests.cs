using GuidelineDsl.Cli.Coverage;
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
            HumanCoverage.Write(output, palette, coverage, report.Suggestions, report.Display);
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
}
