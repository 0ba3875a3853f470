using System.Collections.Immutable;
using System.Text;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Model;

/// <summary>The model as readable text: everything that was bound, in a fixed order, so that two models can be compared as texts.</summary>
public sealed class ModelPrinter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    private ModelPrinter()
    {
    }

    public static string Print(GuidelineModel model)
    {
        ModelPrinter printer = new();
        printer.Shared(model);
        foreach (Vocabulary vocabulary in model.Vocabularies)
        {
            printer.Block($"vocabulary {Name(vocabulary.Metadata)}", () =>
            {
                printer.Header(vocabulary.Metadata);
                printer.Locals(vocabulary.Declarations);
            });
        }

        foreach (Guideline guideline in model.Guidelines)
        {
            printer.Print(guideline);
        }

        return printer._text.ToString();
    }

    private void Shared(GuidelineModel model)
    {
        foreach (Fact fact in model.Facts)
        {
            Line($"fact {fact.Ordinal} {Name(fact)}: {Text(fact.Type)}{(fact.IsRequired ? " required" : "")}{(fact.IsJudgement ? " judgement" : "")}");
        }

        foreach (ValueGroup group in model.Groups)
        {
            ImmutableArray<NamedValue> values = group.Fact.Type is Enumeration e ? e.Values : ((SetOf)group.Fact.Type).Values;
            Line($"group {Name(group)} of {group.Fact.Id} = {{ {string.Join(", ", group.Values.Ordinals.Select(o => values[o].Id))} }}");
        }

        foreach (Constraint constraint in model.Constraints)
        {
            Line($"constraint {Name(constraint)} = {ConditionPrinter.Print(constraint.Condition)}");
        }

        foreach (ClinicalAction action in model.Actions)
        {
            string synonyms = action.Synonyms.IsEmpty ? "" : $" synonyms {string.Join(", ", action.Synonyms.Select(Quoted))}";
            Line($"action {action.Ordinal} {Name(action)}: {action.Kind}{synonyms}{Item(" note", action.Note)}");
        }

        foreach (ActionClass members in model.Classes)
        {
            Line($"class {Name(members)} = {{ {Ids(members.Members)} }}");
        }

        foreach (Regimen regimen in model.Regimens)
        {
            Line($"regimen {Name(regimen)} = {string.Join(" + ", regimen.Parts)}");
        }

        foreach (Incompatibility incompatibility in model.Incompatibilities)
        {
            string members = string.Join(" | ", incompatibility.Members.Select(m => string.Join(", ", m)));
            Line($"incompatible {{ {members} }} because {Quoted(incompatibility.Because)}{Cites(incompatibility.Citations)}");
        }
    }

    private void Print(Guideline guideline) => Block($"guideline {Name(guideline.Metadata)}", () =>
    {
        Header(guideline.Metadata);
        Line($"facts {Ids(guideline.Facts)}");
        Line($"constraints {Ids(guideline.Constraints)}");
        Line($"texts {string.Join(", ", guideline.Sources.Select(s => s.Path))}");
        Line($"visible sources {Ids(guideline.Visible.Sources)}; definitions {Ids(guideline.Visible.Definitions)}; classifications {Ids(guideline.Visible.Classifications)}; "
            + $"scores {Ids(guideline.Visible.Scores)}; computed {Ids(guideline.Visible.ComputedValues)}");
        Locals(guideline.Declarations);
        foreach (Decision decision in guideline.Decisions)
        {
            Print(decision);
        }

        foreach (TestCase test in guideline.Tests)
        {
            Print(test);
        }
    });

    private void Header(Metadata header)
    {
        (string Key, string? Value)[] items =
        [
            ("version", header.Version), ("status", header.Status), ("publisher", header.Publisher), ("reviewed", header.Reviewed), ("review by", header.ReviewBy),
            ("valid from", header.ValidFrom), ("valid until", header.ValidUntil), ("language", header.Language),
        ];
        foreach ((string key, string? value) in items)
        {
            if (value is not null)
            {
                Line($"{key} {value}");
            }
        }

        header.Abbreviations.ToList().ForEach(a => Line($"abbreviation {a.Short} {Quoted(a.Meaning)}"));
        header.Disclaimers.ToList().ForEach(d => Line($"disclaimer {Quoted(d)}"));
        header.Notes.ToList().ForEach(n => Line($"note {Quoted(n)}"));
    }

    private void Locals(LocalDeclarations locals)
    {
        foreach (Source source in locals.Sources)
        {
            SourceDetails d = source.Details;
            Line($"source {Name(source)} {d.Kind}{Item(" publisher", d.Publisher)}{Item(" authors", d.Authors)}{Item(" published", d.Published)}{Item(" edition", d.Edition)}"
                + $"{Item(" doi", d.Doi)}{Item(" pmid", d.Pmid)}{Item(" url", d.Url)}{Item(" valid until", d.ValidUntil)}{Item(" superseded by", d.SupersededBy)}{Item(" note", d.Note)}");
        }

        foreach (Definition definition in locals.Definitions)
        {
            Line($"define {Name(definition)} = {ConditionPrinter.Print(definition.Condition)}");
        }

        foreach (Classification c in locals.Classifications)
        {
            Block($"classify {Name(c)} as {Text(c.Type)}{(c.ChooseFirst ? " choose first" : "")}{Cites(c.Citations)}", () =>
            {
                foreach (Branch branch in c.Branches)
                {
                    Line($"{c.Type.Values[branch.Value].Id} {(branch.IsOtherwise ? "otherwise: " : "when ")}{ConditionPrinter.Print(branch.Condition)}");
                }

                Allows(c.Allows);
            });
        }

        foreach (Score score in locals.Scores)
        {
            Block($"score {Name(score)}{Cites(score.Citations)}", () =>
            {
                foreach (PointLine line in score.Lines)
                {
                    Line($"add {line.Points} when {ConditionPrinter.Print(line.Condition)}");
                }

                Allows(score.Allows);
            });
        }

        foreach (ComputedValue computed in locals.ComputedValues)
        {
            Line($"compute {Name(computed)}: {Text(computed.Type)} = {ConditionPrinter.Print(computed.Value)}");
        }

        Remarks(locals.Remarks);
    }

    private void Print(Decision decision) => Block($"decision {Name(decision)} choose {decision.Policy.ToString().ToLowerInvariant()}", () =>
    {
        Line($"for {ConditionPrinter.Print(decision.Scope)}");
        foreach (Rule rule in decision.Rules)
        {
            Block($"rule {rule.Index} {Name(rule)}", () => Print(rule));
        }

        foreach (Silence silence in decision.Silences)
        {
            Line($"silent when {ConditionPrinter.Print(silence.Condition)} because {Quoted(silence.Because)}{Cites(silence.Citations)}");
        }

        if (decision.PartialBecause is { } reason)
        {
            Line($"partial because {Quoted(reason)}");
        }

        Remarks(decision.Remarks);
        Allows(decision.Allows);
    });

    private void Print(Rule rule)
    {
        Line($"{(rule.IsOtherwise ? "otherwise: " : "when ")}{ConditionPrinter.Print(rule.Condition)}");
        rule.Advice.ToList().ForEach(a => Line(AdvicePrinter.Print(a)));
        if (rule.Evidence is { } evidence)
        {
            Line($"evidence {string.Join(' ', evidence.Grades.Prepend(evidence.Scale))}");
        }

        if (rule.Because is { } because)
        {
            Line($"because {Quoted(because)}");
        }

        if (!rule.Overrides.IsEmpty)
        {
            Line($"overrides {string.Join(", ", rule.Overrides)}");
        }

        rule.Citations.ToList().ForEach(c => Line(Cite(c)));
        Remarks(rule.Remarks);
        Allows(rule.Allows);
    }

    private void Print(TestCase test) => Block($"test {Quoted(test.Name)}{(test.Today is { } day ? $" today {day:yyyy-MM-dd}" : "")}", () =>
    {
        Line($"patient {{ {string.Join(", ", test.Patient.Values.Select(v => $"{v.Fact.Id} = {AdvicePrinter.Print(v.Value, v.Fact.Type as Date)}"))} }}");
        test.Expectations.ToList().ForEach(e => Line(AdvicePrinter.Print(e)));
    });

    private void Remarks(ImmutableArray<Remark> remarks) => remarks.ToList().ForEach(r => Line($"remark {Quoted(r.Text)}{Cites(r.Citations)}"));

    private void Allows(ImmutableArray<Allowance> allows) => allows.ToList().ForEach(a => Line($"allow {a.Code} because {Quoted(a.Because)}"));

    private static string Cites(ImmutableArray<Citation> citations) => string.Concat(citations.Select(c => " " + Cite(c)));

    private static string Cite(Citation citation) => $"cite {citation.Source.Id}{Item("", citation.Where)}{Item("", citation.Quote)}";

    private static string Text(ValueType type) => type switch
    {
        YesNo => "yes/no",
        Enumeration e => $"{(e.IsOrdered ? "ordered " : "")}one of {Values(e.Values)}",
        SetOf s => $"set of {Values(s.Values)}",
        Number n => $"number {n.Minimum?.ToString() ?? "-∞"} to {n.Maximum?.ToString() ?? "∞"}{(n.Unit is null ? "" : $" {n.Unit}")}{(n.Resolution is { } r ? $" resolution {r}" : "")}",
        Date d => $"date{(d.HasTime ? " and time" : "")} {(d.Minimum is { } low ? ConditionPrinter.Print(low, d) : "-∞")} to {(d.Maximum is { } high ? ConditionPrinter.Print(high, d) : "∞")}",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.GetType().Name),
    };

    private static string Values(ImmutableArray<NamedValue> values) => $"{{ {string.Join(", ", values.Select(v => $"{v.Id} {Quoted(v.Label)}"))} }}";

    private static string Name(Symbol symbol) => $"{symbol.Id} {Quoted(symbol.Label)}";

    private static string Name(Metadata header) => $"{header.Id} {Quoted(header.Title)}";

    private static string Ids(IEnumerable<Symbol> symbols) => string.Join(", ", symbols) is { Length: > 0 } ids ? ids : "none";

    private static string Item(string key, string? value) => value is null ? "" : $"{key} {Quoted(value)}";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private void Block(string head, Action content)
    {
        Line(head);
        _depth++;
        content();
        _depth--;
    }

    private void Line(string text) => _text.Append(' ', 2 * _depth).Append(text).Append('\n');
}
