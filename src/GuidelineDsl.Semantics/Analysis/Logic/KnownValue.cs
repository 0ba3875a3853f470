using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>The condition under which a number has a value: all that it needs is known, no division by zero, some arm holds.</summary>
internal static class KnownValue
{
    public static Condition Of(NumericExpression expression, Location origin)
    {
        switch (expression)
        {
            case NumberLiteral or Today:
                return new Constant(true, origin);
            case FactValue fact:
                return new KnownTest(fact.Fact, origin);
            case ScoreValue score:
                return new KnownTest(score.Score, origin);
            case ComputedReference computed:
                return new KnownTest(computed.Computed, origin);
            case Sum sum:
                return All(sum.Terms, origin);
            case Product product:
                return All(product.Factors, origin);
            case Quotient quotient:
                NumberTest notZero = new(quotient.Divisor, IntervalArithmetic.Complement(IntervalSet.Points([Rational.Zero])), origin);
                return new All([Of(quotient.Dividend, origin), Of(quotient.Divisor, origin), notZero], origin);
            case FunctionCall call:
                return All(call.Arguments, origin);
            case CalendarShift shift:
                return Of(shift.Date, origin);
            case CalendarDifference difference:
                return All([difference.From, difference.To], origin);
            case ConditionalNumber conditional:
                ImmutableArray<Condition>.Builder arms = ImmutableArray.CreateBuilder<Condition>();
                ImmutableArray<Condition> earlier = [];
                foreach ((NumericExpression value, Condition? condition) in conditional.Arms)
                {
                    ImmutableArray<Condition> guards = condition is null ? earlier : earlier.Add(condition);
                    arms.Add(new All([.. guards, Of(value, origin)], origin));
                    earlier = condition is null ? earlier : earlier.Add(new Not(condition, condition.Origin));
                }

                return new Any(arms.ToImmutable(), origin);
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression, null);
        }
    }

    private static All All(IEnumerable<NumericExpression> operands, Location origin) => new([.. operands.Select(o => Of(o, origin))], origin);
}
