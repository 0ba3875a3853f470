using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>What all findings about a region say alike.</summary>
internal static class Telling
{
    /// <summary>The first box in words, and how many more there are.</summary>
    public static string Who(RegionReport report)
    {
        int more = report.Told.Length - 1;
        return report.Told[0].Parts == 0 ? "everyone in scope"
            : more == 0 && !report.IsTruncated ? report.Words[0]
            : $"{report.Words[0]} (and {(more == 0 ? "" : more + " ")}{(report.IsTruncated ? "or more " : "")}further {(more == 1 && !report.IsTruncated ? "group" : "groups")})";
    }

    /// <summary>"; a patient with … gets both": the witness by the facts of the regions; nothing where that would only repeat the region.</summary>
    public static string Example(RegionReport report, string happens)
    {
        HashSet<Fact> named = [.. report.Boxes.SelectMany(b => b.Parts.Select(p => p.Fact).Concat(b.Sums.SelectMany(s => s.Terms).Select(t => t.Fact).OfType<Fact>()))];
        string words = report.WitnessInWords(named);
        return named.Count == 0 || words == report.Words[0] ? "" : $"; a patient with {words} {happens}";
    }

    public static Finding With(this Finding finding, RegionReport? report) => report is null ? finding : finding with
    {
        Region = report.Boxes,
        RegionInWords = report.Words,
        IsTruncated = report.IsTruncated,
        Witness = report.Witness,
        WitnessToday = report.Today,
    };

    public static string Quote(Symbol symbol) => $"“{symbol.Label}”";

    public static string Quote(IEnumerable<Symbol> symbols) => Wording.FactWords.List(symbols.Select(Quote), "and");

    public static RelatedPlace Condition(Rule rule, string message) => new(rule.Condition.Origin, message);

    public static ImmutableArray<RuleReference> References(DecisionContext context, params IEnumerable<Rule> rules) =>
        [.. rules.Select(r => new RuleReference(context.Guideline.Guideline, context.Decision, r))];
}
