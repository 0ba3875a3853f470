using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis.Cells;
using GuidelineDsl.Semantics.Analysis.Linear;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis.Logic;

/// <summary>
/// The space of patients as some conditions see it: one variable for each fact (for each mentioned member of a set), cut into cells on
/// which none of the conditions changes; and those conditions as formulas over the cells.
/// </summary>
internal sealed class ConditionSpace
{
    private readonly NumericReduction _numbers;
    private readonly Dictionary<object, Formula> _compiled = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Fact, Variable> _byFact = [];
    private readonly Dictionary<Fact, List<Variable>> _members = [];
    private readonly Variable? _today;
    private readonly Dictionary<LinearForm, Variable> _forms = [];
    private readonly List<Variable> _variables = [];
    private readonly Dictionary<ComputedValue, Formula> _knownValues = [];

    public ConditionSpace(IEnumerable<Condition> conditions, IEnumerable<Classification> classifications, Budget budget)
    {
        Formulas = new FormulaFactory(budget);
        _numbers = new NumericReduction(budget);
        AtomCollector atoms = new(_numbers, budget);
        foreach (Condition condition in conditions)
        {
            atoms.Collect(condition);
        }

        foreach (Classification classification in classifications)
        {
            atoms.CollectClassification(classification);
        }

        Classifications = [.. atoms.Classifications];
        foreach (FactUse use in atoms.Facts.Values)
        {
            AddFact(use.Fact, use);
        }

        if (atoms.Today is { } today)
        {
            _today = AddNumber(null, NumberDomain.Today, today, hasUnknown: false);
        }

        foreach ((LinearForm form, HashSet<Cut> cuts, Location origin) in atoms.Forms)
        {
            AddForm(form, cuts, origin);
        }

        Variables = new VariableSet([.. _variables], _forms.Count == 0 ? null : new LinearTheory(_forms.Values.OrderBy(v => v.Index), VariableOf));
        Settlement = new Settlement(Formulas);
    }

    public VariableSet Variables { get; }

    /// <summary>The classifications that the conditions use, those that others need first.</summary>
    public ImmutableArray<Classification> Classifications { get; }

    public FormulaFactory Formulas { get; }

    public Settlement Settlement { get; }

    /// <summary>All members of one set are known, or none is; a sum is known when all its parts are.</summary>
    public IEnumerable<Formula> Coherence => CoherentSets.Concat(_forms.Values.Where(f => f.HasUnknown).OrderBy(f => f.Index).Select(f => Equivalent(
        Formulas.Test(f, f.Known),
        Formulas.And(f.Form!.Terms.Select(t => VariableOf(t.Quantity)).Distinct().Where(v => v.HasUnknown).Select(v => Formulas.Test(v, v.Known))))));

    private IEnumerable<Formula> CoherentSets => _members.Values
        .Where(set => set.Count > 1 && set[0].HasUnknown)
        .OrderBy(set => set[0].Fact!.Ordinal)
        .SelectMany(set => set.Skip(1).Select(m => Equivalent(Formulas.Test(set[0], set[0].Known), Formulas.Test(m, m.Known))));

    public Variable? VariableOf(Fact fact) => _byFact.GetValueOrDefault(fact);

    /// <summary>The condition over the cells, three-valued where facts may be unknown.</summary>
    public Formula Compile(Condition condition)
    {
        if (condition is YesNoTest or ValueTest or NumberTest { Subject: FactValue })
        {
            return CompileNew(condition);
        }

        if (!_compiled.TryGetValue(condition, out Formula? formula))
        {
            formula = CompileNew(condition);
            _compiled.Add(condition, formula);
        }

        return formula;
    }

    /// <summary>The condition certainly holds, whatever the constraints say of unknown facts; what is not settled counts as said.</summary>
    public Formula Certain(Condition condition, bool unsettledAs) => Settlement.Settle(Compile(condition), Certainty.Certain, unsettledAs);

    /// <summary>The classification has the value, whatever else it has.</summary>
    public Formula HasValue(Classification classification, int value) => Compile(classification, v => v == value);

    private Formula Equivalent(Formula a, Formula b) =>
        Formulas.Or(Formulas.And(a, b), Formulas.And(Formulas.Negate(a), Formulas.Negate(b)));

    private Formula CompileNew(Condition condition)
    {
        Budget.EnsureStack();
        switch (condition)
        {
            case Constant constant:
                return Formulas.Constant(constant.Value);
            case All all:
                return Formulas.And(all.Parts.Select(Compile));
            case Any any:
                return Formulas.Or(any.Parts.Select(Compile));
            case Not not:
                return Formulas.Negate(Compile(not.Part));
            case Counting counting:
                IntervalSet count = new([new Interval(counting.Minimum, true, counting.Maximum, true)]);
                return counting.Minimum > counting.Maximum
                    ? Formulas.False
                    : Formulas.Points(counting.Parts.Select(p => (Rational.One, Compile(p))), count);
            case PointsTest points:
                return Formulas.Points(points.Lines.Select(l => (l.Weight, Compile(l.Part))), points.Values);
            case DefinitionTest test:
                return Compile(test.Definition.Condition);
            case ClassificationTest test:
                return Compile(test.Classification, test.Values.Contains);
            case YesNoTest test:
                return Test(_byFact[test.Fact], CellSet.Single(1));
            case ValueTest test:
                Variable variable = _byFact[test.Fact];
                return Test(variable, variable.CellsOf(test.Values));
            case SetTest test:
                return CompileSet(test);
            case NumberTest { Subject: FactValue { Fact: var fact } } test:
                return Test(_byFact[fact], NumberCells.Of(_byFact[fact], test.Values));
            case NumberTest test:
                return Compile(_numbers.Reduce(test));
            case LinearTest test:
                return CompileLinear(test);
            case UnsettledTest test:
                return Formulas.Unsettled(test.Reason);
            case KnownTest test:
                return CompileKnown(test);
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, null);
        }
    }

    private Formula Compile(Classification classification, Func<int, bool> values)
    {
        List<Formula> alternatives = [];
        List<Formula> earlier = [];
        foreach (Branch branch in classification.Branches)
        {
            Formula holds = Compile(branch.Condition);
            if (values(branch.Value))
            {
                alternatives.Add(classification.ChooseFirst ? Formulas.And([holds, .. earlier]) : holds);
            }

            earlier.Add(Formulas.Negate(holds));
        }

        return Formulas.Or(alternatives);
    }

    private Formula CompileSet(SetTest test)
    {
        switch (test.Kind)
        {
            case SetTestKind.IncludesAny:
                return Formulas.Or(test.Values.Ordinals.Select(o => Member(test.Fact, o)));
            case SetTestKind.IncludesAll:
                return Formulas.And(test.Values.Ordinals.Select(o => Member(test.Fact, o)));
            case SetTestKind.IncludesOnly:
                return Formulas.And(
                    [
                        Formulas.Or(test.Values.Ordinals.Select(o => Member(test.Fact, o))),
                        .. MembersOf(test.Fact).Where(m => !test.Values.Contains(m)).Select(m => Formulas.Negate(Member(test.Fact, m))),
                    ]);
            case SetTestKind.IsEmpty:
                return Formulas.And(MembersOf(test.Fact).Select(m => Formulas.Negate(Member(test.Fact, m))));
            default:
                throw new ArgumentOutOfRangeException(nameof(test), test.Kind, null);
        }
    }

    // The members that are variables: the mentioned ones, and one for all that are not.
    private IEnumerable<int> MembersOf(Fact fact) => _members[fact].Select(v => v.Member);

    private Formula Member(Fact fact, int member) => Test(_members[fact].Find(v => v.Member == member)!, CellSet.Single(1));

    private Formula CompileLinear(LinearTest test)
    {
        if (test.Form.Single is { } quantity && (quantity.Fact is not null || quantity.IsToday))
        {
            Variable variable = quantity.Fact is { } fact ? _byFact[fact] : _today!;
            return Test(variable, NumberCells.Of(variable, test.Values));
        }

        if (!_forms.TryGetValue(test.Form, out Variable? form))
        {
            return Formulas.Unsettled("it calculates in a way that is not linear");
        }

        // What a sum may still be when some of its facts are unknown depends on the others; that is left open.
        return Formulas.Or(
            Formulas.Test(form, NumberCells.Of(form, test.Values)),
            Formulas.And(
                Formulas.Negate(Formulas.Test(form, form.Known)),
                Formulas.Unsettled("it compares facts with one another, some of which may be unknown")));
    }

    private Formula CompileKnown(KnownTest test)
    {
        try
        {
            return CompileKnown(test.Subject, test.Origin);
        }
        catch (AnalysisLimitException tooLarge)
        {
            return Formulas.Unsettled(tooLarge.Message);
        }
    }

    private Formula CompileKnown(Symbol subject, Location origin)
    {
        switch (subject)
        {
            case Fact fact:
                Variable variable = _byFact.TryGetValue(fact, out Variable? own) ? own : _members[fact][0];
                return Formulas.Test(variable, variable.Known);
            case Definition definition:
                Formula holds = Compile(definition.Condition);
                return Formulas.Or(Settle(holds), Settle(Formulas.Negate(holds)));
            case Classification classification:
                return Formulas.Or(classification.Branches.Select(b => b.Value).Distinct().Select(v => Settle(HasValue(classification, v))));
            case Score score:
                return Formulas.Or(NumericReduction.TotalsOf(score).Select(total => Settle(Formulas.Points(
                    score.Lines.Select(l => (l.Points, Compile(l.Condition))), IntervalSet.Points([total])))));
            case ComputedValue computed:
                return _knownValues.TryGetValue(computed, out Formula? known) ? known : _knownValues[computed] = Compile(KnownValue.Of(computed.Value, origin));
            default:
                throw new ArgumentOutOfRangeException(nameof(subject), subject, null);
        }
    }

    private Formula Settle(Formula formula) => Settlement.Settle(formula, Certainty.Certain, unsettledAs: false);

    private Formula Test(Variable variable, CellSet cells) => Formulas.Test(variable, cells, variable.HasUnknown ? cells : null);

    private void AddFact(Fact fact, FactUse use)
    {
        bool hasUnknown = use.IsAskedToBeKnown && !fact.IsRequired;
        switch (fact.Type)
        {
            case YesNo:
                _byFact.Add(fact, Add(i => new Variable
                {
                    Index = i,
                    Kind = VariableKind.YesNo,
                    Fact = fact,
                    HasUnknown = hasUnknown,
                    Count = hasUnknown ? 3 : 2,
                    Weights = Ones(hasUnknown ? 3 : 2),
                }));
                break;
            case Enumeration type:
                ImmutableArray<ValueSet> classes = ValueClasses(type, use.ValueSets);
                _byFact.Add(fact, Add(i => new Variable
                {
                    Index = i,
                    Kind = VariableKind.Value,
                    Fact = fact,
                    HasUnknown = hasUnknown,
                    IsOrdered = type.IsOrdered,
                    Count = classes.Length + (hasUnknown ? 1 : 0),
                    Values = classes,
                    Weights = [.. classes.Select(c => (long)c.Ordinals.Length), .. Ones(hasUnknown ? 1 : 0)],
                }));
                break;
            case Number or Date:
                _byFact.Add(fact, AddNumber(fact, NumberDomain.Of(fact.Type), use.Cuts, hasUnknown));
                break;
            case SetOf type:
                AddSet(fact, type, use, hasUnknown);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fact), fact.Type, null);
        }
    }

    private void AddSet(Fact fact, SetOf type, FactUse use, bool hasUnknown)
    {
        int other = Enumerable.Range(0, type.Values.Length).Where(m => !use.Members.Contains(m)).DefaultIfEmpty(-1).First();
        bool hasOther = other >= 0 && (use.AsksForOtherMembers || use.Members.Count == 0);
        List<Variable> members = [];
        _members.Add(fact, members);
        foreach (int member in hasOther ? [.. use.Members.Append(other).Order()] : use.Members.ToArray())
        {
            members.Add(Add(i => new Variable
            {
                Index = i,
                Kind = hasOther && member == other ? VariableKind.OtherMember : VariableKind.Member,
                Fact = fact,
                Member = member,
                HasUnknown = hasUnknown,
                Count = hasUnknown ? 3 : 2,
                Weights = Ones(hasUnknown ? 3 : 2),
            }));
        }
    }

    private Variable AddNumber(Fact? fact, NumberDomain domain, IEnumerable<Cut> cuts, bool hasUnknown)
    {
        (ImmutableArray<NumberCell> cells, Dictionary<Cut, int> firstAfter) = domain.Split(cuts);
        return Add(i => new Variable
        {
            Index = i,
            Kind = VariableKind.Number,
            Fact = fact,
            HasUnknown = hasUnknown,
            IsOrdered = true,
            Domain = domain,
            FirstAfter = firstAfter,
            Count = cells.Length + (hasUnknown ? 1 : 0),
            Intervals = [.. cells.Select(c => c.Interval)],
            Weights = [.. cells.Select(c => c.Weight), .. Ones(hasUnknown ? 1 : 0)],
        });
    }

    private Variable VariableOf(Quantity quantity) => quantity.Fact is { } fact ? _byFact[fact] : _today!;

    private void AddForm(LinearForm form, HashSet<Cut> cuts, Location origin)
    {
        NumberDomain domain = NumberDomain.OfSum(form.Terms.Select(t => (MovedDates.DomainOf(t.Quantity, VariableOf(t.Quantity)), t.Coefficient)));
        (ImmutableArray<NumberCell> cells, Dictionary<Cut, int> firstAfter) = domain.Split(cuts);
        bool hasUnknown = form.Terms.Any(t => VariableOf(t.Quantity).HasUnknown);
        _forms.Add(form, Add(i => new Variable
        {
            Index = i,
            Kind = VariableKind.Term,
            Form = form,
            Origin = origin,
            HasUnknown = hasUnknown,
            IsOrdered = true,
            Domain = domain,
            FirstAfter = firstAfter,
            Count = cells.Length + (hasUnknown ? 1 : 0),
            Intervals = [.. cells.Select(c => c.Interval)],
            Weights = [.. cells.Select(c => c.Weight), .. Ones(hasUnknown ? 1 : 0)],
        }));
    }

    private Variable Add(Func<int, Variable> make)
    {
        Variable variable = make(_variables.Count);
        _variables.Add(variable);
        return variable;
    }

    private static ImmutableArray<long> Ones(int count) => count switch
    {
        0 => [],
        1 => [1L],
        2 => [1L, 1L],
        3 => [1L, 1L, 1L],
        _ => throw new ArgumentOutOfRangeException(nameof(count), count, null),
    };

    // Values that no condition tells apart share a cell; the cells of an ordered type are in its order.
    private static ImmutableArray<ValueSet> ValueClasses(Enumeration type, HashSet<ValueSet> sets)
    {
        ValueSet[] distinct = [.. sets];
        return
        [
            .. Enumerable.Range(0, type.Values.Length)
                .GroupBy(v => string.Concat(distinct.Select(s => s.Contains(v) ? '1' : '0')))
                .Select(ValueSet.Of)
                .OrderBy(s => s.Ordinals[0]),
        ];
    }
}
