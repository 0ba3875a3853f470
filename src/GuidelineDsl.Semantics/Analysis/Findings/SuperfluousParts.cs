using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Parts of a condition that never change it, for any patient whom types, ranges and constraints allow, unknown facts included: the part is left
/// out, and the condition stays the same. Largest parts first, and what was found is left out before looking on.
/// </summary>
internal sealed class SuperfluousParts
{
    private readonly ConditionOwner _owner;
    private readonly PatientSpace _patients;
    private readonly Formula _whole;
    private readonly List<Finding> _findings = [];

    private SuperfluousParts(GuidelineContext guideline, ConditionOwner owner, Budget budget)
    {
        _owner = owner;
        _patients = new PatientSpace([guideline], [owner.Condition], budget);
        _whole = _patients.Space.Compile(owner.Condition);
    }

    public static IEnumerable<Finding> Find(GuidelineContext guideline, ConditionOwner owner, Budget budget)
    {
        SuperfluousParts search = new(guideline, owner, budget);
        if (!search._whole.HasUnsettledLeaves)
        {
            search.Run();
        }

        return search._findings.OrderBy(f => f.Location.Span.Start);
    }

    private void Run()
    {
        if (!_owner.MayBeEmpty && IsSame(new Constant(false, _owner.Condition.Origin)))
        {
            _findings.Add(PartMessages.NeverHolds(_owner));
            return;
        }

        Walk(_owner.Condition, neutral: true, replaced => replaced);
    }

    private Condition Walk(Condition part, bool neutral, Func<Condition, Condition> inWhole)
    {
        if (part is Constant)
        {
            return part;
        }

        Constant without = new(neutral, part.Origin);
        if (IsSame(inWhole(without)))
        {
            _findings.Add(PartMessages.ChangesNothing(_owner, part, neutral));
            return without;
        }

        switch (part)
        {
            case All all:
                return all with { Parts = WalkAll(all.Parts, true, parts => inWhole(all with { Parts = parts })) };
            case Any any:
                return any with { Parts = WalkAll(any.Parts, false, parts => inWhole(any with { Parts = parts })) };
            case Counting counting:
                return counting with { Parts = WalkAll(counting.Parts, false, parts => inWhole(counting with { Parts = parts })) };
            case Not { Part: All all } not:
                return not with { Part = all with { Parts = WalkAll(all.Parts, true, parts => inWhole(not with { Part = all with { Parts = parts } })) } };
            case Not { Part: Any any } not:
                return not with { Part = any with { Parts = WalkAll(any.Parts, false, parts => inWhole(not with { Part = any with { Parts = parts } })) } };
            default:
                return part;
        }
    }

    private ImmutableArray<Condition> WalkAll(
        ImmutableArray<Condition> parts, bool neutral, Func<ImmutableArray<Condition>, Condition> inWhole)
    {
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            int index = i;
            ImmutableArray<Condition> current = parts;
            parts = parts.SetItem(index, Walk(parts[index], neutral, p => inWhole(current.SetItem(index, p))));
        }

        return parts;
    }

    private bool IsSame(Condition other)
    {
        Formula formula = _patients.Space.Compile(other);
        return formula == _whole
            || (IsSame(f => _patients.Patients.Certain(f, unsettledAs: false), formula)
                && (!(formula.HasOpenLeaves || _whole.HasOpenLeaves) || IsSame(f => _patients.Patients.Possible(f, unsettledAs: false), formula)));
    }

    private bool IsSame(Func<Formula, Formula> settle, Formula other)
    {
        Formula a = settle(_whole);
        Formula b = settle(other);
        return a == b || (Implies(a, b) && Implies(b, a));
    }

    private bool Implies(Formula a, Formula b) =>
        !_patients.IsOpen([.. _patients.Patients.Impossible, .. _patients.NotHolding(a), _patients.Covering(b)]);
}
