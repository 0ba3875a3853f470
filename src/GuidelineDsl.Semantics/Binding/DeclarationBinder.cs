using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The symbol of one declaration, except decisions and tests. Null after a report.</summary>
internal sealed class DeclarationBinder(FileScope scope, Func<Declared, int> ordinal)
{
    private readonly ConditionBinder _conditions = new(scope);

    public Symbol? Bind(Declared declared)
    {
        Location place = declared.Location;
        switch (declared.Syntax)
        {
            case FactDeclaration d:
                return new TypeBinder(scope).Bind(d.Type) is { } type
                    ? new Fact(d.Id.Name, FileScope.Label(d.Label, d.Id), type, d.IsRequired, d.IsJudgement, ordinal(declared), place)
                    : null;
            case ActionDeclaration d:
                return new ActionBinder(scope).BindAction(d, ordinal(declared), place);
            case GroupDeclaration d:
                return new GroupBinder(scope).Bind(d, place);
            case ClassDeclaration d:
                return new ActionBinder(scope).BindClass(d, place);
            case RegimenDeclaration d:
                return new ActionBinder(scope).BindRegimen(d, place);
            case ConstraintDeclaration d:
                return _conditions.Bind(d.Condition) is { } constraint ? new Constraint(d.Id.Name, FileScope.Label(d.Label, d.Id), constraint, place) : null;
            case DefinitionDeclaration d:
                return _conditions.Bind(d.Condition) is { } condition ? new Definition(d.Id.Name, FileScope.Label(d.Label, d.Id), condition, place) : null;
            case ClassificationDeclaration d:
                return new DerivedBinder(scope).BindClassification(d, place);
            case ScoreDeclaration d:
                return new DerivedBinder(scope).BindScore(d, place);
            case ComputeDeclaration d:
                return new ComputedBinder(scope).Bind(d, place);
            case SourceDeclaration d:
                return new MetadataBinder(scope).BindSource(d, place);
            case PatientDeclaration d:
                return new PatientBinder(scope.WithoutUse()).Bind(d.Patient) is { } patient ? new NamedPatient(d.Id.Name, patient, place) : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(declared), declared.Syntax.GetType().Name);
        }
    }
}

/// <summary>A patient that tests may start from.</summary>
internal sealed class NamedPatient(string id, Patient patient, Location location)
    : Symbol(id, id, location)
{
    public Patient Patient { get; } = patient;
}

/// <summary>Groups of a fact's values.</summary>
internal sealed class GroupBinder(FileScope scope)
{
    private readonly ValueBinder _values = new(scope);

    public ValueGroup? Bind(GroupDeclaration syntax, Location place)
    {
        if (scope.Find(syntax.Fact, "a fact with named values", SymbolKind.Fact) is not Fact fact)
        {
            return null;
        }

        if (fact.Type is not (Enumeration or SetOf))
        {
            scope.Wrong(syntax.Fact, $"{fact.Label} has no named values to group.", "define a condition instead: `define … = …`.");
            return null;
        }

        ImmutableArray<NamedValue> values = fact.Type is Enumeration enumeration ? enumeration.Values : ((SetOf)fact.Type).Values;
        ValueSet? members = _values.Set(fact, values, [.. syntax.Members.Select(m => new NameExpression(m))]);
        ValueSet? except = _values.Set(fact, values, [.. syntax.Except.Select(m => new NameExpression(m))]);
        if (members is null || except is null)
        {
            return null;
        }

        if (except.Ordinals.FirstOrDefault(o => !members.Contains(o), -1) is var stranger and >= 0)
        {
            scope.Wrong(syntax.Except.FirstOrDefault(e => e.Name == values[stranger].Id) ?? syntax.Except[0], $"`{values[stranger].Id}` is left out of a group that does not have it.", "remove it from the list behind `except`.");
            return null;
        }

        ValueSet rest = ValueSet.Of(members.Ordinals.Where(o => !except.Contains(o)));
        if (rest.Ordinals.IsEmpty)
        {
            scope.Report(TypeDiagnostics.InvalidType($"The group `{syntax.Id.Name}` has no value.", place, "name at least one value."));
            return null;
        }

        return new ValueGroup(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), fact, rest, place);
    }
}
