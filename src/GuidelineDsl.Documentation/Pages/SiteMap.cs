using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>
/// Where everything stands: the file of each guideline and decision, the anchor of each rule. Links are relative to the folder
/// of the guideline whose pages are written.
/// </summary>
internal sealed class SiteMap
{
    private readonly Dictionary<Guideline, string> _folders = [];
    private readonly Dictionary<Decision, string> _files = [];
    private readonly Dictionary<Decision, Guideline> _owners = [];
    private readonly Dictionary<Decision, DecisionSummary> _summaries = [];
    private readonly Dictionary<Guideline, ImmutableArray<Finding>> _findingsOfGuidelines = [];
    private readonly ILookup<Decision, Finding> _findings;

    public SiteMap(GuidelineModel model, AnalysisResult? analysis, SiteOptions options)
    {
        Model = model;
        Analysis = analysis;
        Options = options;
        _findings = (analysis?.Findings ?? [])
            .SelectMany(f => f.Rules.Select(r => r.Decision).Append(f.Decision).OfType<Decision>().Distinct().Select(d => (Decision: d, Finding: f)))
            .ToLookup(p => p.Decision, p => p.Finding);
        foreach (DecisionSummary summary in analysis?.Decisions ?? [])
        {
            _summaries.TryAdd(summary.Decision, summary);
        }

        HashSet<string> folders = new(StringComparer.OrdinalIgnoreCase);
        foreach (Guideline guideline in model.Guidelines)
        {
            _folders[guideline] = Unique("g-" + guideline.Id, folders);
            HashSet<string> files = new(StringComparer.OrdinalIgnoreCase);
            foreach (Decision decision in guideline.Decisions)
            {
                _files[decision] = Unique("decision-" + decision.Id, files) + ".html";
                _owners[decision] = guideline;
            }
        }
    }

    public GuidelineModel Model { get; }

    public AnalysisResult? Analysis { get; }

    public SiteOptions Options { get; }

    public string Folder(Guideline guideline) => _folders[guideline];

    public string FileOf(Decision decision) => _files[decision];

    public Guideline OwnerOf(Decision decision) => _owners[decision];

    public static string Anchor(Decision decision, Rule rule) => $"{decision.Id}.{rule.Id}";

    /// <summary>The link to a decision from a page in the folder of <paramref name="from"/>.</summary>
    public string Href(Decision decision, Guideline? from)
    {
        Guideline owner = _owners[decision];
        string file = Uri.EscapeDataString(_files[decision]);
        string folder = Uri.EscapeDataString(_folders[owner]);
        return from == owner ? file : from is null ? $"{folder}/{file}" : $"../{folder}/{file}";
    }

    public string Href(Decision decision, Rule rule, Guideline? from) =>
        $"{Href(decision, from)}#{Uri.EscapeDataString(Anchor(decision, rule))}";

    /// <summary>The findings that concern a guideline: its own, and those where one of its rules is involved.</summary>
    public ImmutableArray<Finding> FindingsOf(Guideline guideline)
    {
        if (!_findingsOfGuidelines.TryGetValue(guideline, out ImmutableArray<Finding> findings))
        {
            _findingsOfGuidelines[guideline] = findings = Find(guideline);
        }

        return findings;
    }

    public ImmutableArray<Finding> FindingsOf(Decision decision) => Analysis is null
        ? []
        : [.. _findings[decision]];

    public DecisionSummary? SummaryOf(Decision decision) => _summaries.GetValueOrDefault(decision);

    private ImmutableArray<Finding> Find(Guideline guideline) => Analysis is null
        ? []
        : [.. Analysis.Findings.Where(f => f.Guideline == guideline || f.Rules.Any(r => r.Guideline == guideline)
            || (f.Guideline is null && f.Rules.IsEmpty && guideline.Sources.Contains(f.Location.Source)))];

    private static string Unique(string name, HashSet<string> taken)
    {
        string candidate = name;
        for (int i = 2; !taken.Add(candidate); i++)
        {
            candidate = $"{name}~{i}";
        }

        return candidate;
    }
}
