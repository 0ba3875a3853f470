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

/// <summary>A patient: the facts with their values, in the order of the facts; what is not named is unknown.</summary>
public sealed record Patient(ImmutableArray<(Fact Fact, PatientValue Value)> Values);

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
