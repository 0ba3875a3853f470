using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Actions, and what is made of them: classes, regimens, incompatibilities. Null after a report.</summary>
internal sealed class ActionBinder(FileScope scope)
{
    private static readonly Dictionary<string, ActionKind> Kinds = new(StringComparer.Ordinal)
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

    private readonly CitationBinder _citations = new(scope);

    public ClinicalAction BindAction(ActionDeclaration syntax, int number, Location place)
    {
        ActionKind kind = ActionKind.Other;
        if (syntax.Kind is { } word && !Kinds.TryGetValue(word.Name, out kind))
        {
            scope.Report(NameDiagnostics.UnknownWord(word.Name, "kind of action", Kinds.Keys.Order(StringComparer.Ordinal), Spelling.Closest(word.Name, Kinds.Keys), scope.Locate(word)));
            kind = ActionKind.Other;
        }

        return new ClinicalAction(
            syntax.Id.Name,
            FileScope.Label(syntax.Label, syntax.Id),
            kind,
            [.. syntax.Properties.Where(p => p.Key.Name == "synonyms").SelectMany(p => p.Texts).Select(t => t.Value)],
            syntax.Properties.FirstOrDefault(p => p.Key.Name == "note")?.Texts.FirstOrDefault()?.Value,
            number,
            place);
    }

    public ActionClass? BindClass(ClassDeclaration syntax, Location place)
    {
        List<ClinicalAction>? members = Gather(syntax.Members);
        List<ClinicalAction>? except = Gather(syntax.Except);
        if (members is null || except is null)
        {
            return null;
        }

        HashSet<ClinicalAction> all = [.. members];
        if (except.FirstOrDefault(a => !all.Contains(a)) is { } stranger)
        {
            scope.Report(TypeDiagnostics.Plan($"`{stranger.Id}` is left out of a class that does not have it.", scope.Locate(syntax.Except.FirstOrDefault(e => e.Name == stranger.Id) ?? syntax.Except[0]), "remove it from the list behind `except`."));
            return null;
        }

        HashSet<ClinicalAction> leftOut = [.. except];
        ImmutableArray<ClinicalAction> rest = [.. members.Where(m => !leftOut.Contains(m))];
        if (rest.IsEmpty)
        {
            scope.Report(TypeDiagnostics.Plan($"The class `{syntax.Id.Name}` has no member.", place, "name at least one action."));
            return null;
        }

        return new ActionClass(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), rest, place);
    }

    public Regimen? BindRegimen(RegimenDeclaration syntax, Location place)
    {
        List<ClinicalAction> parts = [];
        bool broken = false;
        foreach (Identifier id in syntax.Parts)
        {
            ImmutableArray<ClinicalAction> added = [];
            switch (scope.Find(id, "an action or a regimen", SymbolKind.Action, SymbolKind.Regimen))
            {
                case ClinicalAction action:
                    added = [action];
                    break;
                case Regimen regimen:
                    added = regimen.Parts;
                    break;
                default:
                    broken = true;
                    break;
            }

            if (added.FirstOrDefault(parts.Contains) is { } twice)
            {
                scope.Report(TypeDiagnostics.Plan($"`{twice.Id}` stands twice in the regimen `{syntax.Id.Name}`.", scope.Locate(id), "name each action once."));
                broken = true;
            }

            parts.AddRange(added);
        }

        return broken ? null : new Regimen(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), [.. parts], place);
    }

    public Incompatibility? BindIncompatible(IncompatibleDeclaration syntax)
    {
        ImmutableArray<Citation> citations = _citations.Bind(syntax.Citations);
        if (syntax.Because is null)
        {
            scope.Report(NameDiagnostics.Missing("The incompatibility gives no reason.", scope.Locate(syntax), "write `because \"…\"`."));
        }

        if (syntax.Citations.IsEmpty)
        {
            scope.Report(EditorialDiagnostics.MissingCitation("The incompatibility", scope.Locate(syntax)));
        }

        if (syntax.Members.Length < 2)
        {
            scope.Report(TypeDiagnostics.Plan("An incompatibility names at least two actions or classes.", scope.Locate(syntax), "write `incompatible { a, b } because \"…\"`."));
            return null;
        }

        List<ImmutableArray<ClinicalAction>> members = [];
        bool broken = false;
        foreach (Identifier id in syntax.Members)
        {
            if (Actions(id) is not { } actions)
            {
                broken = true;
                continue;
            }

            if (actions.FirstOrDefault(a => members.Any(m => m.Contains(a))) is { } twice)
            {
                scope.Report(TypeDiagnostics.Plan($"`{twice.Id}` would be incompatible with itself.", scope.Locate(id), "name it in one of the members only; leave it out of a class with `except`."));
                broken = true;
            }

            members.Add(actions);
        }

        return broken ? null : new Incompatibility([.. members], syntax.Because?.Value ?? "", citations, scope.Locate(syntax));
    }

    /// <summary>The actions of a list, each once; naming one again is reported.</summary>
    private List<ClinicalAction>? Gather(ImmutableArray<Identifier> names)
    {
        List<ClinicalAction> gathered = [];
        HashSet<ClinicalAction> known = [];
        Dictionary<string, Identifier> seen = new(StringComparer.Ordinal);
        bool broken = false;
        foreach (Identifier id in names)
        {
            if (!seen.TryAdd(id.Name, id))
            {
                scope.Report(NameDiagnostics.Repeated($"`{id.Name}`", scope.Locate(id), scope.Locate(seen[id.Name])));
                continue;
            }

            ImmutableArray<ClinicalAction>? actions = Actions(id);
            broken |= actions is null;
            gathered.AddRange((actions ?? []).Where(known.Add));
        }

        return broken ? null : gathered;
    }

    /// <summary>An action, or the members of a class.</summary>
    private ImmutableArray<ClinicalAction>? Actions(Identifier id) => scope.Find(id, "an action or a class", SymbolKind.Action, SymbolKind.Class) switch
    {
        ClinicalAction action => [action],
        ActionClass members => members.Members,
        _ => null,
    };
}
