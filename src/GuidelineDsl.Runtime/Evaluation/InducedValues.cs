using System.Numerics;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The values of one unknown fact at which a computed number passes its thresholds, all other facts of it being known. The number
/// rises or falls with the fact throughout, so that halving finds the place.
/// </summary>
internal static class InducedValues
{
    public static SortedSet<Rational>? Find(NumberCells number, FactDescription fact, EvaluationState state, Action visit)
    {
        SortedSet<Rational> values = [];
        bool found = fact.Coding.Step is { } step ? OnGrid(step) : BetweenThresholds();
        state.Codes[fact.Index] = EvaluationState.UnknownCode;
        visit();
        return found ? values : null;

        bool OnGrid(Rational step)
        {
            BigInteger low = fact.Minimum is { } minimum ? (minimum / step).Numerator : fact.Kind == FactValueKind.Number ? -1_000_000_000 : 0;
            BigInteger high = fact.Maximum is { } maximum ? (maximum / step).Numerator : LastStep();
            if (Value(low * step) is not { } atLow || Value(high * step) is not { } atHigh)
            {
                return false;
            }

            values.Add(low * step);
            values.Add(high * step);
            foreach (Rational threshold in number.Thresholds)
            {
                // On the way up the first step that reaches the threshold, and the first that passes it; on the way down likewise.
                AddAround(FirstWhere(low, high, value => atLow <= atHigh ? value >= threshold : value <= threshold));
                AddAround(FirstWhere(low, high, value => atLow <= atHigh ? value > threshold : value < threshold));
            }

            return true;

            void AddAround(BigInteger place)
            {
                for (BigInteger near = place - 1; near <= place + 1; near++)
                {
                    if (near >= low && near <= high)
                    {
                        values.Add(near * step);
                    }
                }
            }

            BigInteger FirstWhere(BigInteger from, BigInteger to, Func<Rational, bool> reached)
            {
                while (from < to)
                {
                    BigInteger middle = (from + to) >> 1;
                    if (Value(middle * step) is { } value && reached(value))
                    {
                        to = middle;
                    }
                    else
                    {
                        from = middle + 1;
                    }
                }

                return from;
            }

            BigInteger LastStep() => fact.Kind switch
            {
                FactValueKind.Date => CalendarArithmetic.LatestDay,
                FactValueKind.DateTime => CalendarArithmetic.LatestSecond,
                _ => 1_000_000_000,
            };
        }

        // A continuous number enters only by sums and constant factors: a straight line, known from two of its points.
        bool BetweenThresholds()
        {
            if (Value(Rational.Zero) is not { } atZero || Value(Rational.One) is not { } atOne || atZero == atOne)
            {
                return false;
            }

            SortedSet<Rational> places = [.. fact.Coding.Thresholds, .. number.Thresholds.Select(t => (t - atZero) / (atOne - atZero))];
            places.RemoveWhere(place => place < (fact.Minimum ?? place) || place > (fact.Maximum ?? place));
            Rational low = fact.Minimum ?? (places.Count > 0 ? places.Min - 2 : -1);
            Rational high = fact.Maximum ?? (places.Count > 0 ? places.Max + 2 : 1);
            Rational last = low;
            foreach (Rational place in (IEnumerable<Rational>)[.. places, high])
            {
                values.Add((last + place) / 2);
                values.Add(place);
                last = place;
            }

            values.Add(low);
            return true;
        }

        Rational? Value(Rational value)
        {
            state.Codes[fact.Index] = fact.Coding.CodeOf(value) ?? EvaluationState.UnknownCode;
            state.Exact[fact.Index] = value;
            visit();
            return state.Numbers[number.Slot].IsDetermined ? state.Numbers[number.Slot].Low : null;
        }
    }
}
