using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Model;

/// <summary>The value of a fact for one patient.</summary>
public abstract record PatientValue;

public sealed record UnknownValue : PatientValue;

public sealed record YesNoValue(bool Value) : PatientValue;

public sealed record EnumerationValue(NamedValue Value) : PatientValue;

public sealed record SetValue(ImmutableArray<NamedValue> Members) : PatientValue;

/// <summary>A number in the fact's unit, or a date as a whole number (see <see cref="Date"/>).</summary>
public sealed record NumericValue(Rational Value) : PatientValue;

/// <summary>
/// A patient: the facts with their values; what is not named is unknown. The facts that a question does not turn on may have the values that patients usually
/// have: those are the same for many patients and are kept once.
/// </summary>
public sealed record Patient
{
    private readonly UsualValues? _usual;

    /// <param name="own">In the order of the facts.</param>
    /// <param name="usual">The values of the other facts; null where they are unknown.</param>
    public Patient(ImmutableArray<(Fact Fact, PatientValue Value)> own, UsualValues? usual = null)
    {
        Own = own;
        _usual = usual;
    }

    /// <summary>The values that are this patient's own.</summary>
    internal ImmutableArray<(Fact Fact, PatientValue Value)> Own { get; }

    /// <summary>All facts with their values, in the order of the facts.</summary>
    public ImmutableArray<(Fact Fact, PatientValue Value)> Values
    {
        get
        {
            if (_usual is not { } usual)
            {
                return Own;
            }

            Dictionary<Fact, PatientValue> known = Own.ToDictionary(v => v.Fact, v => v.Value);
            return [.. usual.Facts.Select(f => (f, known.TryGetValue(f, out PatientValue? value) ? value : usual.ValueOf(f)))];
        }
    }

    /// <summary>What the patient is like as to some of the facts.</summary>
    public Patient Only(IReadOnlySet<Fact> facts)
    {
        HashSet<Fact> others = [.. facts.Where(f => _usual?.Has(f) == true)];
        others.ExceptWith(Own.Select(v => v.Fact));
        return new Patient([.. Own.Where(v => facts.Contains(v.Fact)).Concat(others.Select(f => (Fact: f, Value: _usual!.ValueOf(f)))).OrderBy(v => v.Fact.Ordinal)]);
    }
}

/// <summary>The values that patients usually have.</summary>
public abstract class UsualValues
{
    /// <summary>All facts, in their order.</summary>
    public abstract ImmutableArray<Fact> Facts { get; }

    public abstract bool Has(Fact fact);

    public abstract PatientValue ValueOf(Fact fact);
}

/// <summary><paramref name="Today"/> is null when the test names none.</summary>
public sealed record TestCase(string Name, Patient Patient, DateOnly? Today, ImmutableArray<Expectation> Expectations, Location Location);

public abstract record Expectation(Location Location);

public sealed record GivesRules(Decision Decision, ImmutableArray<Rule> Rules, Location Location) : Expectation(Location);

/// <summary>Classes stand for their members, regimens for their parts given together.</summary>
public sealed record GivesAdvice(Decision Decision, bool Negated, AdviceVerb Verb, ImmutableArray<Symbol> Actions, Location Location)
    : Expectation(Location);

public sealed record NeedsFacts(Decision Decision, ImmutableArray<Fact> Facts, Location Location) : Expectation(Location);

public sealed record HasStatus(Decision Decision, ExpectedStatus Status, Location Location) : Expectation(Location);

/// <summary><paramref name="Value"/> may be unknown; <paramref name="Derived"/> is a definition, classification, score or computed value.</summary>
public sealed record HasValue(Symbol Derived, PatientValue Value, Location Location) : Expectation(Location);
