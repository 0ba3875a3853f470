using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Lines above the text: the patients a decision covers, the tests that cover a rule, and a test to run.</summary>
internal static class Lenses
{
    public const string RunTest = "gdl.runTest";
    public const string ShowReferences = "gdl.showReferences";

    public static CodeLens[] Of(Snapshot snapshot, Document document, ImmutableArray<DecisionSummary> analysis)
    {
        Project project = snapshot.ProjectOf(document);
        return [.. document.Outline.All.Select(d => Lens(project, document, d, analysis)).OfType<CodeLens>()];
    }

    private static CodeLens? Lens(Project project, Document document, Declared declared, ImmutableArray<DecisionSummary> analysis)
    {
        Protocol.Range range = document.RangeOf(declared.NameSpan);
        switch (declared.Kind)
        {
            case NameKind.Test:
                return new CodeLens(range, new Command("▶ run test", RunTest, [document.Uri, declared.Id]));
            case NameKind.Rule:
                List<Occurrence> tests = [.. Hovers.TestsOf(project, declared)];
                string title = tests.Count switch { 0 => "no test", 1 => "1 test", _ => $"{tests.Count} tests" };
                return new CodeLens(range, new Command(
                    title, ShowReferences, [document.Uri, range.Start, tests.Select(t => t.Document.Locate(t.Span)).ToArray()]));
            case NameKind.Decision:
                return Coverage(document, declared, analysis) is { } coverage
                    ? new CodeLens(range, new Command(coverage, "", null))
                    : null;
            default:
                return null;
        }
    }

    private static string? Coverage(Document document, Declared decision, ImmutableArray<DecisionSummary> analysis)
    {
        DecisionSummary? summary = analysis.FirstOrDefault(s =>
            s.Decision.Id == decision.Id && s.Decision.Location.Source.Path == document.Path);
        if (summary is null)
        {
            return null;
        }

        string conflicts = summary.Conflicts switch { 0 => "", 1 => " · 1 conflict", _ => $" · {summary.Conflicts} conflicts" };
        return Covered(summary) + conflicts;
    }

    private static string Covered(DecisionSummary summary)
    {
        if (!summary.IsAnalysed)
        {
            return "not analysed";
        }

        if (summary.IsComplete)
        {
            return "covers every patient in scope";
        }

        if (summary.OpenShare is not { } open)
        {
            return "some patients are without advice";
        }

        Rational covered = (Rational.One - open) * 100L;
        string percent = covered < Rational.One ? "less than 1" : covered > (Rational)99L ? "more than 99" : covered.Floor().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"covers {percent} % of the cases in scope";
    }
}
