using System.Collections.Immutable;
using System.Numerics;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Chooses one patient of a region: complete where that is possible, at the boundary in the facts that matter, and as patients usually are in the others.
/// </summary>
/// <param name="variables">The space.</param>
/// <param name="rows">What the region leaves open.</param>
/// <param name="typical">The value that patients usually have of a fact; of null, the day of evaluation.</param>
/// <param name="budget">Stops the work.</param>
internal sealed class WitnessFinder(VariableSet variables, IReadOnlyList<Row> rows, Func<Fact?, PatientValue> typical, Budget budget)
{
    private readonly CoverSearch _search = new(variables, rows, budget);

    /// <summary>A cell for each variable, inside the region and open; null when the region holds nobody.</summary>
    public int[]? FindPoint(ulong[] region)
    {
        ulong[] rest = [.. region];
        if (_search.IsCovered(rest))
        {
            return null;
        }

        int[] point = new int[variables.Count];

        // Unknown is chosen only where nothing else is left.
        foreach (Variable variable in variables.Where(v => v.HasUnknown))
        {
            ulong own = rest[variable.Index];
            CellSet known = Part.ToCells(variable, own).Intersect(variable.Known);
            if (!known.IsEmpty)
            {
                rest[variable.Index] = Part.Of(variable, known);
                if (_search.IsCovered(rest))
                {
                    rest[variable.Index] = own;
                }
            }
        }

        foreach (Variable variable in variables)
        {
            ulong own = rest[variable.Index];
            bool isBound = region[variable.Index] != Part.Full(variable);
            foreach (int cell in Preferred(variable, own, isBound))
            {
                rest[variable.Index] = Part.Single(variable, cell);
                if (rest[variable.Index] == own || !_search.IsCovered(rest))
                {
                    point[variable.Index] = cell;
                    break;
                }
            }
        }

        return point;
    }

    private IEnumerable<int> Preferred(Variable variable, ulong part, bool isBound)
    {
        CellSet cells = Part.ToCells(variable, part);
        if (variable.Kind is not (VariableKind.Number or VariableKind.Term))
        {
            return cells.Cells().OrderBy(c => !IsTypical(variable, c));
        }

        if (isBound)
        {
            return cells.First > 0 || cells.Last >= variable.KnownCount - 1 ? cells.Cells() : cells.Cells().Reverse();
        }

        return Around(NumberCells.At(variable, Wanted(variable)), cells, variable.Count);
    }

    private bool IsTypical(Variable variable, int cell) => typical(variable.Fact) switch
    {
        YesNoValue yesNo => cell == (yesNo.Value ? 1 : 0),
        EnumerationValue value => cell < variable.KnownCount && variable.Values[cell].Contains(value.Value.Ordinal),
        _ => cell == 0,
    };

    private Rational Wanted(Variable variable) => variable.Kind == VariableKind.Term
        ? PlausibleNumber.Within(new Interval(variable.Domain!.Minimum, true, variable.Domain.Maximum, true), variable.Domain)
        : typical(variable.Fact) is NumericValue number ? number.Value : Rational.Zero;

    private static IEnumerable<int> Around(int center, CellSet cells, int count)
    {
        for (int distance = 0; distance < count; distance++)
        {
            if (center - distance >= 0 && cells.Contains(center - distance))
            {
                yield return center - distance;
            }

            if (distance > 0 && cells.Contains(center + distance))
            {
                yield return center + distance;
            }
        }
    }

    /// <summary>The patient at a point, with the usual values for all other facts.</summary>
    public (Patient Patient, DateOnly? Today) ToPatient(int[] point, ulong[] region, UsualValues? usual)
    {
        Dictionary<Fact, PatientValue> values = [];
        DateOnly? today = null;
        Dictionary<Variable, Rational> compared = variables.Theory?.ValuesAt(
            [.. variables.Select(v => Part.Single(v, point[v.Index]))], v => NumberAt(v, point[v.Index], region), budget) ?? [];
        Rational Number(Variable variable) =>
            compared.TryGetValue(variable, out Rational value) ? value : NumberAt(variable, point[variable.Index], region);
        foreach (Variable variable in variables.Where(v => v.Kind != VariableKind.Term))
        {
            int cell = point[variable.Index];
            if (variable.Fact is not { } fact)
            {
                today = DateOnly.FromDayNumber((int)Number(variable).Floor());
                continue;
            }

            if (variable.HasUnknown && cell == variable.Count - 1)
            {
                values[fact] = new UnknownValue();
                continue;
            }

            values[fact] = variable.Kind switch
            {
                VariableKind.YesNo => new YesNoValue(cell == 1),
                VariableKind.Value => ValueIn(fact, variable.Values[cell]),
                VariableKind.Number => new NumericValue(Number(variable)),
                VariableKind.Member or VariableKind.OtherMember => WithMember(values.GetValueOrDefault(fact), fact, variable, cell),
                _ => throw new ArgumentOutOfRangeException(nameof(point), variable.Kind, null),
            };
        }

        return (new Patient([.. values.OrderBy(v => v.Key.Ordinal).Select(v => (v.Key, v.Value))], usual), today);
    }

    private EnumerationValue ValueIn(Fact fact, ValueSet values) => typical(fact) is EnumerationValue usual && values.Contains(usual.Value.Ordinal)
        ? usual
        : new EnumerationValue(((Enumeration)fact.Type).Values[values.Ordinals[0]]);

    private static SetValue WithMember(PatientValue? before, Fact fact, Variable variable, int cell)
    {
        SetValue members = before as SetValue ?? new SetValue([]);
        return cell == 0
            ? members
            : new SetValue([.. members.Members.Add(((SetOf)fact.Type).Values[variable.Member]).OrderBy(m => m.Ordinal)]);
    }

    private Rational NumberAt(Variable variable, int cell, ulong[] region)
    {
        ulong part = region[variable.Index];
        Interval interval = variable.Intervals[cell];
        bool isFree = variable.Known.Intersect(Part.ToCells(variable, part)).Equals(variable.Known);
        bool fromAbove = !isFree && cell == Math.Min(Part.Last(variable, part), variable.KnownCount - 1) && cell < variable.KnownCount - 1
            && Part.First(variable, part) == 0;
        return isFree ? PlausibleNumber.Near(interval, variable.Domain!, Wanted(variable)) : PlausibleNumber.AtEnd(interval, variable.Domain!, fromAbove);
    }
}
