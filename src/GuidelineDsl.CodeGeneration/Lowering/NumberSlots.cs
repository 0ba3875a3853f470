using System.Globalization;
using System.Text;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>The numbers that are computed before conditions compare them: named ones, and expressions that conditions contain.</summary>
internal sealed class NumberSlots
{
    private readonly Dictionary<string, NumberSlot> _byText = new(StringComparer.Ordinal);
    private readonly Dictionary<ComputedValue, NumberSlot> _byName = [];
    private readonly List<NumberSlot> _slots = [];

    public IReadOnlyList<NumberSlot> All => _slots;

    public NumberSlot Of(ComputedValue computed)
    {
        if (!_byName.TryGetValue(computed, out NumberSlot? slot))
        {
            slot = new NumberSlot(_slots.Count, computed.Value, computed);
            _slots.Add(slot);
            _byName.Add(computed, slot);
        }

        return slot;
    }

    public NumberSlot Of(NumericExpression expression)
    {
        if (expression is ComputedReference reference)
        {
            return Of(reference.Computed);
        }

        string text = NumberText.Of(expression);
        if (!_byText.TryGetValue(text, out NumberSlot? slot))
        {
            slot = new NumberSlot(_slots.Count, expression, null);
            _slots.Add(slot);
            _byText.Add(text, slot);
        }

        return slot;
    }
}

/// <summary>A computed number at a place in the evaluation's memory.</summary>
internal sealed record NumberSlot(int Index, NumericExpression Expression, ComputedValue? Computed)
{
    /// <summary>The conditions of its conditional parts, once numbered.</summary>
    public Dictionary<Condition, ConditionNode> Conditions { get; } = new(ReferenceEqualityComparer.Instance);

    public bool Equals(NumberSlot? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Index;
}

/// <summary>An expression as text, so that equal ones are recognised.</summary>
internal static class NumberText
{
    public static string Of(NumericExpression expression)
    {
        StringBuilder text = new();
        Write(expression, text);
        return text.ToString();
    }

    private static void Write(NumericExpression expression, StringBuilder text)
    {
        switch (expression)
        {
            case NumberLiteral literal:
                text.Append(literal.Value.Numerator.ToString(CultureInfo.InvariantCulture)).Append('/')
                    .Append(literal.Value.Denominator.ToString(CultureInfo.InvariantCulture));
                break;
            case FactValue fact:
                text.Append("f:").Append(fact.Fact.Id);
                break;
            case Today today:
                text.Append(today.HasTime ? "now" : "today");
                break;
            case ScoreValue score:
                text.Append("s:").Append(score.Score.Id);
                break;
            case ComputedReference reference:
                text.Append("c:").Append(reference.Computed.Id);
                break;
            case Sum sum:
                WriteAll("sum", sum.Terms, text);
                break;
            case Product product:
                WriteAll("product", product.Factors, text);
                break;
            case Quotient quotient:
                WriteAll("quotient", [quotient.Dividend, quotient.Divisor], text);
                break;
            case FunctionCall call:
                WriteAll(call.Function.ToString(), call.Arguments, text);
                break;
            case CalendarShift shift:
                WriteAll(string.Create(CultureInfo.InvariantCulture, $"shift{shift.HasTime}{shift.Amount}{shift.Unit}"), [shift.Date], text);
                break;
            case CalendarDifference difference:
                WriteAll($"difference{difference.HasTime}{difference.Unit}", [difference.To, difference.From], text);
                break;
            case ConditionalNumber conditional:
                // Only the whole of a computed number is conditional, and that has a name: arms are told apart by their places.
                foreach ((NumericExpression value, Condition? condition) in conditional.Arms)
                {
                    WriteAll($"when {condition?.Origin}", [value], text);
                }

                break;
            default:
                throw new InvalidOperationException($"No such expression: {expression.GetType().Name}.");
        }
    }

    private static void WriteAll(string name, IEnumerable<NumericExpression> parts, StringBuilder text)
    {
        text.Append(name).Append('(');
        foreach (NumericExpression part in parts)
        {
            Write(part, text);
            text.Append(',');
        }

        text.Append(')');
    }
}
