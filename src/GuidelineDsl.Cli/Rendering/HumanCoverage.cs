using System.Collections.Immutable;
using GuidelineDsl.Cli.Coverage;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>Coverage for people: the counts, what is missing and why, and on request tests that would cover it.</summary>
public static class HumanCoverage
{
    public static void Write(TextWriter output, Palette palette, CoverageReport coverage, ImmutableArray<SuggestedTest> suggestions, Func<string, string> display)
    {
        output.WriteLine();
        output.WriteLine(
            $"coverage: {coverage.CoveredRules} of {CheckSummary.Count(coverage.ReachableRules, "rule")}, {coverage.CoveredConditions} of {CheckSummary.Count(coverage.Conditions.Length, "atomic condition")} seen in every way that is possible");
        foreach (RuleCoverage rule in coverage.Rules.Where(r => r.Missing is not null))
        {
            string place = $"{display(rule.Rule.Location.Source.Path)}:{rule.Rule.Location.Start.Line}";
            output.WriteLine(rule.Missing!.IsImpossible
                ? $"  {palette.Dim($"impossible: {rule.Name} ({place}): {rule.Missing.Reason}")}"
                : rule.Allowed is { } allowed
                ? $"  {palette.Dim($"allowed: {rule.Name} ({place}): {allowed.Because}")}"
                : $"  {palette.Bad("GDL6010")}: no test is given the rule {rule.Name} ({place}): {Reason(rule.Missing)}");
        }

        foreach (ConditionCoverage condition in coverage.Conditions)
        {
            AtomicCondition atom = condition.Condition;
            string what = $"{CoverageReasons.Line(atom.Text)} in {atom.Owner} ({display(atom.File)}:{atom.Line})";
            foreach ((bool truth, Missing missing) in condition.MissingSides)
            {
                string side = truth ? "true" : "false";
                output.WriteLine(missing.IsImpossible
                    ? $"  {palette.Dim($"never {side}, and proved so: {what}")}"
                    : $"  never {side}: {what}: {Reason(missing)}");
            }
        }

        foreach (IGrouping<string, SuggestedTest> file in suggestions.GroupBy(s => s.Guideline.Metadata.Location.Source.Path))
        {
            output.WriteLine();
            output.WriteLine(palette.Bold($"{CheckSummary.Count(file.Count(), "test")} for {display(file.Key)}, run and passed; read what {(file.Count() == 1 ? "it expects" : "they expect")}:"));
            foreach (SuggestedTest test in file)
            {
                output.WriteLine();
                output.Write(test.Text);
            }
        }
    }

    private static string Reason(Missing missing) => missing.Answer is UndecidedPatient undecided
        ? $"{missing.Reason}; whether a patient can is not decided: {undecided.Reason}"
        : missing.Reason;
}
