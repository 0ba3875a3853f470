using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.LanguageServer.Names;

/// <summary>What one document declares, without a look at any other.</summary>
internal sealed class Outline
{
    private readonly Dictionary<SyntaxNode, Declared> _byNode;
    private readonly ILookup<string, Declared> _byName;

    private Outline(ImmutableArray<Declared> all)
    {
        All = all;
        _byNode = all.ToDictionary(d => d.Node, ReferenceEqualityComparer.Instance as IEqualityComparer<SyntaxNode>);
        _byName = all.Where(d => d.Owner is null).ToLookup(d => d.Id, StringComparer.Ordinal);
    }

    /// <summary>Everything declared, in the order of the text; values and rules follow their owner.</summary>
    public ImmutableArray<Declared> All { get; }

    public Declared? Of(SyntaxNode node) => _byNode.GetValueOrDefault(node);

    /// <summary>The declarations of a name, without values and rules.</summary>
    public IEnumerable<Declared> Named(string id) => _byName[id];

    public IEnumerable<Declared> OwnedBy(Declared owner) => All.Where(d => d.Owner == owner);

    public static Outline Of(Document document)
    {
        Collector collector = new(document);
        if (document.Tree.Root.Header is { } header)
        {
            NameKind kind = header.Kind == DocumentKind.Guideline ? NameKind.Guideline : NameKind.Vocabulary;
            collector.Add(kind, header.Id, header.Title, header);
        }

        foreach (DeclarationSyntax declaration in document.Tree.Root.Declarations)
        {
            collector.Add(declaration);
        }

        return new Outline(collector.Found.ToImmutable());
    }

    private sealed class Collector(Document document)
    {
        private readonly HashSet<SyntaxNode> _seen = new(ReferenceEqualityComparer.Instance);

        public ImmutableArray<Declared>.Builder Found { get; } = ImmutableArray.CreateBuilder<Declared>();

        public void Add(DeclarationSyntax declaration)
        {
            switch (declaration)
            {
                case SourceDeclaration d:
                    Add(NameKind.Source, d.Id, d.Title, d);
                    break;
                case FactDeclaration d:
                    Declared? fact = Add(NameKind.Fact, d.Id, d.Label, d);
                    AddValues(fact, d.Type is EnumerationType type ? type.Values : []);
                    break;
                case ConstraintDeclaration d:
                    Add(NameKind.Constraint, d.Id, d.Label, d);
                    break;
                case GroupDeclaration d:
                    Add(NameKind.Group, d.Id, d.Label, d);
                    break;
                case DefinitionDeclaration d:
                    Add(NameKind.Definition, d.Id, d.Label, d);
                    break;
                case ClassificationDeclaration d:
                    Declared? classification = Add(NameKind.Classification, d.Id, d.Label, d);
                    AddValues(classification, d.Values);
                    break;
                case ScoreDeclaration d:
                    Add(NameKind.Score, d.Id, d.Label, d);
                    break;
                case ComputeDeclaration d:
                    Add(NameKind.Computed, d.Id, d.Label, d);
                    break;
                case ActionDeclaration d:
                    Add(NameKind.Action, d.Id, d.Label, d);
                    break;
                case ClassDeclaration d:
                    Add(NameKind.Class, d.Id, d.Label, d);
                    break;
                case RegimenDeclaration d:
                    Add(NameKind.Regimen, d.Id, d.Label, d);
                    break;
                case DecisionDeclaration d:
                    Declared? decision = Add(NameKind.Decision, d.Id, d.Label, d);
                    foreach (RuleSyntax rule in d.Items.OfType<RuleSyntax>())
                    {
                        Add(NameKind.Rule, rule.Id, rule.Label, rule, decision);
                    }

                    break;
                case PatientDeclaration d:
                    Add(NameKind.Patient, d.Id, null, d);
                    break;
                case TestDeclaration { Name: { } name } d when _seen.Add(d):
                    Found.Add(new Declared(NameKind.Test, name.Value, null, document, d, name.Span, null));
                    break;
                case TestDeclaration or UseDeclaration or IncompatibleDeclaration or RemarkDeclaration:
                    break;
                default:
                    throw new InvalidOperationException($"{declaration.GetType().Name} is no known declaration.");
            }
        }

        public Declared? Add(NameKind kind, Identifier? id, TextLiteral? label, SyntaxNode node, Declared? owner = null)
        {
            if (id is not { Name.Length: > 0 } || !_seen.Add(node))
            {
                return null;
            }

            Declared declared = new(kind, id.Name, label?.Value, document, node, id.Span, owner);
            Found.Add(declared);
            return declared;
        }

        private void AddValues(Declared? owner, ImmutableArray<ValueDeclaration> values)
        {
            if (owner is null || values.IsDefault)
            {
                return;
            }

            foreach (ValueDeclaration value in values)
            {
                Add(NameKind.Value, value.Id, value.Label, value, owner);
            }
        }
    }
}
