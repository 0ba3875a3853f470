using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.LanguageServer.Names;

/// <summary>Says conditions, types and plans in the author's own labels.</summary>
internal sealed class Wording(Project project, Document document)
{
    public string Condition(ConditionSyntax? condition) => condition switch
    {
        null => "",
        OrCondition or => string.Join(" or ", or.Operands.Select(Grouped)),
        AndCondition and => string.Join(" and ", and.Operands.Select(Grouped)),
        NotCondition { Operand: NameCondition name } => "not: " + Name(name.Name),
        NotCondition not => $"not ({Condition(not.Operand)})",
        ParenthesizedCondition parenthesized => Condition(parenthesized.Inner),
        EveryoneCondition => "everyone",
        CountCondition count => $"{Count(count)}: {string.Join("; ", count.Operands.Select(Condition))}",
        NameCondition name => Name(name.Name),
        IsCondition test => $"{Value(test.Subject)} is {(test.Negated ? "not " : "")}{Value(test.Value)}",
        KnownCondition known => $"{Name(known.Subject)} is {(known.Known ? "known" : "unknown")}",
        InCondition test => $"{Value(test.Subject)} is {(test.Negated ? "none of" : "one of")}: {string.Join(", ", test.Values.Select(Value))}",
        ComparisonCondition comparison => Chain(comparison),
        BetweenCondition between =>
            $"{Value(between.Subject)} is {(between.Negated ? "not " : "")}from {Value(between.Low)} to {Value(between.High)}",
        IncludesCondition includes =>
            $"{Name(includes.Subject)} {(includes.Negated ? "does not include" : "includes")} {Kind(includes.Kind)}{string.Join(", ", includes.Values.Select(Name))}",
        EmptyCondition empty => $"{Name(empty.Subject)} is {(empty.Negated ? "not empty" : "empty")}",
        MissingCondition => "…",
        _ => Text(condition),
    };

    /// <summary>The patients of a rule.</summary>
    public string Patients(RuleSyntax rule)
    {
        WhenItem? when = rule.Items.OfType<WhenItem>().FirstOrDefault();
        return when switch
        {
            null => "…",
            { IsOtherwise: true } => "every patient in scope whom no other rule covers",
            { Unless: null } => Condition(when.Condition),
            _ => $"{Condition(when.Condition)}, unless {Condition(when.Unless)}",
        };
    }

    public string Name(Identifier? identifier) =>
        identifier is null ? "…" : project.Names.Exactly(document, identifier.Span)?.Words ?? identifier.Name;

    public string Type(TypeSyntax? type) => type switch
    {
        null => "",
        YesNoType => "yes or no",
        EnumerationType { Kind: EnumerationKind.SetOf } set => "a set of: " + Values(set),
        EnumerationType { Kind: EnumerationKind.OrderedOneOf } ordered => "one of, in this order: " + Values(ordered),
        EnumerationType one => "one of: " + Values(one),
        NumberType number => Number(number),
        DateType date => (date.HasTime ? "a date and time" : "a date") + Bounds(date.Minimum?.Text, date.Maximum?.Text),
        _ => Text(type),
    };

    public string Advice(AdviceSyntax advice)
    {
        string verb = advice.Verb switch
        {
            AdviceVerb.Recommend => "recommend",
            AdviceVerb.Consider => "consider",
            AdviceVerb.Avoid => "avoid",
            AdviceVerb.Contraindicate => "contraindicate",
            _ => throw new InvalidOperationException($"{advice.Verb} is no known verb."),
        };
        string qualifiers = string.Concat(advice.Qualifiers.Where(q => q is not TextQualifier).Select(q => " " + Text(q)));
        return $"{verb} {string.Join(", ", advice.Plans.Select(Plan))}{qualifiers}";
    }

    private string Plan(PlanSyntax plan) => plan switch
    {
        NamedPlan named => Name(named.Name),
        CombinationPlan combination => string.Join(" + ", combination.Parts.Select(p => (p.IsOptional ? "optional " : "") + Plan(p.Plan))),
        ChoicePlan choice => "one of " + string.Join(", ", choice.Options.Select(Option)),
        SequencePlan sequence => string.Join(", then ", sequence.Steps.Select(s => (s.Name is null ? "" : s.Name.Name + ": ") + Plan(s.Plan))),
        _ => Text(plan),
    };

    private string Option(PlanOption option) =>
        option.Guard is null ? Plan(option.Plan) : $"{Plan(option.Plan)} (when {Condition(option.Guard)})";

    private string Grouped(ConditionSyntax condition) =>
        condition is OrCondition or AndCondition or ParenthesizedCondition { Inner: OrCondition or AndCondition }
            ? $"({Condition(condition)})"
            : Condition(condition);

    private string Value(ExpressionSyntax? value) => value switch
    {
        null => "…",
        NameExpression name => Name(name.Name),
        MissingExpression => "…",
        ArithmeticExpression arithmetic => $"{Value(arithmetic.Left)} {Sign(arithmetic.Operator)} {Value(arithmetic.Right)}",
        ParenthesizedExpression parenthesized => $"({Value(parenthesized.Inner)})",
        NegationExpression negation => "-" + Value(negation.Operand),
        SetExpression set => string.Join(", ", set.Members.Select(Name)),
        _ => Text(value).Replace("'", "", StringComparison.Ordinal),
    };

    private string Chain(ComparisonCondition comparison)
    {
        string text = Value(comparison.Operands[0]);
        for (int i = 1; i < comparison.Operands.Length && i <= comparison.Operators.Length; i++)
        {
            text += $" {Sign(comparison.Operators[i - 1])} {Value(comparison.Operands[i])}";
        }

        return text;
    }

    private string Values(EnumerationType type) =>
        string.Join(", ", type.Values.Select(v => v.Label is null ? v.Id.Name : $"{v.Id.Name} ({v.Label.Value})"));

    private string Number(NumberType number)
    {
        string? low = number.Minimum is null ? null : Value(number.Minimum);
        string? high = number.Maximum is null ? null : Value(number.Maximum);
        string unit = number.Unit is null ? "" : $" {number.Unit.Text}";
        string step = number.Resolution is null ? "" : $", in steps of {number.Resolution.Digits}";
        return "a number" + Bounds(low, high) + unit + step;
    }

    private static string Bounds(string? low, string? high) =>
        (low is null ? "" : $" from {low}") + (high is null ? "" : $" to {high}");

    private static string Count(CountCondition count) => count.Kind switch
    {
        CountKind.AllOf => "all of",
        CountKind.AnyOf => "any of",
        CountKind.AtLeast => $"at least {count.Count?.Digits} of",
        CountKind.Exactly => $"exactly {count.Count?.Digits} of",
        CountKind.AtMost => $"at most {count.Count?.Digits} of",
        _ => throw new InvalidOperationException($"{count.Kind} is no known kind."),
    };

    private static string Kind(IncludesKind kind) => kind switch
    {
        IncludesKind.One => "",
        IncludesKind.Any => "any of: ",
        IncludesKind.All => "all of: ",
        IncludesKind.Only => "only: ",
        _ => throw new InvalidOperationException($"{kind} is no known kind."),
    };

    private static string Sign(ComparisonOperator sign) => sign switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "≤",
        ComparisonOperator.Equal => "=",
        ComparisonOperator.GreaterOrEqual => "≥",
        ComparisonOperator.Greater => ">",
        _ => throw new InvalidOperationException($"{sign} is no known sign."),
    };

    private static string Sign(ArithmeticOperator sign) => sign switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "×",
        ArithmeticOperator.Divide => "/",
        ArithmeticOperator.Power => "^",
        _ => throw new InvalidOperationException($"{sign} is no known sign."),
    };

    private string Text(SyntaxNode node) =>
        string.Join(' ', document.Source.Slice(node.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
