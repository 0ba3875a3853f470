using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>An expression as a sum of multiples of things that are not linear in anything, plus a constant.</summary>
internal sealed class LinearTerms
{
    private readonly List<(NumericExpression Atom, Rational Factor)> _terms = [];

    private LinearTerms()
    {
    }

    public Rational Constant { get; private set; }

    public IReadOnlyList<(NumericExpression Atom, Rational Factor)> Terms => _terms;

    public static LinearTerms Of(NumericExpression expression)
    {
        LinearTerms terms = new();
        terms.Add(expression, Rational.One);
        terms._terms.RemoveAll(t => t.Factor.Sign == 0);
        return terms;
    }

    /// <summary>The terms without the constant, as an expression.</summary>
    public NumericExpression WithoutConstant()
    {
        ImmutableArray<NumericExpression> parts =
        [
            .. _terms.Select(t => t.Factor == Rational.One ? t.Atom : new Product([new NumberLiteral(t.Factor), t.Atom])),
        ];
        return parts.Length == 1 ? parts[0] : new Sum(parts);
    }

    private void Add(NumericExpression expression, Rational factor)
    {
        switch (expression)
        {
            case NumberLiteral literal:
                Constant += literal.Value * factor;
                break;
            case Sum sum:
                foreach (NumericExpression term in sum.Terms)
                {
                    Add(term, factor);
                }

                break;
            case Product product when product.Factors.Count(f => f is not NumberLiteral) <= 1:
                Rational scale = product.Factors.OfType<NumberLiteral>().Aggregate(factor, (a, l) => a * l.Value);
                Add(product.Factors.FirstOrDefault(f => f is not NumberLiteral) ?? new NumberLiteral(Rational.One), scale);
                break;
            case Quotient { Divisor: NumberLiteral { Value.Sign: not 0 } divisor } quotient:
                Add(quotient.Dividend, factor / divisor.Value);
                break;
            default:
                int known = _terms.FindIndex(t => t.Atom.Equals(expression));
                if (known >= 0)
                {
                    _terms[known] = (_terms[known].Atom, _terms[known].Factor + factor);
                }
                else
                {
                    _terms.Add((expression, factor));
                }

                break;
        }
    }
}
