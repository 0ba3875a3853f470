using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The symbol of one declaration, except decisions and tests. Null after a report.</summary>
internal sealed class DeclarationBinder(FileScope scope, Func<Declared, int> ordinal)
{
    private static readonly Dictionary<string, ActionKind> ActionKinds = new(StringComparer.Ordinal)
    {
        ["drug"] = ActionKind.Drug,
        ["procedure"] = ActionKind.Procedure,
        ["surgery"] = ActionKind.Surgery,
        ["radiotherapy"] = ActionKind.Radiotherapy,
        ["test"] = ActionKind.Test,
        ["imaging"] = ActionKind.Imaging,
        ["follow_up"] = ActionKind.FollowUp,
        ["observation"] = ActionKind.Observation,
        ["supportive"] = ActionKind.Supportive,
        ["referral"] = ActionKind.Referral,
        ["trial"] = ActionKind.Trial,
        ["other"] = ActionKind.Other,
    };

    private readonly ConditionBinder _conditions = new(scope);
    private readonly TypeBinder _types = new(scope);
    private readonly CitationBinder _citations = new(scope);

    public Symbol? Bind(Declared declared)
    {
        Location place = declared.Location;
        switch (declared.Syntax)
        {
            case FactDeclaration d:
                return _types.Bind(d.Type) is { } type
                    ? new Fact(d.Id.Name, FileScope.Label(d.Label, d.Id), type, d.IsRequired, d.IsJudgement, ordinal(declared), place)
                    : null;
            case ActionDeclaration d:
                return BindAction(d, ordinal(declared), place);
            case GroupDeclaration d:
                return BindGroup(d, place);
            case ClassDeclaration d:
                return BindClass(d, place);
            case RegimenDeclaration d:
                return BindRegimen(d, place);
            case ConstraintDeclaration d:
                return _conditions.Bind(d.Condition) is { } constraint ? new Constraint(d.Id.Name, FileScope.Label(d.Label, d.Id), constraint, place) : null;
            case DefinitionDeclaration d:
                return _conditions.Bind(d.Condition) is { } condition ? new Definition(d.Id.Name, FileScope.Label(d.Label, d.Id), condition, place) : null;
            case ClassificationDeclaration d:
                return BindClassification(d, place);
            case ScoreDeclaration d:
                return BindScore(d, place);
            case ComputeDeclaration d:
                return new ComputedBinder(scope).Bind(d, _types.Bind(d.Type), place);
            case SourceDeclaration d:
                return new MetadataBinder(scope).BindSource(d, place);
            default:
                throw new ArgumentOutOfRangeException(nameof(declared), declared.Syntax.GetType().Name);
        }
    }

    public Incompatibility? BindIncompatible(IncompatibleDeclaration syntax)
    {
        List<ImmutableArray<ClinicalAction>> members = [];
        foreach (Identifier id in syntax.Members)
        {
            if (Actions(id) is { } actions)
            {
                members.Add(actions);
            }
        }

        ImmutableArray<Citation> citations = _citations.Bind(syntax.Citations);
        if (syntax.Because is null)
        {
            scope.Report(NameDiagnostics.Missing("The incompatibility gives no reason.", scope.Locate(syntax), "write `because \"…\"`."));
        }

        if (syntax.Citations.IsEmpty)
        {
            scope.Report(EditorialDiagnostics.MissingCitation("The incompatibility", scope.Locate(syntax)));
        }

        return new Incompatibility([.. members], syntax.Because?.Value ?? "", citations, scope.Locate(syntax));
    }

    private ClinicalAction? BindAction(ActionDeclaration syntax, int number, Location place)
    {
        List<string> synonyms = [];
        string? note = null;
        foreach (PropertySyntax property in syntax.Properties)
        {
            switch (property.Key.Name)
            {
                case "synonyms" or "synonym":
                    synonyms.AddRange(property.Texts.Select(t => t.Value));
                    break;
                case "note":
                    note = property.Texts.FirstOrDefault()?.Value;
                    break;
                default:
                    string[] allowed = ["synonyms", "note"];
                    scope.Report(NameDiagnostics.UnknownWord(
                        property.Key.Name, "item of an action", allowed, Spelling.Closest(property.Key.Name, allowed), scope.Locate(property.Key)));
                    break;
            }
        }

        ActionKind kind = ActionKind.Other;
        if (syntax.Kind is { } word && !ActionKinds.TryGetValue(word.Name, out kind))
        {
            scope.Report(NameDiagnostics.UnknownWord(
                word.Name, "kind of action", ActionKinds.Keys, Spelling.Closest(word.Name, ActionKinds.Keys), scope.Locate(word)));
            kind = ActionKind.Other;
        }

        return new ClinicalAction(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), kind, [.. synonyms], note, number, place);
    }

    private ValueGroup? BindGroup(GroupDeclaration syntax, Location place)
    {
        if (scope.Find(syntax.Fact, "a fact with named values", SymbolKind.Fact) is not Fact fact)
        {
            return null;
        }

        ImmutableArray<NamedValue> values = fact.Type switch
        {
            Enumeration e => e.Values,
            SetOf s => s.Values,
            _ => [],
        };
        if (values.IsEmpty)
        {
            scope.Report(TypeDiagnostics.Mismatch($"{fact.Label} has no named values to group.", scope.Locate(syntax.Fact), "define a condition instead: `define … = …`."));
            return null;
        }

        ValueBinder binder = new(scope);
        ValueSet? members = binder.Set(fact, values, [.. syntax.Members.Select(m => new NameExpression(m))]);
        ValueSet? except = binder.Set(fact, values, [.. syntax.Except.Select(m => new NameExpression(m))]);
        return members is null || except is null
            ? null
            : new ValueGroup(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), fact, ValueSet.Of(members.Ordinals.Where(o => !except.Contains(o))), place);
    }

    private ActionClass? BindClass(ClassDeclaration syntax, Location place)
    {
        List<ClinicalAction> members = [];
        bool broken = false;
        foreach (Identifier id in syntax.Members)
        {
            ImmutableArray<ClinicalAction>? actions = Actions(id);
            broken |= actions is null;
            members.AddRange((actions ?? []).Where(a => !members.Contains(a)));
        }

        foreach (Identifier id in syntax.Except)
        {
            ImmutableArray<ClinicalAction>? actions = Actions(id);
            broken |= actions is null;
            members.RemoveAll(m => (actions ?? []).Contains(m));
        }

        return broken ? null : new ActionClass(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), [.. members], place);
    }

    /// <summary>An action, or the members of a class.</summary>
    private ImmutableArray<ClinicalAction>? Actions(Identifier id) => scope.Find(id, "an action or a class", SymbolKind.Action, SymbolKind.Class) switch
    {
        ClinicalAction action => [action],
        ActionClass members => members.Members,
        _ => null,
    };

    private Regimen? BindRegimen(RegimenDeclaration syntax, Location place)
    {
        List<ClinicalAction> parts = [];
        bool broken = false;
        foreach (Identifier id in syntax.Parts)
        {
            switch (scope.Find(id, "an action or a regimen", SymbolKind.Action, SymbolKind.Regimen))
            {
                case ClinicalAction action when !parts.Contains(action):
                    parts.Add(action);
                    break;
                case Regimen regimen:
                    parts.AddRange(regimen.Parts.Where(p => !parts.Contains(p)));
                    break;
                case null:
                    broken = true;
                    break;
                default:
                    scope.Report(TypeDiagnostics.Plan($"`{id.Name}` stands twice in the regimen.", scope.Locate(id), "name each action once."));
                    break;
            }
        }

        return broken ? null : new Regimen(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), [.. parts], place);
    }

    private Classification? BindClassification(ClassificationDeclaration syntax, Location place)
    {
        ImmutableArray<NamedValue> values = _types.Values(syntax.Values);
        List<(int Value, Condition? Condition, ClassificationBranch Syntax)> branches = [];
        bool broken = false;
        foreach (ClassificationBranch branch in syntax.Branches)
        {
            int value = values.IndexOf(values.FirstOrDefault(v => v.Id == branch.Value.Name)!);
            if (value < 0)
            {
                string? meant = Spelling.Closest(branch.Value.Name, values.Select(v => v.Id));
                scope.Report(NameDiagnostics.UnknownValue(
                    branch.Value.Name, $"`{syntax.Id.Name}`", values.Select(v => v.Id), meant, scope.Locate(branch.Value), null));
                broken = true;
                continue;
            }

            Condition? condition = branch.Condition is null ? null : _conditions.Bind(branch.Condition);
            broken |= branch.Condition is not null && condition is null;
            branches.Add((value, condition, branch));
        }

        broken |= !CheckOtherwise(branches);
        if (syntax.Citations.IsEmpty)
        {
            scope.Report(EditorialDiagnostics.MissingCitation($"The classification `{syntax.Id.Name}`", place));
        }

        if (broken || values.IsEmpty)
        {
            return null;
        }

        ImmutableArray<Condition> others = [.. branches.Select(b => b.Condition).OfType<Condition>()];
        return new Classification(
            syntax.Id.Name,
            FileScope.Label(syntax.Label, syntax.Id),
            new Enumeration(values, syntax.IsOrdered),
            syntax.ChooseFirst,
            [
                .. branches.Select(b => new Branch(
                    b.Value, b.Condition ?? new Not(new Any(others, scope.Locate(b.Syntax)), scope.Locate(b.Syntax)), b.Condition is null, scope.Locate(b.Syntax))),
            ],
            _citations.Bind(syntax.Citations),
            _citations.Bind(syntax.Allows),
            place);
    }

    private bool CheckOtherwise(List<(int Value, Condition? Condition, ClassificationBranch Syntax)> branches)
    {
        int first = branches.FindIndex(b => b.Syntax.Condition is null);
        if (first < 0 || first == branches.Count - 1)
        {
            return true;
        }

        scope.Report(TypeDiagnostics.Otherwise(
            "`otherwise` stands for all patients whom no other line covers, and lines follow it.", scope.Locate(branches[first].Syntax), "write it once, as the last line."));
        return false;
    }

    private Score? BindScore(ScoreDeclaration syntax, Location place)
    {
        List<PointLine> lines = [];
        bool broken = false;
        foreach (ScoreLine line in syntax.Lines)
        {
            Rational? points = TypeBinder.Plain(line.Points);
            Condition? condition = _conditions.Bind(line.Condition);
            if (points is { } value && condition is not null)
            {
                lines.Add(new PointLine(value, condition, scope.Locate(line)));
            }
            else
            {
                broken = true;
            }
        }

        if (syntax.Citations.IsEmpty)
        {
            scope.Report(EditorialDiagnostics.MissingCitation($"The score `{syntax.Id.Name}`", place));
        }

        return broken
            ? null
            : new Score(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), [.. lines], _citations.Bind(syntax.Citations), _citations.Bind(syntax.Allows), place);
    }
}
