using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>
/// A patient for the reference interpreter: what is known, and, while it tries out what the unknown facts could be, the values tried.
/// Whether a fact is known is asked of what is known, never of what is tried.
/// </summary>
internal sealed class ReferencePatient(IReadOnlyDictionary<Fact, PatientValue> known, DateOnly today)
{
    private readonly Dictionary<Fact, PatientValue> _tried = [];

    public DateOnly Today { get; } = today;

    public bool IsKnown(Fact fact) => known.TryGetValue(fact, out PatientValue? value) && value is not UnknownValue;

    public PatientValue? Value(Fact fact) =>
        IsKnown(fact) ? known[fact] : _tried.GetValueOrDefault(fact);

    public void Try(Fact fact, PatientValue value) => _tried[fact] = value;

    public void Forget(Fact fact) => _tried.Remove(fact);
}

/// <summary>
/// The meaning of conditions, written from the language's description alone and as plainly as possible: no cells, no masks, no caching.
/// Null is the third truth value.
/// </summary>
internal static class ReferenceTruth
{
    /// <summary>Kleene's logic.</summary>
    public static bool? Of(Condition condition, ReferencePatient patient) => condition switch
    {
        Constant c => c.Value,
        Not n => !Of(n.Part, patient),
        All a => And(a.Parts.Select(p => Of(p, patient))),
        Any a => Or(a.Parts.Select(p => Of(p, patient))),
        Counting c => Count(c, patient),
        DefinitionTest d => Of(d.Definition.Condition, patient),
        ClassificationTest t => OfClassification(t.Classification, t.Values, patient),
        YesNoTest t => patient.Value(t.Fact) is YesNoValue v ? v.Value : null,
        ValueTest t => patient.Value(t.Fact) is EnumerationValue v ? t.Values.Contains(v.Value.Ordinal) : null,
        SetTest t => patient.Value(t.Fact) is SetValue v ? OfSet(t, [.. v.Members.Select(m => m.Ordinal)]) : null,
        NumberTest t => OfNumber(t, patient),
        KnownTest t => IsKnown(t.Subject, patient),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name),
    };

    private static bool? And(IEnumerable<bool?> parts)
    {
        bool?[] all = [.. parts];
        return all.Contains(false) ? false : all.Contains(null) ? null : true;
    }

    private static bool? Or(IEnumerable<bool?> parts)
    {
        bool?[] all = [.. parts];
        return all.Contains(true) ? true : all.Contains(null) ? null : false;
    }

    private static bool? Count(Counting counting, ReferencePatient patient)
    {
        bool?[] parts = [.. counting.Parts.Select(p => Of(p, patient))];
        int least = parts.Count(p => p == true);
        int most = parts.Count(p => p != false);
        if (least >= counting.Minimum && most <= counting.Maximum)
        {
            return true;
        }

        return most < counting.Minimum || least > counting.Maximum ? false : null;
    }

    /// <summary>A value holds when its branch does and, in written order, no earlier branch does.</summary>
    public static bool? HasValue(Classification classification, int value, ReferencePatient patient)
    {
        List<bool?> ways = [];
        for (int i = 0; i < classification.Branches.Length; i++)
        {
            if (classification.Branches[i].Value != value)
            {
                continue;
            }

            List<bool?> parts = [Of(classification.Branches[i].Condition, patient)];
            if (classification.ChooseFirst)
            {
                parts.AddRange(classification.Branches.Take(i).Select(b => !Of(b.Condition, patient)));
            }

            ways.Add(And(parts));
        }

        return Or(ways);
    }

    private static bool? OfClassification(Classification classification, ValueSet values, ReferencePatient patient) =>
        Or(values.Ordinals.Select(v => HasValue(classification, v, patient)));

    private static bool OfSet(SetTest test, HashSet<int> members) => test.Kind switch
    {
        SetTestKind.IsEmpty => members.Count == 0,
        SetTestKind.IncludesAny => test.Values.Ordinals.Any(members.Contains),
        SetTestKind.IncludesAll => test.Values.Ordinals.All(members.Contains),
        SetTestKind.IncludesOnly => members.Count > 0 && members.All(test.Values.Contains),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    private static bool? OfNumber(NumberTest test, ReferencePatient patient)
    {
        if (test.Subject is ScoreValue score)
        {
            HashSet<bool> answers = [.. PossibleSums(score.Score, patient).Select(test.Values.Contains)];
            return answers.Count == 1 ? answers.Single() : null;
        }

        return Number(test.Subject, patient) is { } value ? test.Values.Contains(value) : null;
    }

    /// <summary>Every sum between the bounds that the undecided lines leave: a comparison is decided when the bounds decide it.</summary>
    private static IEnumerable<Rational> PossibleSums(Score score, ReferencePatient patient)
    {
        (Rational low, Rational high) = Bounds(score, patient);
        return [low, high, .. score.Lines.Length == 0 ? [] : Between(score, patient)];
    }

    private static IEnumerable<Rational> Between(Score score, ReferencePatient patient)
    {
        List<Rational> sums = [Rational.Zero];
        foreach (PointLine line in score.Lines)
        {
            bool? holds = Of(line.Condition, patient);
            sums = holds switch
            {
                true => [.. sums.Select(s => s + line.Points)],
                false => sums,
                null => [.. sums.Concat(sums.Select(s => s + line.Points)).Distinct()],
            };
        }

        return sums;
    }

    public static (Rational Low, Rational High) Bounds(Score score, ReferencePatient patient)
    {
        Rational low = Rational.Zero;
        Rational high = Rational.Zero;
        foreach (PointLine line in score.Lines)
        {
            bool? holds = Of(line.Condition, patient);
            low += holds == true || (holds is null && line.Points.Sign < 0) ? line.Points : Rational.Zero;
            high += holds == true || (holds is null && line.Points.Sign > 0) ? line.Points : Rational.Zero;
        }

        return (low, high);
    }

    public static Rational? Number(NumericExpression expression, ReferencePatient patient)
    {
        switch (expression)
        {
            case NumberLiteral n:
                return n.Value;
            case FactValue f:
                return patient.Value(f.Fact) is NumericValue v ? v.Value : null;
            case Today t:
                return t.HasTime ? patient.Today.DayNumber * 86400L : patient.Today.DayNumber;
            case ComputedReference c:
                return Number(c.Computed.Value, patient);
            case ScoreValue s:
                (Rational low, Rational high) = Bounds(s.Score, patient);
                return low == high ? low : null;
            case Sum s:
                return Fold(s.Terms, Rational.Zero, (a, b) => a + b, patient);
            case Product p:
                return Fold(p.Factors, Rational.One, (a, b) => a * b, patient);
            case Quotient q:
                return Number(q.Dividend, patient) is { } a && Number(q.Divisor, patient) is { Sign: not 0 } b ? a / b : null;
            case FunctionCall f:
                Rational?[] arguments = [.. f.Arguments.Select(a => Number(a, patient))];
                return arguments.All(a => a is not null) ? Apply(f.Function, [.. arguments.OfType<Rational>()]) : null;
            case CalendarShift s:
                return Number(s.Date, patient) is { } date ? Shift(date, s) : null;
            case ConditionalNumber c:
                foreach ((NumericExpression value, Condition? condition) in c.Arms)
                {
                    bool? holds = condition is null ? true : Of(condition, patient);
                    if (holds != false)
                    {
                        return holds == true ? Number(value, patient) : null;
                    }
                }

                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name);
        }
    }

    private static Rational Apply(NumericFunction function, Rational[] arguments) => function switch
    {
        NumericFunction.Minimum => arguments.Min(),
        NumericFunction.Maximum => arguments.Max(),
        NumericFunction.Absolute => arguments[0].Sign < 0 ? -arguments[0] : arguments[0],
        NumericFunction.Floor => arguments[0].Floor(),
        NumericFunction.Round => arguments[0].Sign < 0 ? -(-arguments[0] + new Rational(1, 2)).Floor() : (arguments[0] + new Rational(1, 2)).Floor(),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function.ToString()),
    };

    /// <summary>Moved by months, kept inside the month: what the base library's calendar does, too.</summary>
    private static Rational Shift(Rational date, CalendarShift shift)
    {
        const long SecondsPerDay = 86_400;
        int months = shift.Unit == CalendarUnit.Years ? 12 * shift.Amount : shift.Amount;
        long whole = (long)date.Floor();
        return shift.HasTime
            ? DateOnly.FromDayNumber((int)(whole / SecondsPerDay)).AddMonths(months).DayNumber * SecondsPerDay + whole % SecondsPerDay
            : DateOnly.FromDayNumber((int)whole).AddMonths(months).DayNumber;
    }

    private static Rational? Fold(
        IEnumerable<NumericExpression> parts, Rational start, Func<Rational, Rational, Rational> join, ReferencePatient patient)
    {
        Rational result = start;
        foreach (NumericExpression part in parts)
        {
            if (Number(part, patient) is not { } value)
            {
                return null;
            }

            result = join(result, value);
        }

        return result;
    }

    private static bool IsKnown(Symbol subject, ReferencePatient patient) => subject switch
    {
        Fact f => patient.IsKnown(f),
        Definition d => Of(d.Condition, patient) is not null,
        Classification c => Enumerable.Range(0, c.Type.Values.Length).Any(v => HasValue(c, v, patient) == true),
        Score s => Bounds(s, patient) is var (low, high) && low == high,
        ComputedValue v => Number(v.Value, patient) is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };
}
