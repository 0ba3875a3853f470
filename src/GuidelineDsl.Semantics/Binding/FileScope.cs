using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>What the binders of one file share: its names, its places and where its diagnostics go.</summary>
internal sealed class FileScope(SourceFile file, SymbolTable table, Func<Declared, Symbol?> bind, List<Diagnostic> diagnostics)
{
    public SourceFile File { get; } = file;

    public Location Locate(SyntaxNode node) => new(File.Tree.Source, node.Span);

    public void Report(Diagnostic diagnostic) => diagnostics.Add(diagnostic);

    /// <summary>The label, or the id in words where none was written.</summary>
    public static string Label(TextLiteral? label, Identifier id) => label?.Value ?? id.Name.Replace('_', ' ');

    /// <summary>The symbol of a name that must be of one of the kinds; null after a report.</summary>
    public Symbol? Find(Identifier id, string expected, params ReadOnlySpan<SymbolKind> kinds)
    {
        Declared? declared = File.Find(id.Name);
        if (declared is null)
        {
            ReportUnknown(id, expected, kinds.ToArray());
            return null;
        }

        if (!kinds.Contains(declared.Kind))
        {
            Report(NameDiagnostics.WrongKind(id.Name, declared.Kind.Words(), expected, Locate(id), declared.Location));
            return null;
        }

        declared.IsUsed = true;
        if (declared.IsBeingBound)
        {
            Report(NameDiagnostics.Circle(id.Name, Locate(id), declared.Location));
            return null;
        }

        return bind(declared);
    }

    /// <summary>The declaration behind a name, without a report.</summary>
    public Declared? Peek(string name) => File.Find(name);

    public Unit? Unit(UnitSyntax syntax)
    {
        if (UnitParser.TryParse(syntax.Text, out Unit unit))
        {
            return unit;
        }

        Report(TypeDiagnostics.UnknownUnit(syntax.Text, UnitParser.Suggest(syntax.Text), Locate(syntax), syntax.IsQuoted));
        return null;
    }

    private void ReportUnknown(Identifier id, string expected, SymbolKind[] kinds)
    {
        if (table.FindAnywhere(id.Name) is { } elsewhere && elsewhere.File != File)
        {
            Report(NameDiagnostics.NotImported(
                id.Name, elsewhere.Kind.Words(), RelativePath(elsewhere.File.Path), Locate(id), elsewhere.Location));
            return;
        }

        IEnumerable<string> candidates = File.Reach.SelectMany(f => f.Declarations).Where(d => kinds.Contains(d.Kind)).Select(d => d.Name);
        Report(NameDiagnostics.UnknownName(id.Name, expected, Spelling.Closest(id.Name, candidates), Locate(id)));
    }

    /// <summary>The path as a <c>use</c> in this file would name it.</summary>
    private string RelativePath(string path)
    {
        string[] from = File.Path.Split('/')[..^1];
        string[] to = path.Split('/');
        int common = from.Zip(to[..^1]).TakeWhile(p => p.First == p.Second).Count();
        return string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to[common..]]);
    }
}
