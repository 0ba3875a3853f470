using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The values of enumerations, sets and classifications by their names; a group stands for its values.</summary>
internal sealed class ValueBinder(FileScope scope)
{
    public ValueSet? Set(Symbol subject, ImmutableArray<NamedValue> values, ImmutableArray<ExpressionSyntax> names)
    {
        HashSet<int> ordinals = [];
        bool broken = false;
        foreach (ExpressionSyntax syntax in names)
        {
            if (syntax is MissingExpression)
            {
                broken = true;
            }
            else if (syntax is not NameExpression name)
            {
                scope.Report(TypeDiagnostics.Mismatch(
                    $"{subject.Label} has named values, not numbers.", scope.Locate(syntax), $"write one of {string.Join(", ", values.Select(v => v.Id))}."));
                broken = true;
            }
            else if (Ordinals(subject, values, name.Name) is { } found)
            {
                ordinals.UnionWith(found);
            }
            else
            {
                broken = true;
            }
        }

        return broken ? null : ValueSet.Of(ordinals);
    }

    /// <summary>The enumeration that a comparison is about, when it is about one.</summary>
    public (Symbol Symbol, Enumeration Type)? OrderedSubject(ImmutableArray<ExpressionSyntax> operands)
    {
        foreach (NameExpression name in operands.OfType<NameExpression>())
        {
            if (scope.Peek(name.Name.Name) is not { Kind: SymbolKind.Fact or SymbolKind.Classification, IsBeingBound: false } declared)
            {
                continue;
            }

            bool isEnumeration = declared.Syntax is ClassificationDeclaration or FactDeclaration { Type: EnumerationType { Kind: not EnumerationKind.SetOf } };
            if (!isEnumeration)
            {
                continue;
            }

            switch (scope.Find(name.Name, "a fact or a classification", SymbolKind.Fact, SymbolKind.Classification))
            {
                case Fact { Type: Enumeration type } fact:
                    return (fact, type);
                case Classification classification:
                    return (classification, classification.Type);
            }
        }

        return null;
    }

    public bool IsSubject(ExpressionSyntax operand, Symbol subject) =>
        operand is NameExpression name && name.Name.Name == subject.Id;

    private IEnumerable<int>? Ordinals(Symbol subject, ImmutableArray<NamedValue> values, Identifier id)
    {
        if (values.FirstOrDefault(v => v.Id == id.Name) is { } value)
        {
            return [value.Ordinal];
        }

        if (scope.Peek(id.Name) is { Kind: SymbolKind.Group })
        {
            if (scope.Find(id, "a group", SymbolKind.Group) is not ValueGroup group)
            {
                return null;
            }

            if (group.Fact == subject)
            {
                return group.Values.Ordinals;
            }

            scope.Report(NameDiagnostics.WrongKind(
                id.Name, $"a group of values of {group.Fact.Label}", $"a value of {subject.Label}", scope.Locate(id), group.Location));
            return null;
        }

        string? meant = Spelling.Closest(id.Name, values.Select(v => v.Id));
        scope.Report(NameDiagnostics.UnknownValue(id.Name, subject.Label, values.Select(v => v.Id), meant, scope.Locate(id), subject.Location));
        return null;
    }
}
