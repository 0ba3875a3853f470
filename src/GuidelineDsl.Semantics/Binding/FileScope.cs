using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>What the binders of one file share: its names, its places and where its diagnostics go.</summary>
internal sealed class FileScope(SourceFile file, SymbolTable table, BindingOrder order, List<Diagnostic> diagnostics)
{
    private readonly bool _countsUse = true;

    private FileScope(FileScope other, bool countsUse)
        : this(other.File, other.Table, other.Order, other.Diagnostics) => _countsUse = countsUse;

    public SourceFile File { get; } = file;

    private SymbolTable Table { get; } = table;

    private BindingOrder Order { get; } = order;

    private List<Diagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>The same names for a place where naming something does not make it useful: the values of a test's patient.</summary>
    public FileScope WithoutUse() => new(this, countsUse: false);

    public Location Locate(SyntaxNode node) => new(File.Tree.Source, node.Span);

    public void Report(Diagnostic diagnostic) => Diagnostics.Add(diagnostic);

    /// <summary>Reports what has no meaning, and gives nothing.</summary>
    public Operand? Wrong(Location place, string message, string help)
    {
        Report(TypeDiagnostics.Mismatch(message, place, help));
        return null;
    }

    public Operand? Wrong(SyntaxNode node, string message, string help) => Wrong(Locate(node), message, help);

    /// <summary>The label, or the id in words where none was written.</summary>
    public static string Label(TextLiteral? label, Identifier id) => label?.Value ?? id.Name.Replace('_', ' ');

    /// <summary>The symbol of a name that must be of one of the kinds; null after a report.</summary>
    public Symbol? Find(Identifier id, string expected, params ReadOnlySpan<SymbolKind> kinds)
    {
        if (File.Find(id.Name) is not { } declared)
        {
            ReportUnknown(id, expected, kinds.ToArray());
            return null;
        }

        if (!kinds.Contains(declared.Kind))
        {
            Report(NameDiagnostics.WrongKind(id.Name, declared.Kind.Words(), expected, Locate(id), declared.Location, kinds.Contains(SymbolKind.Definition) ? UseOf(declared) : null));
            return null;
        }

        declared.IsUsed |= _countsUse;
        if (Order.Circle(declared) is { } circle)
        {
            Report(NameDiagnostics.Circle(circle, Locate(id)));
            return null;
        }

        return Order.Bind(declared);
    }

    /// <summary>The declaration behind a name, without a report.</summary>
    public Declared? Peek(string name) => File.Find(name);

    /// <summary>The name of similar spelling; not for mistakes in a number that no author makes by hand, since looking it up takes time.</summary>
    public string? Similar(string name, IEnumerable<string> candidates) =>
        name is "now" or "Now" or "Today" ? "today" : Diagnostics.Count < Limits.SpellingsLookedUp ? Spelling.Closest(name, candidates) : null;

    /// <summary>The enumerations, sets and classifications in reach that have a value of this name.</summary>
    public ImmutableArray<Declared> OwnersOfValue(string value) => [.. File.Reach.SelectMany(f => f.OwnersOfValue(value))];

    public Unit? Unit(UnitSyntax syntax)
    {
        if (UnitParser.TryParse(syntax.Text, out Unit unit))
        {
            bool lacksQuotes = !syntax.IsQuoted && syntax.Text.AsSpan().IndexOfAny("/[*^") >= 0;
            if (lacksQuotes)
            {
                Report(TypeDiagnostics.BareCompound(syntax.Text, Locate(syntax)));
            }

            return lacksQuotes ? null : unit;
        }

        string? meant = UnitParser.Suggest(syntax.Text) ?? Spelling.Closest(syntax.Text, Syntax.Parsing.UnitWords.All.Where(w => UnitParser.TryParse(w, out _)));
        Report(TypeDiagnostics.UnknownUnit(syntax.Text, meant, Locate(syntax)));
        return null;
    }

    /// <summary>How a name of a kind that does not fit here is used.</summary>
    private static string? UseOf(Declared declared) => declared.Kind switch
    {
        SymbolKind.Group when declared.Syntax is GroupDeclaration group => $"a group stands behind `in`: `{group.Fact.Name} in {declared.Name}`.",
        SymbolKind.Action or SymbolKind.Class or SymbolKind.Regimen => "actions, classes and regimens stand behind `recommend`, `consider`, `avoid` and `contraindicate`.",
        SymbolKind.Source => "a source stands behind `cite`.",
        SymbolKind.Decision => "what a decision advises cannot be asked in a condition; repeat its condition, or `define` it once for both.",
        SymbolKind.Constraint => "a constraint holds for every patient and is not named elsewhere; `define` what you want to use by name.",
        _ => null,
    };

    private void ReportUnknown(Identifier id, string expected, SymbolKind[] kinds)
    {
        if (Table.FindAnywhere(id.Name, File) is { } elsewhere)
        {
            Report(elsewhere.File.IsVocabulary
                ? NameDiagnostics.NotImported(id.Name, elsewhere.Kind.Words(), File.PathTo(elsewhere.File), Locate(id), elsewhere.Location)
                : NameDiagnostics.OfAnotherGuideline(id.Name, elsewhere.Kind.Words(), Locate(id), elsewhere.Location));
            return;
        }

        if (kinds.Contains(SymbolKind.Definition) && OwnersOfValue(id.Name) is [Declared owner, ..])
        {
            Report(NameDiagnostics.WrongKind(id.Name, $"a value of `{owner.Name}`", expected, Locate(id), owner.Location, $"the fact or classification stands first: `{owner.Name} is {id.Name}`."));
            return;
        }

        IEnumerable<string> candidates = File.Reach.SelectMany(f => f.Declarations).Where(d => kinds.Contains(d.Kind)).Select(d => d.Name);
        Report(NameDiagnostics.UnknownName(id.Name, expected, Similar(id.Name, candidates), Locate(id)));
    }
}
