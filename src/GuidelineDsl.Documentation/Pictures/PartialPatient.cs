using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>
/// A patient of whom only one or two facts are known, each standing for a whole cell of values. A condition is true or false here only if
/// it is so for every patient of the cell; null is "depends on the rest".
/// </summary>
internal sealed class PartialPatient(IReadOnlyDictionary<Fact, Rational> known)
{
    public bool? Holds(Condition condition) => condition switch
    {
        Constant constant => constant.Value,
        Not not => !Holds(not.Part),
        All all => Fold(all.Parts, decisive: false),
        Any any => Fold(any.Parts, decisive: true),
        Counting counting => Count(counting),
        DefinitionTest test => Holds(test.Definition.Condition),
        ClassificationTest test => Classified(test),
        YesNoTest test => known.TryGetValue(test.Fact, out Rational value) ? value.Sign > 0 : null,
        ValueTest test => known.TryGetValue(test.Fact, out Rational value) ? test.Values.Contains((int)value.Floor()) : null,
        SetTest => null,
        NumberTest test => Number(test),
        KnownTest => null,
        _ => throw new InvalidOperationException($"No truth for {condition.GetType().Name}."),
    };

    private bool? Fold(IEnumerable<Condition> parts, bool decisive)
    {
        bool? result = !decisive;
        foreach (Condition part in parts)
        {
            bool? truth = Holds(part);
            if (truth == decisive)
            {
                return decisive;
            }

            result = truth is null ? null : result;
        }

        return result;
    }

    private bool? Count(Counting counting)
    {
        int certain = 0;
        int possible = 0;
        foreach (Condition part in counting.Parts)
        {
            bool? truth = Holds(part);
            certain += truth == true ? 1 : 0;
            possible += truth == false ? 0 : 1;
        }

        return certain >= counting.Minimum && possible <= counting.Maximum ? true
            : possible < counting.Minimum || certain > counting.Maximum ? false
            : null;
    }

    /// <summary>Whether the classification has one of the values: certain when no other value is possible, or none of these is.</summary>
    private bool? Classified(ClassificationTest test)
    {
        Classification classification = test.Classification;
        bool wanted = false;
        bool others = false;
        foreach (Branch branch in classification.Branches)
        {
            bool? truth = Holds(branch.Condition);
            if (truth == false)
            {
                continue;
            }

            bool isWanted = test.Values.Contains(branch.Value);
            if (truth == true && (classification.ChooseFirst ? !(isWanted ? others : wanted) : true))
            {
                return isWanted;
            }

            wanted |= isWanted;
            others |= !isWanted;
            if (truth == true)
            {
                return null;
            }
        }

        return wanted ? null : false;
    }

    private bool? Number(NumberTest test)
    {
        switch (test.Subject)
        {
            case FactValue value:
                return known.TryGetValue(value.Fact, out Rational number) ? test.Values.Contains(number) : null;
            case ScoreValue value:
                (Rational low, Rational high) = Bounds(value.Score);
                if (test.Values.Intervals.Any(i => i.Contains(low) && i.Contains(high)))
                {
                    return true;
                }

                return test.Values.Intervals.Any(i => Meets(i, low, high)) ? null : false;
            default:
                return null;
        }
    }

    private (Rational Low, Rational High) Bounds(Score score)
    {
        Rational low = Rational.Zero;
        Rational high = Rational.Zero;
        foreach (PointLine line in score.Lines)
        {
            bool? truth = Holds(line.Condition);
            bool isGain = line.Points.Sign > 0;
            low += truth == true || (truth is null && !isGain) ? line.Points : Rational.Zero;
            high += truth == true || (truth is null && isGain) ? line.Points : Rational.Zero;
        }

        return (low, high);
    }

    private static bool Meets(Interval interval, Rational low, Rational high) =>
        (interval.From is not { } from || (interval.FromInclusive ? high >= from : high > from))
        && (interval.To is not { } to || (interval.ToInclusive ? low <= to : low < to));
}
