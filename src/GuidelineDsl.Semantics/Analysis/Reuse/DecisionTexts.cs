using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Reuse;

/// <summary>
/// What the analysis of a decision by itself can depend on, as text: the decision, and all of its file and vocabularies but other decisions and tests.
/// </summary>
internal sealed class DecisionTexts(IEnumerable<SyntaxTree> trees, AnalysisOptions options)
{
    private readonly Dictionary<string, (SyntaxTree Tree, Dictionary<string, DecisionDeclaration> Decisions)> _trees = trees.DistinctBy(t => t.Source.Path)
        .ToDictionary(t => t.Source.Path, t => (t, t.Root.Declarations.OfType<DecisionDeclaration>().DistinctBy(d => d.Id.Name).ToDictionary(d => d.Id.Name)));
    private readonly Dictionary<string, string> _shared = [];
    private readonly Dictionary<Guideline, string> _frames = [];
    private readonly string _options = string.Create(
        CultureInfo.InvariantCulture, $"{options.AllRegions} {options.RegionCap} {options.OverlapCap} {options.ShowOrder} {options.Parts}");

    public DecisionText? Of(Guideline guideline, Decision decision)
    {
        SourceText file = guideline.Metadata.Location.Source;
        if (file is null || !_trees.TryGetValue(file.Path, out (SyntaxTree Tree, Dictionary<string, DecisionDeclaration> Decisions) tree)
            || !tree.Decisions.TryGetValue(decision.Id, out DecisionDeclaration? declaration))
        {
            return null;
        }

        if (!_frames.TryGetValue(guideline, out string? frame))
        {
            _frames.Add(guideline, frame = Hash([_options, file.Path, .. guideline.Sources.Select(s => s.Path).Prepend(file.Path).Distinct().Select(Shared)]));
        }

        return new DecisionText(
            Hash([frame, tree.Tree.Source.Slice(declaration.Span)]), frame, $"{file.Path}\0{decision.Id}", new Location(tree.Tree.Source, declaration.Span));
    }

    private static string Hash(IEnumerable<string> parts) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));

    private string Shared(string path)
    {
        if (!_shared.TryGetValue(path, out string? text))
        {
            text = _trees.TryGetValue(path, out (SyntaxTree Tree, Dictionary<string, DecisionDeclaration> Decisions) tree) ? WithoutDecisions(tree.Tree) : "";
            _shared.Add(path, text);
        }

        return text;
    }

    private static string WithoutDecisions(SyntaxTree tree)
    {
        List<string> pieces = [];
        int from = 0;
        foreach (DeclarationSyntax declaration in tree.Root.Declarations.Where(d => d is DecisionDeclaration or TestDeclaration).OrderBy(d => d.Span.Start))
        {
            pieces.Add(tree.Source.Content[from..Math.Max(from, declaration.Span.Start)].Trim());
            from = declaration.Span.End;
        }

        pieces.Add(tree.Source.Content[from..].Trim());
        return string.Join('\n', pieces.Where(p => p.Length > 0));
    }
}

/// <param name="Key">The decision and all that its analysis depends on.</param>
/// <param name="Frame">The same without the decision.</param>
/// <param name="Name">Of the decision, among all of them.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record DecisionText(string Key, string Frame, string Name, Location Place);
