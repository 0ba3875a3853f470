using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// What the analysis must find, by looking at every patient: each fact takes each of its representative values, and is unknown where
/// some condition asks whether it is known. Conditions are evaluated as the language defines them, on values; an unknown fact is every
/// value that it could have. Nothing here is shared with the engine.
/// </summary>
internal sealed class Oracle
{
    private static readonly PatientValue Unknown = new UnknownValue();

    private readonly GuidelineModel _model;
    private readonly Fact[] _facts;
    private readonly Dictionary<Fact, PatientValue[]> _representatives;
    private readonly List<PatientValue[]> _patients = [];
    private readonly Dictionary<(Condition, PatientValue[]), bool?> _truths = new(new ByReference<Condition>());
    private readonly Dictionary<(Symbol, PatientValue[]), bool> _known = new(new ByReference<Symbol>());

    public Oracle(GuidelineModel model, Dictionary<Fact, PatientValue[]> representatives)
    {
        _model = model;
        _facts = [.. model.Facts];
        _representatives = representatives;
        HashSet<Fact> asked = OracleConditions.AskedFacts(OracleConditions.Roots(model));
        Enumerate(_facts, f => asked.Contains(f) && !f.IsRequired ? [.. representatives[f], Unknown] : representatives[f], new PatientValue[_facts.Length], 0, p =>
        {
            if (Completions(p).Any())
            {
                _patients.Add(p);
            }
        });
    }

    /// <summary>Everybody who does not certainly violate the constraints.</summary>
    public IReadOnlyList<PatientValue[]> Patients => _patients;

    /// <summary>True or false when every completion agrees; null otherwise.</summary>
    public bool? Truth(Condition condition, PatientValue[] patient)
    {
        if (!_truths.TryGetValue((condition, patient), out bool? truth))
        {
            truth = TruthOf(condition, patient);
            _truths.Add((condition, patient), truth);
        }

        return truth;
    }

    private bool? TruthOf(Condition condition, PatientValue[] patient)
    {
        HashSet<bool?> answers = [.. Completions(patient).Select(c => Evaluate(condition, c, patient))];
        return answers.Count == 1 ? answers.Single() : null;
    }

    /// <summary>
    /// The patients that a question over some conditions is about: unknown only in what these conditions ask to be known, in the scopes, and
    /// without fault in the classifications that the conditions use.
    /// </summary>
    public PatientValue[][] PatientsOf(IEnumerable<Condition> conditions, IEnumerable<Condition> scopes, bool evenFaulty = false)
    {
        Condition[] all = [.. conditions, .. scopes];
        HashSet<Fact> asked = OracleConditions.AskedFacts([.. all, .. _model.Constraints.Select(c => c.Condition)]);
        HashSet<Classification> used = evenFaulty ? [] : OracleConditions.Classifications(all);
        return
        [
            .. _patients.Where(p => _facts.All(f => p[f.Ordinal] != Unknown || asked.Contains(f))
                && scopes.All(s => Truth(s, p) == true)
                && !used.Any(c => IsFaulty(c, p))),
        ];
    }

    public bool IsGap(Decision decision, PatientValue[] patient) =>
        decision.Rules.All(r => Truth(r.Condition, patient) == false)
        && decision.Silences.All(s => Truth(s.Condition, patient) == false);

    /// <summary>The rule certainly holds, nothing that overrides it does, and no earlier rule comes first.</summary>
    public bool IsGiven(Decision decision, Rule rule, PatientValue[] patient) =>
        !IsOverridden(decision, rule, patient)
        && (decision.Policy == ChoicePolicy.First ? ComesFirst(decision, rule, patient) : Truth(rule.Condition, patient) == true);

    /// <summary>The rule certainly holds, and every earlier rule is false, or holds and is overridden.</summary>
    public bool ComesFirst(Decision decision, Rule rule, PatientValue[] patient) =>
        Truth(rule.Condition, patient) == true
        && decision.Rules.Take(rule.Index).All(e => Truth(e.Condition, patient) switch
        {
            true => IsOverridden(decision, e, patient),
            false => true,
            null => false,
        });

    private bool IsOverridden(Decision decision, Rule rule, PatientValue[] patient) =>
        decision.Rules.Any(o => o.Overrides.Contains(rule.Index) && Truth(o.Condition, patient) == true);

    /// <summary>Every completion leaves the classification without a value, or gives it two.</summary>
    public bool IsFaulty(Classification classification, PatientValue[] patient) =>
        Completions(patient).All(c => ValuesOf(classification, c, patient).Count() != 1);

    public IEnumerable<int> ValuesOf(Classification classification, PatientValue[] completion, PatientValue[] patient)
    {
        IEnumerable<Branch> holding = classification.Branches.Where(b => Evaluate(b.Condition, completion, patient) == true);
        return (classification.ChooseFirst ? holding.Take(1) : holding).Select(b => b.Value).Distinct();
    }

    /// <summary>The patient with every unknown fact filled in, in all ways that the constraints allow.</summary>
    public IEnumerable<PatientValue[]> Completions(PatientValue[] patient) =>
        AllCompletions(patient).Where(c => _model.Constraints.All(k => Evaluate(k.Condition, c, patient) != false));

    private List<PatientValue[]> AllCompletions(PatientValue[] patient)
    {
        if (!patient.Contains(Unknown))
        {
            return [patient];
        }

        List<PatientValue[]> completions = [];
        Enumerate(_facts, f => patient[f.Ordinal] == Unknown ? _representatives[f] : [patient[f.Ordinal]], new PatientValue[_facts.Length], 0,
            completions.Add);
        return completions;
    }

    // A condition on values; whether something is known is asked of the patient. Null where a number has no value.
    private bool? Evaluate(Condition condition, PatientValue[] values, PatientValue[] patient)
    {
        switch (condition)
        {
            case Constant c:
                return c.Value;
            case Not n:
                return !Evaluate(n.Part, values, patient);
            case All a:
                return Count([.. a.Parts], a.Parts.Length, a.Parts.Length, values, patient);
            case Any a:
                return Count([.. a.Parts], 1, a.Parts.Length, values, patient);
            case Counting c:
                return Count([.. c.Parts], c.Minimum, c.Maximum, values, patient);
            case DefinitionTest t:
                return Evaluate(t.Definition.Condition, values, patient);
            case ClassificationTest t:
                return ClassificationHas(t, values, patient);
            case YesNoTest t:
                return ((YesNoValue)values[t.Fact.Ordinal]).Value;
            case ValueTest t:
                return t.Values.Contains(((EnumerationValue)values[t.Fact.Ordinal]).Value.Ordinal);
            case SetTest t:
                int[] members = [.. ((SetValue)values[t.Fact.Ordinal]).Members.Select(m => m.Ordinal)];
                return t.Kind switch
                {
                    SetTestKind.IncludesAny => members.Any(t.Values.Contains),
                    SetTestKind.IncludesAll => t.Values.Ordinals.All(members.Contains),
                    SetTestKind.IncludesOnly => members.Length > 0 && members.All(t.Values.Contains),
                    SetTestKind.IsEmpty => members.Length == 0,
                    _ => throw new ArgumentOutOfRangeException(nameof(condition)),
                };
            case NumberTest t:
                return Number(t.Subject, values, patient) is { } number ? t.Values.Contains(number) : null;
            case KnownTest t:
                return IsKnown(t.Subject, patient);
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, null);
        }
    }

    private bool? Count(Condition[] parts, int minimum, int maximum, PatientValue[] values, PatientValue[] patient)
    {
        bool?[] truths = [.. parts.Select(p => Evaluate(p, values, patient))];
        int least = truths.Count(t => t == true);
        int most = truths.Count(t => t != false);
        return least >= minimum && most <= maximum ? true : most < minimum || least > maximum ? false : null;
    }

    private bool? ClassificationHas(ClassificationTest test, PatientValue[] values, PatientValue[] patient)
    {
        bool?[] branches = [.. test.Classification.Branches.Select(b => Evaluate(b.Condition, values, patient))];
        bool? result = false;
        bool? free = true;
        for (int i = 0; i < branches.Length; i++)
        {
            bool? holds = test.Classification.ChooseFirst ? branches[i] & free : branches[i];
            result |= test.Values.Contains(test.Classification.Branches[i].Value) ? holds : false;
            free &= !branches[i];
        }

        return result;
    }

    private Rational? Number(NumericExpression expression, PatientValue[] values, PatientValue[] patient)
    {
        Rational? Of(NumericExpression e) => Number(e, values, patient);
        switch (expression)
        {
            case NumberLiteral n:
                return n.Value;
            case FactValue f:
                return ((NumericValue)values[f.Fact.Ordinal]).Value;
            case ComputedReference c:
                return Of(c.Computed.Value);
            case Sum s:
                return s.Terms.Select(Of).Aggregate((a, b) => a + b);
            case Product p:
                return p.Factors.Select(Of).Aggregate((a, b) => a * b);
            case Quotient q:
                return Of(q.Divisor) is { Sign: not 0 } divisor ? Of(q.Dividend) / divisor : null;
            case ScoreValue s:
                return s.Score.Lines.Where(l => Evaluate(l.Condition, values, patient) == true).Aggregate(Rational.Zero, (sum, l) => sum + l.Points);
            case CalendarShift c:
                return Of(c.Date) is { } date ? CalendarArithmetic.AddMonths((long)date.Numerator, c.HasTime, c.Amount * (c.Unit == CalendarUnit.Years ? 12 : 1)) : null;
            case CalendarDifference { Unit: var unit, HasTime: var hasTime } c:
                return Of(c.From) is { } from && Of(c.To) is { } to
                    ? unit == CalendarUnit.Years
                        ? CalendarArithmetic.CompletedYears((long)from.Numerator, (long)to.Numerator, hasTime)
                        : CalendarArithmetic.CompletedMonths((long)from.Numerator, (long)to.Numerator, hasTime)
                    : null;
            case ConditionalNumber c:
                foreach ((NumericExpression value, Condition? guard) in c.Arms)
                {
                    bool? holds = guard is null ? true : Evaluate(guard, values, patient);
                    if (holds != false)
                    {
                        return holds == true ? Of(value) : null;
                    }
                }

                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression, null);
        }
    }

    private bool IsKnown(Symbol subject, PatientValue[] patient)
    {
        if (!_known.TryGetValue((subject, patient), out bool known))
        {
            known = IsKnownOf(subject, patient);
            _known.Add((subject, patient), known);
        }

        return known;
    }

    // Known, or for something derived: whatever the unknown facts are, it comes out the same.
    private bool IsKnownOf(Symbol subject, PatientValue[] patient)
    {
        bool Agree<T>(Func<PatientValue[], T> of, Func<T, bool> isValue) =>
            AllCompletions(patient).Select(of).Distinct().ToArray() is [{ } only] && isValue(only);
        return subject switch
        {
            Fact f => patient[f.Ordinal] != Unknown,
            Definition d => Agree(c => Evaluate(d.Condition, c, patient), v => v is not null),
            Classification k => Enumerable.Range(0, k.Type.Values.Length).Any(v => AllCompletions(patient).All(c =>
                ClassificationHas(new ClassificationTest(k, ValueSet.Of([v]), k.Location), c, patient) == true)),
            Score s => Agree(c => Number(new ScoreValue(s), c, patient), v => v is not null),
            _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, null),
        };
    }

    private static void Enumerate(
        Fact[] facts, Func<Fact, PatientValue[]> values, PatientValue[] patient, int index, Action<PatientValue[]> visit)
    {
        if (index == facts.Length)
        {
            visit([.. patient]);
            return;
        }

        foreach (PatientValue value in values(facts[index]))
        {
            patient[index] = value;
            Enumerate(facts, values, patient, index + 1, visit);
        }
    }

    private sealed class ByReference<T> : IEqualityComparer<(T, PatientValue[])>
        where T : class
    {
        public bool Equals((T, PatientValue[]) x, (T, PatientValue[]) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((T, PatientValue[]) pair) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item1),
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
