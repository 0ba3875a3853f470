using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Binds every declaration of the compilation and gathers the model. Symbols are bound on first use, whatever the order of the text.</summary>
internal sealed class ModelBinder
{
    private readonly List<Diagnostic> _diagnostics;
    private readonly SymbolTable _table;
    private readonly Dictionary<SourceFile, FileScope> _scopes = [];
    private readonly Dictionary<Declared, int> _ordinals = [];
    private readonly BindingOrder _order;

    public ModelBinder(SymbolTable table, List<Diagnostic> diagnostics)
    {
        _table = table;
        _diagnostics = diagnostics;
        _order = new BindingOrder(diagnostics) { Binder = d => new DeclarationBinder(_scopes[d.File], _ordinals.GetValueOrDefault).Bind(d) };
        foreach (SourceFile file in table.Files)
        {
            _scopes.Add(file, new FileScope(file, table, _order, diagnostics));
        }

        // A vocabulary's facts come before those of the guidelines that use it: the order is that of dependency, then of the text.
        foreach (SymbolKind kind in (SymbolKind[])[SymbolKind.Fact, SymbolKind.Action])
        {
            int next = 0;
            foreach (Declared declared in _table.Files.SelectMany(f => f.Declarations).Where(d => d.Kind == kind))
            {
                _ordinals.Add(declared, next++);
            }
        }
    }

    public GuidelineModel Bind()
    {
        SourceFile[] files = [.. _table.Files];
        foreach (Declared declared in files.SelectMany(f => f.Declarations))
        {
            if (declared.Kind != SymbolKind.Decision)
            {
                _order.Bind(declared);
            }
        }

        Dictionary<SourceFile, LocalDeclarations> locals = files.ToDictionary(f => f, Locals);
        Dictionary<SourceFile, Metadata> headers = files.ToDictionary(f => f, f => new MetadataBinder(_scopes[f]).BindHeader(f.Tree.Root.Header));
        ImmutableArray<Incompatibility> incompatibilities =
        [
            .. files.SelectMany(f => f.Tree.Root.Declarations.OfType<IncompatibleDeclaration>().Select(d => new ActionBinder(_scopes[f]).BindIncompatible(d)))
                .OfType<Incompatibility>(),
        ];
        List<Guideline> guidelines = [];
        List<Vocabulary> vocabularies = [];
        ReportTests(files);
        foreach (SourceFile file in files)
        {
            Metadata metadata = headers[file];
            if (file.IsVocabulary)
            {
                vocabularies.Add(new Vocabulary(metadata, locals[file], file.Tree.Source));
            }
            else
            {
                guidelines.Add(BindGuideline(file, metadata, locals));
            }
        }

        ReportGuidelinesOfOneName(guidelines);
        return new GuidelineModel(
            Symbols<Fact>(files), Symbols<ClinicalAction>(files), Symbols<ActionClass>(files), Symbols<Regimen>(files), Symbols<ValueGroup>(files),
            Symbols<Constraint>(files), incompatibilities, [.. vocabularies], [.. guidelines]);
    }

    private Guideline BindGuideline(SourceFile file, Metadata metadata, Dictionary<SourceFile, LocalDeclarations> locals)
    {
        FileScope scope = _scopes[file];
        DecisionBinder decisionBinder = new(scope);
        ImmutableArray<Decision> decisions =
        [
            .. file.Declarations.Select(d => d.Syntax).OfType<DecisionDeclaration>().Select(decisionBinder.Bind),
        ];
        ImmutableArray<Fact> facts = Symbols<Fact>(file.Reach.Reverse());
        TestBinder tests = new(scope, decisions, facts);
        return new Guideline(
            metadata,
            facts,
            Symbols<Constraint>(file.Reach.Reverse()),
            locals[file],
            Join(file.Reach.Select(f => locals[f])),
            decisions,
            [.. file.Tree.Root.Declarations.OfType<TestDeclaration>().Select(tests.Bind).OfType<TestCase>()],
            [.. file.Reach.Select(f => f.Tree.Source)]);
    }

    private LocalDeclarations Locals(SourceFile file) => new(
        Symbols<Source>([file]), Symbols<Definition>([file]), Symbols<Classification>([file]), Symbols<Score>([file]), Symbols<ComputedValue>([file]),
        [.. file.Tree.Root.Declarations.OfType<RemarkDeclaration>().Select(r => new CitationBinder(_scopes[file]).Bind(r))]);

    private static LocalDeclarations Join(IEnumerable<LocalDeclarations> parts)
    {
        LocalDeclarations[] all = [.. parts];
        return new LocalDeclarations(
            [.. all.SelectMany(l => l.Sources)], [.. all.SelectMany(l => l.Definitions)], [.. all.SelectMany(l => l.Classifications)],
            [.. all.SelectMany(l => l.Scores)], [.. all.SelectMany(l => l.ComputedValues)], [.. all.SelectMany(l => l.Remarks)]);
    }

    /// <summary>The symbols of a type; facts and actions in the order of their numbers, the others in the order of the text.</summary>
    private static ImmutableArray<T> Symbols<T>(IEnumerable<SourceFile> files)
        where T : Symbol
    {
        IEnumerable<T> symbols = files.SelectMany(f => f.Declarations).Select(d => d.Symbol).OfType<T>();
        return [.. symbols.OrderBy(s => s is Fact f ? f.Ordinal : s is ClinicalAction a ? a.Ordinal : 0)];
    }

    /// <summary>Tests stand in guidelines, each under a name of its own.</summary>
    private void ReportTests(IEnumerable<SourceFile> files)
    {
        foreach (SourceFile file in files)
        {
            Dictionary<string, TestDeclaration> names = new(StringComparer.Ordinal);
            foreach (TestDeclaration test in file.Tree.Root.Declarations.OfType<TestDeclaration>())
            {
                Location place = _scopes[file].Locate(test.Name);
                if (file.IsVocabulary)
                {
                    _diagnostics.Add(NameDiagnostics.Misplaced("A test stands in a vocabulary.", place, "move it to a guideline that uses the vocabulary."));
                }
                else if (!names.TryAdd(test.Name.Value, test))
                {
                    _diagnostics.Add(NameDiagnostics.DuplicateTest(test.Name.Value, _scopes[file].Locate(names[test.Name.Value].Name), place));
                }
            }
        }
    }

    private void ReportGuidelinesOfOneName(List<Guideline> guidelines)
    {
        foreach (IGrouping<string, Guideline> same in guidelines.GroupBy(g => g.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            foreach (Guideline second in same.Skip(1))
            {
                _diagnostics.Add(NameDiagnostics.Duplicate(same.Key, same.First().Metadata.Location, second.Metadata.Location));
            }
        }
    }
}
