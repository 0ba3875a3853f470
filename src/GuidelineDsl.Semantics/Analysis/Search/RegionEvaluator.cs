using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Logic;

namespace GuidelineDsl.Semantics.Analysis.Search;

/// <summary>
/// The truth of a settled formula on a whole region: true everywhere, false everywhere, or mixed. Shared parts of large formulas
/// are evaluated once per region.
/// </summary>
internal sealed class RegionEvaluator
{
    private const int RememberFrom = 32;

    private int[] _stamps = [];
    private sbyte[] _values = [];
    private readonly HashSet<int> _openSeen = [];
    private int _stamp;
    private int _work;

    /// <summary>How many parts were looked at since this was last asked.</summary>
    public int TakeWork()
    {
        int work = _work;
        _work = 0;
        return work;
    }

    public int Evaluate(Row row, ulong[] region)
    {
        if (row.Tests is { } tests)
        {
            int result = Part.True;
            _work++;
            foreach (CellTest test in tests)
            {
                int value = Part.Test(test.Variable.IsSmall, region[test.Variable.Index], test.Cells);
                if (value < result)
                {
                    result = value;
                    if (value == Part.False)
                    {
                        break;
                    }
                }
            }

            return result;
        }

        return Evaluate(row.Formula, region);
    }

    public int Evaluate(Formula formula, ulong[] region)
    {
        _stamp++;
        return Visit(formula, region);
    }

    /// <summary>Calls back, once for each, for the tests that are mixed on the region and still matter.</summary>
    public void VisitOpenTests(Formula formula, ulong[] region, Action<CellTest> visit)
    {
        _stamp++;
        _openSeen.Clear();
        VisitOpen(formula, region, visit);
    }

    private void VisitOpen(Formula formula, ulong[] region, Action<CellTest> visit)
    {
        if (formula.Size >= RememberFrom && !_openSeen.Add(formula.Id))
        {
            return;
        }

        switch (formula)
        {
            case Decided:
                break;
            case CellTest test:
                if (Part.Test(test.Variable.IsSmall, region[test.Variable.Index], test.Cells) == Part.Mixed)
                {
                    visit(test);
                }

                break;
            case Junction junction:
                foreach (Formula part in junction.Parts)
                {
                    if (Visit(part, region) == Part.Mixed)
                    {
                        VisitOpen(part, region, visit);
                    }
                }

                break;
            case Points points:
                foreach ((Rational _, Formula part) in points.Lines)
                {
                    if (Visit(part, region) == Part.Mixed)
                    {
                        VisitOpen(part, region, visit);
                    }
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(formula), formula, null);
        }
    }

    private int Visit(Formula formula, ulong[] region)
    {
        switch (formula)
        {
            case Decided decided:
                return decided.Value ? Part.True : Part.False;
            case CellTest test:
                return Part.Test(test.Variable.IsSmall, region[test.Variable.Index], test.Cells);
        }

        if (formula.Size < RememberFrom)
        {
            return VisitParts(formula, region);
        }

        if (formula.Id >= _stamps.Length)
        {
            Array.Resize(ref _stamps, Math.Max(2 * _stamps.Length, formula.Id + 1));
            Array.Resize(ref _values, _stamps.Length);
        }

        if (_stamps[formula.Id] != _stamp)
        {
            int value = VisitParts(formula, region);
            _stamps[formula.Id] = _stamp;
            _values[formula.Id] = (sbyte)value;
        }

        return _values[formula.Id];
    }

    private int VisitParts(Formula formula, ulong[] region)
    {
        Budget.EnsureStack();
        switch (formula)
        {
            case Junction junction:
                _work += junction.Parts.Length;
                int deciding = junction.IsConjunction ? Part.False : Part.True;
                int result = -deciding;
                foreach (Formula part in junction.Parts)
                {
                    int value = Visit(part, region);
                    if (value == deciding)
                    {
                        return deciding;
                    }

                    if (value == Part.Mixed)
                    {
                        result = Part.Mixed;
                    }
                }

                return result;
            case Points points:
                _work += 4 * points.Lines.Length;
                Rational low = Rational.Zero;
                Rational high = Rational.Zero;
                foreach ((Rational weight, Formula part) in points.Lines)
                {
                    int value = Visit(part, region);
                    if (value == Part.True || (value == Part.Mixed && weight.Sign < 0))
                    {
                        low += weight;
                    }

                    if (value == Part.True || (value == Part.Mixed && weight.Sign > 0))
                    {
                        high += weight;
                    }
                }

                return IntervalArithmetic.Classify(points.Values, low, high) switch
                {
                    true => Part.True,
                    false => Part.False,
                    null => Part.Mixed,
                };
            default:
                throw new ArgumentOutOfRangeException(nameof(formula), formula, null);
        }
    }
}
