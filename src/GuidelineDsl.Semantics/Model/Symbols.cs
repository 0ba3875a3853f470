using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Model;

/// <summary>Something declared. Symbols are compared by reference: a name is declared once.</summary>
/// <param name="id">The name as written.</param>
/// <param name="label">The label for people; the id where none was given.</param>
/// <param name="location">The place of the name.</param>
public abstract class Symbol(string id, string label, Location location)
{
    public string Id { get; } = id;

    public string Label { get; } = label;

    public Location Location { get; } = location;

    public sealed override string ToString() => Id;
}

/// <summary>One input. <see cref="Ordinal"/> is its place among all facts of the compilation.</summary>
public sealed class Fact(
    string id,
    string label,
    ValueType type,
    bool isRequired,
    bool isJudgement,
    int ordinal,
    Location location)
    : Symbol(id, label, location)
{
    public ValueType Type { get; } = type;

    public bool IsRequired { get; } = isRequired;

    public bool IsJudgement { get; } = isJudgement;

    public int Ordinal { get; } = ordinal;
}

/// <summary>What is true of every possible patient.</summary>
public sealed class Constraint(string id, string label, Condition condition, Location location)
    : Symbol(id, label, location)
{
    public Condition Condition { get; } = condition;
}

public sealed class Definition(string id, string label, Condition condition, Location location)
    : Symbol(id, label, location)
{
    public Condition Condition { get; } = condition;
}

/// <summary>
/// A derived value. <see cref="Branches"/> has one condition per value that is given one, in written order (a value may have several);
/// <c>otherwise</c> is the negation of all others and marked. With <see cref="ChooseFirst"/> the conditions are as written and the
/// first that holds counts.
/// </summary>
public sealed class Classification(
    string id,
    string label,
    Enumeration type,
    bool chooseFirst,
    ImmutableArray<Branch> branches,
    ImmutableArray<Citation> citations,
    ImmutableArray<Allowance> allows,
    Location location)
    : Symbol(id, label, location)
{
    public Enumeration Type { get; } = type;

    public bool ChooseFirst { get; } = chooseFirst;

    public ImmutableArray<Branch> Branches { get; } = branches;

    public ImmutableArray<Citation> Citations { get; } = citations;

    public ImmutableArray<Allowance> Allows { get; } = allows;
}

/// <summary>One line of a classification; <paramref name="Value"/> is the ordinal of the value.</summary>
public sealed record Branch(int Value, Condition Condition, bool IsOtherwise, Location Location);

/// <summary>The sum of the points of the lines that hold.</summary>
public sealed class Score(
    string id,
    string label,
    ImmutableArray<PointLine> lines,
    ImmutableArray<Citation> citations,
    ImmutableArray<Allowance> allows,
    Location location)
    : Symbol(id, label, location)
{
    public ImmutableArray<PointLine> Lines { get; } = lines;

    public ImmutableArray<Citation> Citations { get; } = citations;

    public ImmutableArray<Allowance> Allows { get; } = allows;
}

public sealed record PointLine(Runtime.Values.Rational Points, Condition Condition, Location Location);

/// <summary>A computed number or date; <see cref="Type"/> is a <see cref="Number"/> or a <see cref="Date"/>, the value in its unit.</summary>
public sealed class ComputedValue(string id, string label, ValueType type, NumericExpression value, Location location)
    : Symbol(id, label, location)
{
    public ValueType Type { get; } = type;

    public NumericExpression Value { get; } = value;
}

public enum ActionKind
{
    Drug,
    Procedure,
    Surgery,
    Radiotherapy,
    Test,
    Imaging,
    FollowUp,
    Observation,
    Supportive,
    Referral,
    Trial,
    Other,
}

/// <summary>Something that can be advised.</summary>
public sealed class ClinicalAction(
    string id,
    string label,
    ActionKind kind,
    ImmutableArray<string> synonyms,
    string? note,
    int ordinal,
    Location location)
    : Symbol(id, label, location)
{
    public ActionKind Kind { get; } = kind;

    public ImmutableArray<string> Synonyms { get; } = synonyms;

    public string? Note { get; } = note;

    public int Ordinal { get; } = ordinal;
}

/// <summary>Actions that are alternatives of one another; <see cref="Members"/> is flattened, in written order.</summary>
public sealed class ActionClass(string id, string label, ImmutableArray<ClinicalAction> members, Location location)
    : Symbol(id, label, location)
{
    public ImmutableArray<ClinicalAction> Members { get; } = members;
}

/// <summary>Actions given together.</summary>
public sealed class Regimen(string id, string label, ImmutableArray<ClinicalAction> parts, Location location)
    : Symbol(id, label, location)
{
    public ImmutableArray<ClinicalAction> Parts { get; } = parts;
}

/// <summary>A named set of a fact's values.</summary>
public sealed class ValueGroup(string id, string label, Fact fact, ValueSet values, Location location)
    : Symbol(id, label, location)
{
    public Fact Fact { get; } = fact;

    public ValueSet Values { get; } = values;
}

/// <summary>Actions, of which no two from different members may be advised to one patient; a class stands for its members.</summary>
public sealed record Incompatibility(
    ImmutableArray<ImmutableArray<ClinicalAction>> Members, string Because, ImmutableArray<Citation> Citations, Location Location);

public sealed class Source(string id, string label, SourceDetails details, Location location)
    : Symbol(id, label, location)
{
    public SourceDetails Details { get; } = details;
}

/// <summary>What is known of a source; dates as written in ISO form (<c>2023-10</c> is the whole month).</summary>
public sealed record SourceDetails(
    string Kind, string? Publisher, string? Authors, string? Published, string? Edition, string? Doi, string? Pmid, string? Url,
    string? ValidUntil, string? SupersededBy, string? Note);

/// <summary>A place in a source.</summary>
public sealed record Citation(Source Source, string? Where, string? Quote, Location Location);

/// <summary>One diagnostic silenced here, with the author's reason.</summary>
public sealed record Allowance(string Code, string Because, Location Location);

/// <summary>A statement of a source that advises nothing.</summary>
public sealed record Remark(string Text, ImmutableArray<Citation> Citations, Location Location);
