using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>
/// Values and limits against what is declared: outside the range is an error; a limit between two values of the resolution is a
/// warning, a value there an error, since nobody has it.
/// </summary>
internal sealed class LimitCheck(FileScope scope)
{
    /// <summary>Whether a limit that something is compared with makes sense.</summary>
    /// <param name="subject">What is compared.</param>
    /// <param name="limit">The limit in the unit of the subject.</param>
    /// <param name="place">Where the author writes it.</param>
    /// <param name="isValue">Whether the subject must equal it.</param>
    public bool Check(NumericExpression subject, Rational limit, Location place, bool isValue) => subject switch
    {
        FactValue { Fact: var fact } => Check(fact, limit, place, isValue),
        ScoreValue { Score: var score } => Check(score, limit, place),
        _ => true,
    };

    public bool Check(Fact fact, Rational value, Location place, bool isValue)
    {
        (Rational? low, Rational? high, Rational? step) = Bounds(fact);
        if (value < low || value > high)
        {
            scope.Report(TypeDiagnostics.OutOfRange(ValueWords.Of(fact, value), fact.Label, ValueWords.Range(fact), place, fact.Location));
            return false;
        }

        if (step is not { } s || value.IsMultipleOf(s))
        {
            return true;
        }

        scope.Report(isValue
            ? TypeDiagnostics.NoValue(ValueWords.Of(fact, value), fact.Label, ValueWords.Of(fact, s), place, fact.Location)
            : TypeDiagnostics.OffResolution(ValueWords.Of(fact, value), fact.Label, ValueWords.Of(fact, s), place));
        return !isValue;
    }

    private bool Check(Score score, Rational limit, Location place)
    {
        Rational lowest = score.Lines.Where(l => l.Points.Sign < 0).Aggregate(Rational.Zero, (sum, l) => sum + l.Points);
        Rational highest = score.Lines.Where(l => l.Points.Sign > 0).Aggregate(Rational.Zero, (sum, l) => sum + l.Points);
        if (limit >= lowest && limit <= highest)
        {
            return true;
        }

        scope.Report(TypeDiagnostics.OutOfScore(limit.ToString(), score.Label, lowest.ToString(), highest.ToString(), place, score.Location));
        return false;
    }

    private static (Rational? Low, Rational? High, Rational? Step) Bounds(Fact fact) => fact.Type switch
    {
        Number n => (n.Minimum, n.Maximum, n.Resolution),
        Date d => (d.Minimum, d.Maximum, null),
        _ => (null, null, null),
    };
}
