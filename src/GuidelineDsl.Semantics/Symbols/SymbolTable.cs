using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Symbols;

/// <summary>
/// All names of the compilation. Facts, actions, groups, classes and regimens are shared by all files; the other names belong to their
/// guideline, or to the vocabulary and the files that use it. A name is declared once in what any one file can see.
/// </summary>
internal sealed class SymbolTable
{
    /// <summary>Words that mean something wherever a name may stand.</summary>
    private static readonly string[] ReservedNames = ["today", "yes", "no", "unknown", "known", "everyone"];

    private readonly Dictionary<string, Declared> _shared = new(StringComparer.Ordinal);

    private SymbolTable(IReadOnlyList<SourceFile> files) => Files = files;

    /// <summary>Every file: vocabularies before the files that use them, otherwise in the order given.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    public static SymbolTable Declare(IReadOnlyList<SourceFile> files, List<Diagnostic> diagnostics)
    {
        SymbolTable table = new(InOrderOfUse(files));
        foreach (SourceFile file in table.Files)
        {
            foreach (DeclarationSyntax syntax in file.Tree.Root.Declarations)
            {
                if (Describe(syntax) is (SymbolKind kind, Identifier id))
                {
                    table.Add(new Declared(kind, id, syntax, file), diagnostics);
                }
            }
        }

        table.FindClashesWithImports(diagnostics);
        return table;
    }

    /// <summary>A declaration of that name in a file that this one does not see, for the message that it is not in reach.</summary>
    public Declared? FindAnywhere(string name, SourceFile from) =>
        _shared.GetValueOrDefault(name)
        ?? Files.Where(f => f.IsVocabulary && !from.Reaches(f)).Select(f => f.Names.GetValueOrDefault(name)).FirstOrDefault(d => d is not null);

    /// <summary>Vocabularies before the files that use them, otherwise in the order given.</summary>
    private static List<SourceFile> InOrderOfUse(IReadOnlyList<SourceFile> files)
    {
        List<SourceFile> ordered = [];
        HashSet<SourceFile> seen = [];
        Stack<(SourceFile File, int Next)> open = new();
        foreach (SourceFile file in files.Where(seen.Add))
        {
            open.Push((file, 0));
            while (open.TryPop(out (SourceFile File, int Next) at))
            {
                if (at.Next == at.File.Imports.Count)
                {
                    ordered.Add(at.File);
                    continue;
                }

                open.Push((at.File, at.Next + 1));
                if (seen.Add(at.File.Imports[at.Next]))
                {
                    open.Push((at.File.Imports[at.Next], 0));
                }
            }
        }

        return ordered;
    }

    private static (SymbolKind Kind, Identifier Id)? Describe(DeclarationSyntax syntax) => syntax switch
    {
        FactDeclaration d => (SymbolKind.Fact, d.Id),
        ActionDeclaration d => (SymbolKind.Action, d.Id),
        GroupDeclaration d => (SymbolKind.Group, d.Id),
        ClassDeclaration d => (SymbolKind.Class, d.Id),
        RegimenDeclaration d => (SymbolKind.Regimen, d.Id),
        DefinitionDeclaration d => (SymbolKind.Definition, d.Id),
        ClassificationDeclaration d => (SymbolKind.Classification, d.Id),
        ScoreDeclaration d => (SymbolKind.Score, d.Id),
        ComputeDeclaration d => (SymbolKind.Computed, d.Id),
        ConstraintDeclaration d => (SymbolKind.Constraint, d.Id),
        SourceDeclaration d => (SymbolKind.Source, d.Id),
        DecisionDeclaration d => (SymbolKind.Decision, d.Id),
        PatientDeclaration d => (SymbolKind.Patient, d.Id),
        UseDeclaration or IncompatibleDeclaration or RemarkDeclaration or TestDeclaration => null,
        _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name),
    };

    private void Add(Declared declared, List<Diagnostic> diagnostics)
    {
        if (declared.File.IsVocabulary && declared.Kind is SymbolKind.Decision)
        {
            diagnostics.Add(NameDiagnostics.Misplaced($"The decision `{declared.Name}` stands in a vocabulary.", declared.Location, "move it to a guideline; a vocabulary holds what guidelines share."));
        }

        if (ReservedNames.Contains(declared.Name))
        {
            diagnostics.Add(NameDiagnostics.Reserved(declared.Name, $"the name of {declared.Kind.Words()}", declared.Location));
            return;
        }

        Declared? first = declared.File.Names.GetValueOrDefault(declared.Name)
            ?? (declared.Kind.IsShared() ? _shared.GetValueOrDefault(declared.Name) : null);
        if (first is not null)
        {
            diagnostics.Add(NameDiagnostics.Duplicate(declared.Name, first.Location, declared.Location));
        }

        // The second declaration still serves its own file, so that its uses are not reported as well.
        if (declared.File.Names.TryAdd(declared.Name, declared))
        {
            declared.File.Declarations.Add(declared);
        }

        if (declared.Kind.IsShared())
        {
            _shared.TryAdd(declared.Name, declared);
        }
    }

    /// <summary>A name that a file sees twice: its own and an imported one, or two imported ones.</summary>
    private void FindClashesWithImports(List<Diagnostic> diagnostics)
    {
        HashSet<(Declared, Declared)> reported = [];
        foreach (SourceFile file in Files)
        {
            Dictionary<string, Declared> seen = new(StringComparer.Ordinal);
            foreach (Declared declared in file.Reach.Skip(1).Append(file).SelectMany(f => f.Declarations))
            {
                bool isClash = !seen.TryAdd(declared.Name, declared) && !(declared.Kind.IsShared() && seen[declared.Name].Kind.IsShared());
                if (isClash && reported.Add((seen[declared.Name], declared)))
                {
                    diagnostics.Add(NameDiagnostics.Duplicate(declared.Name, seen[declared.Name].Location, declared.Location));
                }
            }
        }
    }
}
