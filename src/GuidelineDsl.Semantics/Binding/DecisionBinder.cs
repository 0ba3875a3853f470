using System.Collections.Immutable;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Decisions and their rules. A rule with a broken condition is left out; its error is reported.</summary>
internal sealed class DecisionBinder(FileScope scope)
{
    private readonly ConditionBinder _conditions = new(scope);
    private readonly CitationBinder _citations = new(scope);
    private readonly RuleBinder _rules = new(scope);

    public Decision Bind(DecisionDeclaration syntax)
    {
        Location place = scope.Locate(syntax.Id);
        AtMostOnce<ScopeItem>(syntax, "`for`");
        AtMostOnce<PolicyItem>(syntax, "`choose`");
        AtMostOnce<PartialItem>(syntax, "`partial`");
        ScopeItem? scopeItem = syntax.Items.OfType<ScopeItem>().FirstOrDefault();
        Condition scopeCondition = (scopeItem is null ? null : _conditions.Bind(scopeItem.Condition)) ?? new Constant(true, place);
        RuleSyntax[] rules = [.. syntax.Items.OfType<RuleSyntax>()];
        if (rules.Length == 0)
        {
            scope.Report(NameDiagnostics.Missing($"The decision `{syntax.Id.Name}` has no rule.", place, "write at least one `rule name \"Label\" { when … recommend … cite … }`."));
        }

        foreach (PartialItem partial in syntax.Items.OfType<PartialItem>().Where(p => p.Because is null))
        {
            scope.Report(NameDiagnostics.Missing("`partial` gives no reason.", scope.Locate(partial), "write `partial because \"…\"`."));
        }

        return new Decision(
            syntax.Id.Name,
            FileScope.Label(syntax.Label, syntax.Id),
            scopeCondition,
            syntax.Items.OfType<PolicyItem>().FirstOrDefault()?.Policy ?? ChoicePolicy.One,
            _rules.Bind(rules, syntax.Id.Name),
            [.. syntax.Items.OfType<SilentItem>().Select(BindSilence).OfType<Silence>()],
            syntax.Items.OfType<PartialItem>().FirstOrDefault()?.Because?.Value,
            [.. syntax.Items.OfType<DecisionRemarkItem>().Select(r => _citations.Bind(r.Remark))],
            _citations.Bind(syntax.Items.OfType<DecisionAllowItem>().Select(a => a.Allow)),
            place);
    }

    private void AtMostOnce<T>(DecisionDeclaration syntax, string what)
        where T : DecisionItem
    {
        T[] items = [.. syntax.Items.OfType<T>()];
        if (items.Length > 1)
        {
            scope.Report(NameDiagnostics.Repeated(what, scope.Locate(items[1]), scope.Locate(items[0])));
        }
    }

    private Silence? BindSilence(SilentItem item)
    {
        Condition? condition = _conditions.Bind(item.Condition);
        if (item.Because is null)
        {
            scope.Report(NameDiagnostics.Missing("`silent` gives no reason.", scope.Locate(item), "write `because \"…\"`: what the source leaves out."));
        }

        if (item.Citations.IsEmpty)
        {
            scope.Report(EditorialDiagnostics.MissingCitation("The silence", scope.Locate(item)));
        }

        ImmutableArray<Citation> citations = _citations.Bind(item.Citations);
        return condition is null ? null : new Silence(condition, item.Because?.Value ?? "", citations, scope.Locate(item));
    }
}

/// <summary>The rules of one decision.</summary>
internal sealed class RuleBinder(FileScope scope)
{
    private readonly ConditionBinder _conditions = new(scope);
    private readonly CitationBinder _citations = new(scope);
    private readonly PlanBinder _plans = new(scope);

    public ImmutableArray<Rule> Bind(RuleSyntax[] syntaxes, string decision)
    {
        List<(RuleSyntax Syntax, Condition? Condition, bool IsOtherwise)> bound = [];
        Dictionary<string, RuleSyntax> names = new(StringComparer.Ordinal);
        foreach (RuleSyntax syntax in syntaxes)
        {
            if (!names.TryAdd(syntax.Id.Name, syntax))
            {
                scope.Report(NameDiagnostics.Duplicate(syntax.Id.Name, scope.Locate(names[syntax.Id.Name].Id), scope.Locate(syntax.Id)));
                continue;
            }

            (Condition? condition, bool isOtherwise) = BindWhen(syntax);
            bound.Add((syntax, condition, isOtherwise));
        }

        CheckOtherwise(bound);
        List<(RuleSyntax Syntax, Condition? Condition, bool IsOtherwise)> whole = [.. bound.Where(b => b.Condition is not null || b.IsOtherwise)];
        ImmutableArray<Condition> conditions = [.. whole.Select(b => b.Condition).OfType<Condition>()];
        string[] ids = [.. whole.Select(b => b.Syntax.Id.Name)];
        ImmutableArray<Rule> rules = [.. whole.Select((b, i) => BindRule(b.Syntax, i, b.Condition, conditions, ids, names, decision))];
        ReportCircles(rules);
        return rules;
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

        if (items.Length > 1)
        {
            scope.Report(NameDiagnostics.Repeated("`when`", scope.Locate(items[1]), scope.Locate(items[0])));
        }

        if (items[0].IsOtherwise)
        {
            return (null, true);
        }

        Condition? when = _conditions.Bind(items[0].Condition!);
        if (items[0].Unless is null || when is null)
        {
            return (when, false);
        }

        Location place = scope.Locate(items[0].Unless!);
        return _conditions.Bind(items[0].Unless!) is { } unless ? (new All([when, new Not(unless, place)], scope.Locate(items[0])), false) : (null, false);
    }

    private void CheckOtherwise(List<(RuleSyntax Syntax, Condition? Condition, bool IsOtherwise)> bound)
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
        RuleSyntax syntax, int index, Condition? condition, ImmutableArray<Condition> conditions, string[] ids, Dictionary<string, RuleSyntax> names, string decision)
    {
        Location place = scope.Locate(syntax.Id);
        bool hasAdvice = syntax.Items.OfType<AdviceItem>().Any();
        ImmutableArray<Advice> advice = [.. syntax.Items.OfType<AdviceItem>().SelectMany(a => _plans.Bind(a.Advice))];
        if (!hasAdvice)
        {
            scope.Report(NameDiagnostics.Missing($"The rule `{syntax.Id.Name}` advises nothing.", place, "write `recommend`, `consider`, `avoid` or `contraindicate`; a statement without advice is a `remark`."));
        }

        CiteItem[] cites = [.. syntax.Items.OfType<CiteItem>()];
        if (cites.Length == 0)
        {
            scope.Report(EditorialDiagnostics.MissingCitation($"The rule `{syntax.Id.Name}`", place));
        }

        return new Rule(
            syntax.Id.Name,
            FileScope.Label(syntax.Label, syntax.Id),
            index,
            condition ?? new Not(new Any(conditions, place), place),
            condition is null,
            advice,
            BindEvidence(syntax),
            _citations.Bind(cites.Select(c => c.Citation)),
            syntax.Items.OfType<BecauseItem>().FirstOrDefault()?.Text.Value,
            BindOverrides(syntax, ids, names, decision),
            [.. syntax.Items.OfType<RuleRemarkItem>().Select(r => _citations.Bind(r.Remark))],
            _citations.Bind(syntax.Items.OfType<RuleAllowItem>().Select(a => a.Allow)),
            place);
    }

    private Evidence? BindEvidence(RuleSyntax syntax)
    {
        EvidenceItem[] items = [.. syntax.Items.OfType<EvidenceItem>()];
        if (items.Length == 0)
        {
            return null;
        }

        if (items.Length > 1)
        {
            scope.Report(NameDiagnostics.Repeated("`evidence`", scope.Locate(items[1]), scope.Locate(items[0])));
        }

        string scale = items[0].Scale.Name;
        if (!EvidenceScales.Grades.TryGetValue(scale, out ImmutableArray<ImmutableArray<string>> places))
        {
            scope.Report(NameDiagnostics.UnknownWord(
                scale, "scale of evidence", EvidenceScales.Grades.Keys.Order(StringComparer.Ordinal), Spelling.Closest(scale, EvidenceScales.Grades.Keys), scope.Locate(items[0].Scale)));
            return null;
        }

        ImmutableArray<string> grades = [.. items[0].Grades.Select(g => g.Name)];
        int wrong = grades.Length != places.Length ? 0 : grades.Select((g, i) => places[i].Contains(g)).ToList().IndexOf(false);
        if (grades.Length != places.Length || wrong >= 0)
        {
            string expected = places.Length == 0 ? "no grade" : string.Join(" and ", places.Select(p => $"one of {string.Join(", ", p)}"));
            scope.Report(TypeDiagnostics.Evidence(
                $"The scale {scale} takes {expected}.", scope.Locate(grades.Length == places.Length ? items[0].Grades[wrong] : items[0]), $"for example `{EvidenceScales.Example(scale)}`."));
            return null;
        }

        return new Evidence(scale, grades);
    }

    private ImmutableArray<int> BindOverrides(RuleSyntax syntax, string[] ids, Dictionary<string, RuleSyntax> names, string decision)
    {
        List<int> overridden = [];
        foreach (Identifier id in syntax.Items.OfType<OverridesItem>().SelectMany(o => o.Rules))
        {
            if (id.Name == syntax.Id.Name)
            {
                scope.Report(NameDiagnostics.Overrides($"The rule `{id.Name}` overrides itself.", scope.Locate(id), "name the rule that it wins over."));
            }
            else if (Array.IndexOf(ids, id.Name) is var index and >= 0)
            {
                overridden.Add(index);
            }
            else if (!names.ContainsKey(id.Name))
            {
                scope.Report(NameDiagnostics.UnknownRule(id.Name, decision, Spelling.Closest(id.Name, ids), scope.Locate(id)));
            }
        }

        return [.. overridden.Distinct().Order()];
    }

    /// <summary>Rules that override each other in a circle would cancel all of them.</summary>
    private void ReportCircles(ImmutableArray<Rule> rules)
    {
        foreach (Rule rule in rules)
        {
            HashSet<int> reached = [];
            Stack<int> open = new(rule.Overrides);
            while (open.TryPop(out int next))
            {
                if (reached.Add(next))
                {
                    foreach (int further in rules[next].Overrides)
                    {
                        open.Push(further);
                    }
                }
            }

            if (reached.Contains(rule.Index))
            {
                scope.Report(NameDiagnostics.Overrides(
                    $"The rules {string.Join(", ", reached.Order().Select(i => $"`{rules[i].Id}`"))} override one another in a circle.", rule.Location, "decide which one wins."));
                return;
            }
        }
    }
}
