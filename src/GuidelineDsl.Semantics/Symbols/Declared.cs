using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Symbols;

internal enum SymbolKind
{
    Fact,
    Action,
    Group,
    Class,
    Regimen,
    Definition,
    Classification,
    Score,
    Computed,
    Constraint,
    Source,
    Decision,
    Patient,
}

internal static class SymbolKinds
{
    /// <summary>The kind with its article, for messages.</summary>
    public static string Words(this SymbolKind kind) => kind switch
    {
        SymbolKind.Fact => "a fact",
        SymbolKind.Action => "an action",
        SymbolKind.Group => "a group of values",
        SymbolKind.Class => "a class of actions",
        SymbolKind.Regimen => "a regimen",
        SymbolKind.Definition => "a definition",
        SymbolKind.Classification => "a classification",
        SymbolKind.Score => "a score",
        SymbolKind.Computed => "a computed value",
        SymbolKind.Constraint => "a constraint",
        SymbolKind.Source => "a source",
        SymbolKind.Decision => "a decision",
        SymbolKind.Patient => "a patient",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Whether the whole compilation shares the names of this kind; the others belong to a guideline or a vocabulary.</summary>
    public static bool IsShared(this SymbolKind kind) =>
        kind is SymbolKind.Fact or SymbolKind.Action or SymbolKind.Group or SymbolKind.Class or SymbolKind.Regimen;
}

/// <summary>A name that a file declares. Its symbol is bound on first use, which finds circles.</summary>
internal sealed class Declared(SymbolKind kind, Identifier id, DeclarationSyntax syntax, SourceFile file)
{
    public SymbolKind Kind { get; } = kind;

    public string Name => id.Name;

    public DeclarationSyntax Syntax { get; } = syntax;

    public SourceFile File { get; } = file;

    public Location Location => new(File.Tree.Source, id.Span);

    public Symbol? Symbol { get; set; }

    /// <summary>Whether a rule, a calculation or another declaration needs it; the values of a test's patient do not count.</summary>
    public bool IsUsed { get; set; }
}
