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
        foreach (T again in items.Skip(1))
        {
            scope.Report(NameDiagnostics.Repeated(what, scope.Locate(again), scope.Locate(items[0])));
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
