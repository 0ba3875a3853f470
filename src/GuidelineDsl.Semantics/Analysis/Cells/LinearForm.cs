using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Cells;

/// <summary>What a linear form adds up: a number or date fact, the day of evaluation, or an expression that is taken as a whole.</summary>
/// <param name="Fact">The fact; null for the day of evaluation and for an expression.</param>
/// <param name="Expression">What is not linear.</param>
/// <param name="Months">A date is meant so many months later.</param>
internal sealed record Quantity(Fact? Fact, NumericExpression? Expression, long Months = 0)
{
    /// <summary>The day of evaluation, in days.</summary>
    public static Quantity Today { get; } = new(null, null);

    public static Quantity Of(Fact fact) => new(fact, null);

    public static Quantity Of(NumericExpression expression) => new(null, expression);

    public bool IsToday => Fact is null && Expression is null;

    public override string ToString() => (Fact?.Id ?? (Expression is null ? "today" : "expression")) + (Months == 0 ? "" : $" moved by {Months} months");
}

/// <summary>A sum of quantities with coefficients, scaled so that the first coefficient is one. The constant is moved to the other side.</summary>
internal sealed class LinearForm : IEquatable<LinearForm>
{
    public LinearForm(ImmutableArray<(Quantity Quantity, Rational Coefficient)> terms) => Terms = terms;

    public ImmutableArray<(Quantity Quantity, Rational Coefficient)> Terms { get; }

    /// <summary>The quantity itself, when the form is nothing else, and is not moved by months.</summary>
    public Quantity? Single => Terms is [{ Quantity: { Months: 0 } quantity }] ? quantity : null;

    public bool Equals(LinearForm? other) => other is not null && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as LinearForm);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach ((Quantity quantity, Rational coefficient) in Terms)
        {
            hash.Add(quantity);
            hash.Add(coefficient);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(" + ", Terms.Select(t => $"{t.Coefficient} {t.Quantity}"));
}
