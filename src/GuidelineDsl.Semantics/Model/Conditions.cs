using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Model;

/// <summary>
/// A typed condition without sugar: names are symbols, numbers are in the unit of what they are compared with.
/// One leaf is one atomic condition of the author, at <paramref name="Origin"/>; truth is three-valued (Kleene).
/// </summary>
public abstract record Condition(Location Origin);

/// <summary><c>everyone</c>, or a condition that names made constant.</summary>
public sealed record Constant(bool Value, Location Origin) : Condition(Origin);

public sealed record All(ImmutableArray<Condition> Parts, Location Origin) : Condition(Origin);

public sealed record Any(ImmutableArray<Condition> Parts, Location Origin) : Condition(Origin);

public sealed record Not(Condition Part, Location Origin) : Condition(Origin);

/// <summary>At least <paramref name="Minimum"/> and at most <paramref name="Maximum"/> of the parts hold.</summary>
public sealed record Counting(int Minimum, int Maximum, ImmutableArray<Condition> Parts, Location Origin) : Condition(Origin);

/// <summary>A definition by its name: true exactly as its condition is.</summary>
public sealed record DefinitionTest(Definition Definition, Location Origin) : Condition(Origin);

/// <summary>The classification has one of the values.</summary>
public sealed record ClassificationTest(Classification Classification, ValueSet Values, Location Origin) : Condition(Origin);

/// <summary>A yes/no fact is yes.</summary>
public sealed record YesNoTest(Fact Fact, Location Origin) : Condition(Origin);

/// <summary>A fact that is an enumeration has one of the values.</summary>
public sealed record ValueTest(Fact Fact, ValueSet Values, Location Origin) : Condition(Origin);

public enum SetTestKind
{
    /// <summary>At least one of the values is a member.</summary>
    IncludesAny,

    /// <summary>Every one of the values is a member.</summary>
    IncludesAll,

    /// <summary>There is a member, and every member is one of the values.</summary>
    IncludesOnly,

    /// <summary>There is no member.</summary>
    IsEmpty,
}

public sealed record SetTest(Fact Fact, SetTestKind Kind, ValueSet Values, Location Origin) : Condition(Origin);

/// <summary>
/// The number (or date, or score) lies in the set. Comparisons of two variable sides are brought to the form
/// <c>left - right in set</c>; one side of a comparison with a constant keeps its own unit.
/// </summary>
public sealed record NumberTest(NumericExpression Subject, IntervalSet Values, Location Origin) : Condition(Origin);

/// <summary>A fact is known, or a derived value is determined. <paramref name="Subject"/> is a fact, definition, classification, score or computed value.</summary>
public sealed record KnownTest(Symbol Subject, Location Origin) : Condition(Origin);
