using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The values of enumerations, sets and classifications by their names; a group stands for its values.</summary>
internal sealed class ValueBinder(FileScope scope)
{
    /// <summary>The values that are named; null after a report.</summary>
    public ValueSet? Set(Symbol subject, ImmutableArray<NamedValue> values, ImmutableArray<ExpressionSyntax> names)
    {
        HashSet<int> ordinals = [];
        Dictionary<string, Identifier> seen = new(StringComparer.Ordinal);
        bool broken = false;
        foreach (ExpressionSyntax syntax in names)
        {
            if (Ordinals(subject, values, syntax) is not { } found)
            {
                broken = true;
                continue;
            }

            Identifier name = ((NameExpression)syntax).Name;
            if (!seen.TryAdd(name.Name, name))
            {
                scope.Report(NameDiagnostics.Repeated($"`{name.Name}`", scope.Locate(name), scope.Locate(seen[name.Name])));
            }

            ordinals.UnionWith(found);
        }

        return broken ? null : ValueSet.Of(ordinals);
    }

    /// <summary>The one value that is named, where a group cannot stand; null after a report.</summary>
    public int? Single(Symbol subject, ImmutableArray<NamedValue> values, ExpressionSyntax syntax)
    {
        if (syntax is NameExpression { Name: var id } && values.All(v => v.Id != id.Name) && scope.Peek(id.Name) is { Kind: SymbolKind.Group } group)
        {
            scope.Report(NameDiagnostics.WrongKind(id.Name, "a group of values", $"one value of {subject.Label}", scope.Locate(id), group.Location, $"write one of {Listing.Of(values.Select(v => v.Id))}."));
            return null;
        }

        return Ordinals(subject, values, syntax)?.First();
    }

    /// <summary>
    /// The fact or classification with named values that a comparison is about; the symbol is null when it is about one whose
    /// declaration is broken, the whole when it is about none.
    /// </summary>
    public (Symbol? Symbol, Enumeration? Type)? EnumerationAmong(ImmutableArray<ExpressionSyntax> operands)
    {
        foreach (NameExpression name in operands.OfType<NameExpression>())
        {
            bool hasNamedValues = scope.Peek(name.Name.Name)?.Syntax
                is ClassificationDeclaration or FactDeclaration { Type: EnumerationType { Kind: not EnumerationKind.SetOf } };
            if (hasNamedValues)
            {
                return scope.Find(name.Name, "a fact or a classification", SymbolKind.Fact, SymbolKind.Classification) switch
                {
                    Fact { Type: Enumeration type } fact => (fact, type),
                    Classification classification => (classification, classification.Type),
                    _ => (null, null),
                };
            }
        }

        return null;
    }

    /// <summary>Whether what stands there is the name of the symbol.</summary>
    public static bool Names(ExpressionSyntax operand, Symbol subject) => operand is NameExpression name && name.Name.Name == subject.Id;

    /// <summary>Whether the enumeration, set or classification of that name has a value of that name.</summary>
    public bool HasValue(Identifier subject, string value) => scope.Peek(subject.Name) is { } declared && scope.OwnersOfValue(value).Contains(declared);

    private IEnumerable<int>? Ordinals(Symbol subject, ImmutableArray<NamedValue> values, ExpressionSyntax syntax)
    {
        if (syntax is MissingExpression)
        {
            return null;
        }

        if (syntax is not NameExpression { Name: var id })
        {
            scope.Wrong(syntax, $"{subject.Label} has named values, and `{scope.Locate(syntax).Text}` is none of them.", $"write one of {Listing.Of(values.Select(v => v.Id))}.");
            return null;
        }

        if (values.FirstOrDefault(v => v.Id == id.Name) is { } value)
        {
            return [value.Ordinal];
        }

        if (scope.Peek(id.Name) is { Kind: SymbolKind.Group })
        {
            return GroupOf(subject, values, id);
        }

        string? meant = scope.Similar(id.Name, values.Select(v => v.Id));
        scope.Report(NameDiagnostics.UnknownValue(id.Name, subject.Label, values.Select(v => v.Id), meant, scope.Locate(id), subject.Location, HelpFor(id.Name)));
        return null;
    }

    private IEnumerable<int>? GroupOf(Symbol subject, ImmutableArray<NamedValue> values, Identifier id)
    {
        switch (scope.Find(id, "a group", SymbolKind.Group))
        {
            case null:
                return null;
            case ValueGroup group when group.Fact == subject:
                return group.Values.Ordinals;
            case Symbol other:
                scope.Report(NameDiagnostics.WrongKind(
                    id.Name, $"a group of values of {((ValueGroup)other).Fact.Label}", $"a value of {subject.Label}", scope.Locate(id), other.Location, $"write one of {Listing.Of(values.Select(v => v.Id))}."));
                return null;
        }
    }

    /// <summary>What the author may have thought of, when the name is no value here but something elsewhere.</summary>
    private string? HelpFor(string name) => scope.OwnersOfValue(name) is [Declared owner]
        ? $"did you mean the fact `{owner.Name}`? `{name}` is one of its values."
        : scope.Peek(name) is { } declared && declared.Kind is SymbolKind.Fact or SymbolKind.Definition or SymbolKind.Classification
            ? $"`{name}` is {declared.Kind.Words()}; two of them cannot be compared by name. Write one of the values."
            : null;
}
