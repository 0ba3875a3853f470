using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The rules of one decision.</summary>
internal sealed class RuleBinder(FileScope scope)
{
    private readonly ConditionBinder _conditions = new(scope);
    private readonly CitationBinder _citations = new(scope);
    private readonly PlanBinder _plans = new(scope);

    public ImmutableArray<Rule> Bind(RuleSyntax[] syntaxes, string decision)
    {
        List<BoundRule> bound = [];
        Dictionary<string, RuleSyntax> names = new(StringComparer.Ordinal);
        foreach (RuleSyntax syntax in syntaxes)
        {
            if (!names.TryAdd(syntax.Id.Name, syntax))
            {
                scope.Report(NameDiagnostics.Duplicate(syntax.Id.Name, scope.Locate(names[syntax.Id.Name].Id), scope.Locate(syntax.Id)));
                continue;
            }

            (Condition? condition, bool isOtherwise) = BindWhen(syntax);
            bound.Add(new BoundRule(syntax, condition, isOtherwise));
        }

        CheckOtherwise(bound);
        foreach (ImmutableArray<RuleSyntax> circle in OverrideCircles.Find(syntaxes))
        {
            string way = Listing.Of(circle.Append(circle[0]).Select(r => $"`{r.Id.Name}`"), " → ");
            scope.Report(NameDiagnostics.Overrides($"The rules {way} override one another in a circle.", scope.Locate(circle[0].Id), "decide which one wins."));
        }

        List<BoundRule> whole = [.. bound.Where(b => b.Condition is not null || b.IsOtherwise)];
        ImmutableArray<Condition> conditions = [.. whole.Select(b => b.Condition).OfType<Condition>()];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < whole.Count; i++)
        {
            places.Add(whole[i].Syntax.Id.Name, i);
        }

        return [.. whole.Select((b, i) => BindRule(b.Syntax, i, b.Condition, conditions, places, names, decision))];
    }

    private (Condition? Condition, bool IsOtherwise) BindWhen(RuleSyntax syntax)
    {
        WhenItem[] items = [.. syntax.Items.OfType<WhenItem>()];
        if (items.Length == 0)
        {
            scope.Report(NameDiagnostics.Missing(
                $"The rule `{syntax.Id.Name}` does not say for which patients it is.", scope.Locate(syntax.Id), "write `when …`, `when everyone` or `otherwise`."));
            return (null, false);
        }

        AtMostOnce(items, "`when` or `otherwise`");
        if (items[0].IsOtherwise)
        {
            return (null, true);
        }

        Condition? when = _conditions.Bind(items[0].Condition!);
        Condition? unless = items[0].Unless is null ? null : _conditions.Bind(items[0].Unless!);
        if (items[0].Unless is null || when is null)
        {
            return (when, false);
        }

        Location place = scope.Locate(items[0].Unless!);
        return unless is null ? (null, false) : (new All([when, new Not(unless, place)], scope.Locate(items[0])), false);
    }

    private void AtMostOnce<T>(T[] items, string what)
        where T : RuleItem
    {
        foreach (T again in items.Skip(1))
        {
            scope.Report(NameDiagnostics.Repeated(what, scope.Locate(again), scope.Locate(items[0])));
        }
    }

    private void CheckOtherwise(List<BoundRule> bound)
    {
        int first = bound.FindIndex(b => b.IsOtherwise);
        if (first >= 0 && first < bound.Count - 1)
        {
            scope.Report(TypeDiagnostics.Otherwise(
                $"`otherwise` stands for all patients whom no other rule covers, and rules follow `{bound[first].Syntax.Id.Name}`.", scope.Locate(bound[first].Syntax.Id), "write it once, in the last rule."));
            bound.RemoveAll(b => b.IsOtherwise);
        }
    }

    private Rule BindRule(
        RuleSyntax syntax, int index, Condition? condition, ImmutableArray<Condition> conditions, Dictionary<string, int> places, Dictionary<string, RuleSyntax> names, string decision)
    {
        Location place = scope.Locate(syntax.Id);
        bool hasAdvice = syntax.Items.OfType<AdviceItem>().Any();
        ImmutableArray<Advice> advice = [.. syntax.Items.OfType<AdviceItem>().SelectMany(a => _plans.Bind(a.Advice))];
        if (!hasAdvice)
        {
            scope.Report(NameDiagnostics.Missing($"The rule `{syntax.Id.Name}` advises nothing.", place, "write `recommend`, `consider`, `avoid` or `contraindicate`; a statement without advice is a `remark`."));
        }

        AtMostOnce([.. syntax.Items.OfType<BecauseItem>()], "`because`");
        CiteItem[] cites = [.. syntax.Items.OfType<CiteItem>()];
        if (cites.Length == 0)
        {
            scope.Report(EditorialDiagnostics.MissingCitation($"The rule `{syntax.Id.Name}`", place));
        }

        return new Rule(
            syntax.Id.Name,
            FileScope.Label(syntax.Label, syntax.Id),
            index,
            condition ?? Otherwise(conditions, scope.Locate(syntax.Items.OfType<WhenItem>().First())),
            condition is null,
            advice,
            BindEvidence(syntax),
            _citations.Bind(cites.Select(c => c.Citation)),
            syntax.Items.OfType<BecauseItem>().FirstOrDefault()?.Text.Value,
            BindOverrides(syntax, places, names, decision),
            [.. syntax.Items.OfType<RuleRemarkItem>().Select(r => _citations.Bind(r.Remark))],
            _citations.Bind(syntax.Items.OfType<RuleAllowItem>().Select(a => a.Allow)),
            place);
    }

    private static Condition Otherwise(ImmutableArray<Condition> others, Location place) =>
        others.IsEmpty ? new Constant(true, place) : new Not(new Any(others, place), place);

    private Evidence? BindEvidence(RuleSyntax syntax)
    {
        EvidenceItem[] items = [.. syntax.Items.OfType<EvidenceItem>()];
        if (items.Length == 0)
        {
            return null;
        }

        AtMostOnce(items, "`evidence`");

        string scale = items[0].Scale.Name;
        if (!EvidenceScales.Grades.TryGetValue(scale, out string[][]? places))
        {
            scope.Report(NameDiagnostics.UnknownWord(
                scale, "scale of evidence", EvidenceScales.Grades.Keys.Order(StringComparer.Ordinal), Spelling.Closest(scale, EvidenceScales.Grades.Keys), scope.Locate(items[0].Scale)));
            return null;
        }

        ImmutableArray<string> grades = [.. items[0].Grades.Select(g => g.Name)];
        int wrong = 0;
        while (wrong < grades.Length && wrong < places.Length && places[wrong].Contains(grades[wrong]))
        {
            wrong++;
        }

        if (grades.Length != places.Length || wrong < grades.Length)
        {
            string expected = places.Length == 0 ? "no grade" : string.Join(" and ", places.Select(p => $"one of {string.Join(", ", p)}"));
            scope.Report(TypeDiagnostics.Evidence(
                places.Length == 0 ? $"`{scale}` takes no grade." : $"The scale {scale} takes {expected}.", scope.Locate(grades.Length == places.Length ? items[0].Grades[wrong] : items[0]), $"for example `{EvidenceScales.Example(scale)}`."));
            return null;
        }

        return new Evidence(scale, grades);
    }

    private ImmutableArray<int> BindOverrides(RuleSyntax syntax, Dictionary<string, int> places, Dictionary<string, RuleSyntax> names, string decision)
    {
        List<int> overridden = [];
        foreach (Identifier id in syntax.Items.OfType<OverridesItem>().SelectMany(o => o.Rules))
        {
            if (id.Name == syntax.Id.Name)
            {
                scope.Report(NameDiagnostics.Overrides($"The rule `{id.Name}` overrides itself.", scope.Locate(id), "name the rule that it wins over."));
            }
            else if (places.TryGetValue(id.Name, out int index))
            {
                overridden.Add(index);
            }
            else if (!names.ContainsKey(id.Name))
            {
                scope.Report(NameDiagnostics.UnknownRule(id.Name, decision, scope.Similar(id.Name, places.Keys), scope.Locate(id)));
            }
        }

        return [.. new SortedSet<int>(overridden)];
    }

    private sealed record BoundRule(RuleSyntax Syntax, Condition? Condition, bool IsOtherwise);
}
