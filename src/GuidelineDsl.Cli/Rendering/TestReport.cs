using System.Collections.Immutable;
using GuidelineDsl.Cli.Coverage;
using GuidelineDsl.Cli.Pipeline;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>What <c>test</c> has to say, before it takes a form.</summary>
public sealed record TestReport(ImmutableArray<TestOutcome> Outcomes, CoverageReport? Coverage, ImmutableArray<SuggestedTest> Suggestions, Func<string, string> Display)
{
    public int Failed => Outcomes.Count(o => !o.Passed);

    public int Passed => Outcomes.Length - Failed;

    public string Place(TestOutcome outcome)
    {
        Syntax.Text.Location place = outcome.Test.Location;
        return $"{Display(place.Source.Path)}:{place.Start.Line}";
    }
}
