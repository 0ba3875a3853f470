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
    private readonly Dictionary<string, SyntaxTree> _trees = trees.DistinctBy(t => t.Source.Path).ToDictionary(t => t.Source.Path);
    private readonly Dictionary<string, string> _shared = [];
    private readonly string _options = string.Create(
        CultureInfo.InvariantCulture, $"{options.AllRegions} {options.RegionCap} {options.OverlapCap} {options.ShowOrder} {options.Parts}");

    public (string Key, Location Place)? Of(Guideline guideline, Decision decision)
    {
        SourceText file = guideline.Metadata.Location.Source;
        if (file is null || !_trees.TryGetValue(file.Path, out SyntaxTree? tree)
            || tree.Root.Declarations.OfType<DecisionDeclaration>().FirstOrDefault(d => d.Id.Name == decision.Id) is not { } declaration)
        {
            return null;
        }

        IEnumerable<string> parts = [_options, file.Path, tree.Source.Slice(declaration.Span), .. guideline.Sources.Select(s => s.Path).Prepend(file.Path).Distinct().Select(Shared)];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        return (Convert.ToHexString(hash), new Location(tree.Source, declaration.Span));
    }

    private string Shared(string path)
    {
        if (!_shared.TryGetValue(path, out string? text))
        {
            text = _trees.TryGetValue(path, out SyntaxTree? tree) ? WithoutDecisions(tree) : "";
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
