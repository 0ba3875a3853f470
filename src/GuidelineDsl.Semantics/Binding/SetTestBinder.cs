using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Binding;

/// <summary><c>s includes …</c> and <c>s is empty</c>. Their negation is the caller's.</summary>
internal sealed class SetTestBinder(FileScope scope)
{
    private readonly ValueBinder _values = new(scope);

    public Condition? Bind(EmptyCondition condition) => SetFact(condition.Subject, isEmptyAsked: true) is { } fact
        ? new SetTest(fact, SetTestKind.IsEmpty, ValueSet.Of([]), scope.Locate(condition))
        : null;

    public Condition? Bind(IncludesCondition condition)
    {
        if (SetFact(condition.Subject, isEmptyAsked: false) is not { Type: SetOf type } fact)
        {
            return null;
        }

        if (condition.Values.IsEmpty)
        {
            scope.Wrong(condition, "The list of values is empty.", $"write the values between the braces, or `{fact.Id} is empty`.");
            return null;
        }

        if (_values.Set(fact, type.Values, [.. condition.Values.Select(v => new NameExpression(v))]) is not { } values)
        {
            return null;
        }

        SetTestKind kind = condition.Kind switch
        {
            IncludesKind.One or IncludesKind.Any => SetTestKind.IncludesAny,
            IncludesKind.All => SetTestKind.IncludesAll,
            IncludesKind.Only => SetTestKind.IncludesOnly,
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
        return new SetTest(fact, kind, values, scope.Locate(condition));
    }

    private Fact? SetFact(Identifier id, bool isEmptyAsked)
    {
        switch (scope.Find(id, "a fact that is a set", ConditionBinder.Subjects))
        {
            case null:
                return null;
            case Fact { Type: SetOf } fact:
                return fact;
            case Symbol other:
                scope.Wrong(id, $"{other.Label} has one value, not a set of them.", other switch
                {
                    Fact { Type: YesNo } or Definition => $"write `{other.Id}` or `not {other.Id}`.",
                    _ when isEmptyAsked => $"write `{other.Id} is unknown` for a patient without it.",
                    Fact { Type: Enumeration } or Classification => $"write `{other.Id} is …` or `{other.Id} in {{ … }}`.",
                    _ => $"write `{other.Id} < …` or `{other.Id} is …`.",
                });
                return null;
        }
    }
}
