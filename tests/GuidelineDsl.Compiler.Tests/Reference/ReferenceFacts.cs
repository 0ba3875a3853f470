using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>Which facts a condition speaks of, and values of a fact that stand for all of its values.</summary>
internal static class ReferenceFacts
{
    /// <summary>A fact with no more values than this is represented by all of them.</summary>
    private static readonly Rational MostGridSteps = 12;

    public static bool Mentions(Condition condition, Fact fact) => Leaves(condition).Any(l => l switch
    {
        YesNoTest t => t.Fact == fact,
        ValueTest t => t.Fact == fact,
        SetTest t => t.Fact == fact,
        NumberTest t => Mentions(t.Subject, fact),
        KnownTest { Subject: Fact f } => f == fact,
        _ => false,
    });

    /// <summary>Every leaf, with definitions, classifications and scores looked through.</summary>
    public static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        Not n => Leaves(n.Part),
        All a => a.Parts.SelectMany(Leaves),
        Any a => a.Parts.SelectMany(Leaves),
        Counting c => c.Parts.SelectMany(Leaves),
        DefinitionTest d => Leaves(d.Definition.Condition),
        ClassificationTest c => c.Classification.Branches.SelectMany(b => Leaves(b.Condition)),
        NumberTest { Subject: ScoreValue s } => s.Score.Lines.SelectMany(l => Leaves(l.Condition)),
        KnownTest { Subject: Definition d } => Leaves(d.Condition),
        KnownTest { Subject: Classification c } => c.Branches.SelectMany(b => Leaves(b.Condition)),
        KnownTest { Subject: Score s } => s.Lines.SelectMany(l => Leaves(l.Condition)),
        _ => [condition],
    };

    private static bool Mentions(NumericExpression expression, Fact fact) => expression switch
    {
        FactValue f => f.Fact == fact,
        Sum s => s.Terms.Any(t => Mentions(t, fact)),
        Product p => p.Factors.Any(t => Mentions(t, fact)),
        Quotient q => Mentions(q.Dividend, fact) || Mentions(q.Divisor, fact),
        ComputedReference c => Mentions(c.Computed.Value, fact),
        FunctionCall f => f.Arguments.Any(a => Mentions(a, fact)),
        CalendarShift s => Mentions(s.Date, fact),
        CalendarDifference d => Mentions(d.To, fact) || Mentions(d.From, fact),
        ConditionalNumber c => c.Arms.Any(a => Mentions(a.Value, fact) || (a.Condition is { } condition && Mentions(condition, fact))),
        _ => false,
    };

    /// <summary>One value for every stretch between neighbouring limits of the whole guideline, and the limits themselves.</summary>
    public static IEnumerable<PatientValue> Representatives(GuidelineModel model, Guideline guideline, Fact fact, DateOnly today = default) => fact.Type switch
    {
        YesNo => [new YesNoValue(true), new YesNoValue(false)],
        Enumeration e => e.Values.Select(v => new EnumerationValue(v)),
        SetOf s => Enumerable.Range(0, 1 << s.Values.Length)
            .Select(bits => new SetValue([.. s.Values.Where(v => (bits & (1 << v.Ordinal)) != 0)])),
        Number n => Numbers(n.Minimum, n.Maximum, n.Resolution, Limits(model, guideline, fact, today)).Select(v => new NumericValue(v)),
        Date d => Numbers(d.Minimum, d.Maximum, Rational.One, Limits(model, guideline, fact, today)).Select(v => new NumericValue(v)),
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    };

    /// <summary>Every leaf of everything that the guideline's answers depend on.</summary>
    public static IEnumerable<Condition> Leaves(GuidelineModel model, Guideline guideline) =>
        guideline.Decisions
            .SelectMany(d => d.Rules.Select(r => r.Condition).Append(d.Scope).Concat(d.Silences.Select(s => s.Condition)))
            .Concat(model.Constraints.Select(c => c.Condition))
            .Concat(guideline.Decisions.SelectMany(d => d.Rules).SelectMany(r => r.Advice).SelectMany(a => a.Plan.Steps)
                .SelectMany(s => s.Options).Select(o => o.Guard).OfType<Condition>())
            .SelectMany(Leaves);

    /// <summary>
    /// Whether a number is calculated from several unknown facts: where they have too many values to be tried out, the evaluator answers on the safe side,
    /// because it takes such a number for a value of its own.
    /// </summary>
    public static bool IsTakenAsAWhole(NumberTest test, IReadOnlySet<Fact> unknown) =>
        test.Subject is not (FactValue or ScoreValue) && unknown.Count(f => Mentions(test.Subject, f)) > 1;

    public static string Text(PatientValue value) => value switch
    {
        YesNoValue v => v.Value.ToString(),
        EnumerationValue v => v.Value.Id,
        SetValue v => string.Join('+', v.Members.Select(m => m.Id)),
        NumericValue v => v.Value.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static SortedSet<Rational> Limits(GuidelineModel model, Guideline guideline, Fact fact, DateOnly today)
    {
        ReferencePatient nobody = new(new Dictionary<Fact, PatientValue>(), today);
        return
        [
            .. Leaves(model, guideline).OfType<NumberTest>()
                .SelectMany(t => Limits(t, fact, nobody)),
        ];
    }

    /// <summary>Where a number that rises or falls evenly with the fact alone meets the ends of the test's intervals.</summary>
    private static IEnumerable<Rational> Limits(NumberTest test, Fact fact, ReferencePatient nobody)
    {
        if (!Mentions(test.Subject, fact))
        {
            return [];
        }

        nobody.Try(fact, new NumericValue(Rational.Zero));
        Rational? atZero = ReferenceTruth.Number(test.Subject, nobody);
        nobody.Try(fact, new NumericValue(Rational.One));
        Rational? atOne = ReferenceTruth.Number(test.Subject, nobody);
        nobody.Forget(fact);
        return atZero is { } zero && atOne is { } one && one != zero
            ? test.Values.Intervals.SelectMany(i => new[] { i.From, i.To }).OfType<Rational>().Select(end => (end - zero) / (one - zero))
            : [];
    }

    private static IEnumerable<Rational> Numbers(Rational? minimum, Rational? maximum, Rational? resolution, SortedSet<Rational> limits)
    {
        if (minimum is { } from && maximum is { } to && resolution is { } grid && (to - from) / grid <= MostGridSteps)
        {
            return Enumerable.Range(0, (int)((to - from) / grid).Floor() + 1).Select(i => from + ((Rational)i * grid));
        }

        SortedSet<Rational> points = [.. limits, .. new[] { minimum, maximum }.OfType<Rational>()];
        if (points.Count == 0)
        {
            return [Rational.Zero];
        }

        Rational step = resolution ?? new Rational(1, 1000);
        SortedSet<Rational> candidates = [];
        Rational? previous = null;
        foreach (Rational point in points)
        {
            candidates.Add(point);
            candidates.Add(point - step);
            candidates.Add(point + step);
            if (previous is { } p)
            {
                candidates.Add(resolution is { } r ? new Rational(((p + point) / 2 / r).Floor(), 1) * r : (p + point) / 2);
            }

            previous = point;
        }

        return candidates.Where(c => (minimum is not { } low || c >= low) && (maximum is not { } high || c <= high)
            && (resolution is not { } r || c.IsMultipleOf(r)));
    }
}
