using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Symbols;

/// <summary>
/// All names of the compilation. Facts, actions, groups, classes and regimens are shared by all files; the other names belong to their
/// guideline, or to the vocabulary and the files that use it. A name is declared once in what any one file can see.
/// </summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, Declared> _shared = new(StringComparer.Ordinal);

    private SymbolTable(IReadOnlyList<SourceFile> files) => Files = files;

    public IReadOnlyList<SourceFile> Files { get; }

    public static SymbolTable Declare(IReadOnlyList<SourceFile> files, List<Diagnostic> diagnostics)
    {
        SymbolTable table = new(files);
        foreach (SourceFile file in files)
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

    /// <summary>A declaration of that name in any file, for the message that it is not in reach.</summary>
    public Declared? FindAnywhere(string name) =>
        _shared.GetValueOrDefault(name)
        ?? Files.Where(f => f.IsVocabulary).Select(f => f.Names.GetValueOrDefault(name)).FirstOrDefault(d => d is not null);

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
        Declared? first = declared.File.Names.GetValueOrDefault(declared.Name)
            ?? (declared.Kind.IsShared() ? _shared.GetValueOrDefault(declared.Name) : null);
        if (first is not null)
        {
            diagnostics.Add(NameDiagnostics.Duplicate(declared.Name, first.Location, declared.Location));
            return;
        }

        declared.File.Names.Add(declared.Name, declared);
        declared.File.Declarations.Add(declared);
        if (declared.Kind.IsShared())
        {
            _shared.Add(declared.Name, declared);
        }
    }

    private void FindClashesWithImports(List<Diagnostic> diagnostics)
    {
        foreach (SourceFile file in Files)
        {
            foreach (Declared declared in file.Declarations)
            {
                Declared? other = file.Reach.Skip(1).Select(f => f.Names.GetValueOrDefault(declared.Name)).FirstOrDefault(d => d is not null);
                if (other is not null)
                {
                    diagnostics.Add(NameDiagnostics.Duplicate(declared.Name, other.Location, declared.Location));
                }
            }
        }
    }
}
