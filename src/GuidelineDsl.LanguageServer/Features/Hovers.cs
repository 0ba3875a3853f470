using System.Text;
using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>What a name means: its label, its values or unit, where it is used; of a rule, its patients.</summary>
internal static class Hovers
{
    private const int MostUses = 8;

    public static Hover? At(Snapshot snapshot, Document document, int offset)
    {
        Project project = snapshot.ProjectOf(document);
        return project.Names.At(document, offset) is { } found
            ? new Hover(MarkupContent.Markdown(Describe(project, found.Target)), document.RangeOf(found.Span))
            : null;
    }

    public static string Describe(Project project, Declared target)
    {
        StringBuilder text = new();
        text.Append($"**{Escape(target.Words)}** – {target.KindInWords} `{target}`");
        Wording wording = new(project, target.Document);
        foreach (string line in Details(project, wording, target))
        {
            text.Append("\n\n").Append(line);
        }

        if (Uses(project, target) is { } uses)
        {
            text.Append("\n\n").Append(uses);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Details(Project project, Wording wording, Declared target)
    {
        switch (target.Node)
        {
            case FactDeclaration fact:
                yield return Escape(Capital(wording.Type(fact.Type)));
                if (fact.IsRequired)
                {
                    yield return "Required: every patient must have it.";
                }

                if (fact.IsJudgement)
                {
                    yield return "A judgement: the source leaves it to the clinician.";
                }

                break;
            case ValueDeclaration when target.Owner is { } owner:
                yield return $"Of {Escape(owner.Words)}";
                break;
            case GroupDeclaration group:
                yield return Escape($"Of {wording.Name(group.Fact)}: {string.Join(", ", group.Members.Select(wording.Name))}")
                    + (group.Except.Length == 0 ? "" : Escape($", except {string.Join(", ", group.Except.Select(wording.Name))}"));
                break;
            case DefinitionDeclaration definition:
                yield return Escape(wording.Condition(definition.Condition));
                break;
            case ConstraintDeclaration constraint:
                yield return Escape($"True of every patient: {wording.Condition(constraint.Condition)}");
                break;
            case ClassificationDeclaration classification:
                yield return Table("value", "patients", classification.Branches.Select(b =>
                    (wording.Name(b.Value), b.Condition is null ? "otherwise" : wording.Condition(b.Condition))));
                break;
            case ScoreDeclaration score:
                yield return Table("points", "patients", score.Lines.Select(l =>
                    (target.Document.Source.Slice(l.Points.Span), wording.Condition(l.Condition))));
                break;
            case ComputeDeclaration compute:
                yield return Escape(Capital(wording.Type(compute.Type)));
                yield return $"`{target.Document.Source.Slice(compute.Value.Span)}`";
                break;
            case ActionDeclaration action:
                yield return Escape(action.Kind?.Name.Replace('_', ' ') ?? "");
                foreach (PropertySyntax property in action.Properties.Where(p => p.Key is { Name: "synonyms" or "note" }))
                {
                    yield return Escape(string.Join(", ", property.Texts.Select(t => t.Value)));
                }

                break;
            case ClassDeclaration @class:
                yield return Escape("One of: " + string.Join(", ", @class.Members.Select(wording.Name)));
                break;
            case RegimenDeclaration regimen:
                yield return Escape(string.Join(" + ", regimen.Parts.Select(wording.Name)));
                break;
            case SourceDeclaration source:
                foreach (PropertySyntax property in source.Properties)
                {
                    yield return Escape($"{property.Key.Name}: {Content(property)}");
                }

                break;
            case DecisionDeclaration decision:
                yield return "Patients: " + Escape(decision.Items.OfType<ScopeItem>().FirstOrDefault() is { } scope ? wording.Condition(scope.Condition) : "everyone");
                yield return Table("patients", "advice", decision.Items.OfType<RuleSyntax>().Select(r =>
                    (wording.Patients(r), string.Join("; ", Advice(r).Select(wording.Advice)))));
                break;
            case RuleSyntax rule:
                yield return "Patients: " + Escape(wording.Patients(rule));
                foreach (AdviceSyntax advice in Advice(rule))
                {
                    yield return "Advice: " + Escape(wording.Advice(advice));
                }

                if (target.Owner is { } of)
                {
                    yield return $"In: {Escape(of.Words)}";
                }

                int tests = TestsOf(project, target).Count();
                yield return tests switch { 0 => "No test expects this rule.", 1 => "One test expects this rule.", _ => $"{tests} tests expect this rule." };
                break;
        }
    }

    public static IEnumerable<Occurrence> TestsOf(Project project, Declared rule) =>
        project.Names.UsesOf(rule).Where(o => o.Within?.Kind == NameKind.Test).DistinctBy(o => o.Within);

    private static IEnumerable<AdviceSyntax> Advice(RuleSyntax rule) => rule.Items.OfType<AdviceItem>().Select(i => i.Advice);

    private static string? Uses(Project project, Declared target)
    {
        if (target.Kind is NameKind.Guideline or NameKind.Vocabulary or NameKind.Test or NameKind.Rule)
        {
            return null;
        }

        List<Occurrence> uses = [.. project.Names.UsesOf(target)];
        if (uses.Count == 0)
        {
            return "Used nowhere.";
        }

        List<string> places = [.. uses.Select(o => o.Within is null ? null : $"`{(o.Within.Kind == NameKind.Test ? "test" : o.Within.ToString())}`").OfType<string>().Distinct()];
        string more = places.Count > MostUses ? $" and {places.Count - MostUses} more" : "";
        return $"Used {(uses.Count == 1 ? "once" : $"{uses.Count} times")}: {string.Join(", ", places.Take(MostUses))}{more}";
    }

    private static string Content(PropertySyntax property) =>
        string.Join(" ", new[] { property.Word?.Name, property.Number?.Digits, property.From?.Text, property.Date?.Text }
            .Concat(property.Texts.Select(t => t.Value)).Where(t => t is not null));

    private static string Table(string left, string right, IEnumerable<(string Left, string Right)> rows) =>
        $"| {left} | {right} |\n|---|---|\n"
        + string.Join('\n', rows.Select(r => $"| {Escape(r.Left).Replace("|", "\\|", StringComparison.Ordinal)} | {Escape(r.Right).Replace("|", "\\|", StringComparison.Ordinal)} |"));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '<' or '>' or '[' or ']' or '#')
            {
                escaped.Append('\\');
            }

            escaped.Append(c is '\r' or '\n' ? ' ' : c);
        }

        return escaped.ToString();
    }
}
