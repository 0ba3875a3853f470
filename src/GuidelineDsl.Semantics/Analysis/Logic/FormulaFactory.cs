using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>Makes formulas, each once, already simplified: constants folded, tests of one variable merged, nested junctions flattened.</summary>
/// <param name="budget">What the making costs is taken from it.</param>
internal sealed class FormulaFactory(Budget budget)
{
    private readonly Dictionary<(int Variable, CellSet Cells, CellSet? Open), CellTest> _tests = [];
    private readonly Dictionary<PartsKey, Formula> _junctions = [];
    private readonly Dictionary<string, Unsettled> _unsettled = [];
    private readonly Dictionary<int, Formula> _negations = [];
    private int _nextId = 2;

    public Decided True { get; } = new(0, true);

    public Decided False { get; } = new(1, false);

    public int Count => _nextId;

    public Formula Constant(bool value) => value ? True : False;

    /// <summary>The variable is known and in the cells; on the unknown cell it holds exactly when <paramref name="atUnknown"/> says so.</summary>
    public Formula Test(Variable variable, CellSet cells, CellSet? open = null)
    {
        if (open is not null)
        {
            CellSet known = cells.Intersect(variable.Known);
            if (open.IsEmpty || open.IsFull(variable.KnownCount))
            {
                cells = open.IsEmpty ? known : known.Union(CellSet.Single(variable.Count - 1));
                open = null;
            }
            else
            {
                cells = known;
            }
        }

        if (open is null && (cells.IsEmpty || cells.IsFull(variable.Count)))
        {
            return Constant(!cells.IsEmpty);
        }

        (int, CellSet, CellSet?) key = (variable.Index, cells, open);
        if (!_tests.TryGetValue(key, out CellTest? test))
        {
            test = new CellTest(_nextId++, variable, cells, open);
            _tests.Add(key, test);
        }

        return test;
    }

    public Formula Unsettled(string? reason)
    {
        if (!_unsettled.TryGetValue(reason ?? "", out Unsettled? leaf))
        {
            leaf = new Unsettled(_nextId++, reason);
            _unsettled.Add(reason ?? "", leaf);
        }

        return leaf;
    }

    public Formula And(params IEnumerable<Formula> parts) => Join(true, parts);

    public Formula Or(params IEnumerable<Formula> parts) => Join(false, parts);

    public Formula Points(IEnumerable<(Rational Weight, Formula Part)> lines, IntervalSet values)
    {
        Budget.EnsureStack();
        List<(Rational Weight, Formula Part)> rest = [];
        Rational shift = Rational.Zero;
        Rational low = Rational.Zero;
        Rational high = Rational.Zero;
        foreach ((Rational weight, Formula part) in lines)
        {
            if (part is Decided decided)
            {
                shift += decided.Value ? weight : Rational.Zero;
            }
            else if (weight.Sign != 0)
            {
                rest.Add((weight, part));
                low += weight.Sign < 0 ? weight : Rational.Zero;
                high += weight.Sign > 0 ? weight : Rational.Zero;
            }
        }

        IntervalSet shifted = shift.Sign == 0 ? values : IntervalArithmetic.Shift(values, -shift);
        if (IntervalArithmetic.Classify(shifted, low, high) is { } outcome)
        {
            return Constant(outcome);
        }

        if (rest.Count == 1)
        {
            bool without = shifted.Contains(Rational.Zero);
            bool with = shifted.Contains(rest[0].Weight);
            return with == without ? Constant(with) : with ? rest[0].Part : Negate(rest[0].Part);
        }

        budget.Spend(rest.Count);
        rest.Sort((a, b) => a.Part.Id.CompareTo(b.Part.Id) is var order && order != 0 ? order : a.Weight.CompareTo(b.Weight));
        return Share(new PartsKey(2, [.. rest.Select(r => r.Part.Id)], string.Join(';', rest.Select(r => r.Weight)) + "|" + IntervalArithmetic.Describe(shifted)),
            id => new Points(id, [.. rest], shifted));
    }

    public Formula Negate(Formula formula)
    {
        switch (formula)
        {
            case Decided decided:
                return Constant(!decided.Value);
            case Logic.Unsettled:
                return formula;
            case CellTest { Open: { } open } test:
                return Test(test.Variable, test.Cells.Complement(test.Variable.KnownCount), open.Complement(test.Variable.KnownCount));
            case CellTest test:
                return Test(test.Variable, test.Cells.Complement(test.Variable.Count));
        }

        if (!_negations.TryGetValue(formula.Id, out Formula? negation))
        {
            negation = formula switch
            {
                Junction junction => Join(!junction.IsConjunction, junction.Parts.Select(Negate)),
                Points points => Points(points.Lines, IntervalArithmetic.Complement(points.Values)),
                _ => throw new ArgumentOutOfRangeException(nameof(formula), formula, null),
            };
            _negations[formula.Id] = negation;
            _negations[negation.Id] = formula;
        }

        return negation;
    }

    /// <summary>Rebuilds a formula with other leaves; shared parts are rebuilt once.</summary>
    public Formula Rewrite(Formula formula, Func<Formula, Formula> leaf, Dictionary<int, Formula> done)
    {
        if (formula is Decided)
        {
            return formula;
        }

        if (!done.TryGetValue(formula.Id, out Formula? result))
        {
            result = formula switch
            {
                CellTest or Logic.Unsettled => leaf(formula),
                Junction junction => Join(junction.IsConjunction, junction.Parts.Select(p => Rewrite(p, leaf, done))),
                Points points => Points(points.Lines.Select(l => (l.Weight, Rewrite(l.Part, leaf, done))), points.Values),
                _ => throw new ArgumentOutOfRangeException(nameof(formula), formula, null),
            };
            done.Add(formula.Id, result);
        }

        return result;
    }

    private Formula Join(bool conjunction, IEnumerable<Formula> parts)
    {
        Budget.EnsureStack();
        List<Formula> flat = [];
        foreach (Formula part in parts)
        {
            switch (part)
            {
                case Decided decided when decided.Value != conjunction:
                    return decided;
                case Decided:
                    break;
                case Junction junction when junction.IsConjunction == conjunction:
                    flat.AddRange(junction.Parts);
                    break;
                default:
                    flat.Add(part);
                    break;
            }
        }

        budget.Spend(1 + flat.Count);
        if (flat.Count > 1)
        {
            flat.Sort(static (a, b) => (a, b) switch
            {
                (CellTest x, CellTest y) => x.Variable.Index.CompareTo(y.Variable.Index) is var order && order != 0 ? order : x.Id.CompareTo(y.Id),
                (CellTest, _) => -1,
                (_, CellTest) => 1,
                _ => a.Id.CompareTo(b.Id),
            });
            if (!Merge(flat, conjunction))
            {
                return Constant(!conjunction);
            }
        }

        return flat.Count switch
        {
            0 => Constant(conjunction),
            1 => flat[0],
            _ => Share(new PartsKey(conjunction ? 1 : 0, [.. flat.Select(f => f.Id)], ""), id => new Junction(id, conjunction, [.. flat])),
        };
    }

    // Sorted parts: drops repetitions and joins the tests of each variable; false when the whole is decided against its neutral element.
    private bool Merge(List<Formula> parts, bool conjunction)
    {
        int kept = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            Formula part = parts[i];
            if (kept > 0 && parts[kept - 1].Id == part.Id)
            {
                continue;
            }

            if (kept > 0 && part is CellTest b && parts[kept - 1] is CellTest a && a.Variable == b.Variable)
            {
                Formula merged = Combine(a, b, conjunction);
                if (merged is Decided decided)
                {
                    if (decided.Value != conjunction)
                    {
                        return false;
                    }

                    kept--;
                    continue;
                }

                parts[kept - 1] = merged;
                continue;
            }

            parts[kept++] = part;
        }

        parts.RemoveRange(kept, parts.Count - kept);
        return true;
    }

    private Formula Combine(CellTest a, CellTest b, bool conjunction)
    {
        if (a.Open is null && b.Open is null)
        {
            return Test(a.Variable, conjunction ? a.Cells.Intersect(b.Cells) : a.Cells.Union(b.Cells));
        }

        CellSet openA = a.Open ?? AtUnknown(a);
        CellSet openB = b.Open ?? AtUnknown(b);
        return conjunction
            ? Test(a.Variable, a.Cells.Intersect(b.Cells), openA.Intersect(openB))
            : Test(a.Variable, a.Cells.Union(b.Cells), openA.Union(openB));
    }

    private static CellSet AtUnknown(CellTest test) =>
        test.Cells.Contains(test.Variable.Count - 1) ? test.Variable.Known : CellSet.Empty;

    private Formula Share(PartsKey key, Func<int, Formula> make)
    {
        if (!_junctions.TryGetValue(key, out Formula? formula))
        {
            formula = make(_nextId++);
            _junctions.Add(key, formula);
        }

        return formula;
    }

    private readonly struct PartsKey(int kind, int[] parts, string extra) : IEquatable<PartsKey>
    {
        private readonly int _kind = kind;
        private readonly int[] _parts = parts;
        private readonly string _extra = extra;

        public bool Equals(PartsKey other) => _kind == other._kind && _parts.AsSpan().SequenceEqual(other._parts) && _extra == other._extra;

        public override bool Equals(object? obj) => obj is PartsKey other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_kind);
            foreach (int part in _parts)
            {
                hash.Add(part);
            }

            hash.Add(_extra);
            return hash.ToHashCode();
        }
    }
}
