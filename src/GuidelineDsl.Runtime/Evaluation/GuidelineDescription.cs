using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Json;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>What a compiled guideline contains, for hosts that show or check it.</summary>
public sealed class GuidelineDescription
{
    private ImmutableArray<RuleDescription> _rules;
    private ImmutableArray<int> _required;
    private ImmutableArray<FactDescription> _beyondCodes;
    private TraceFragments? _traceFragments;

    /// <summary>The guideline's name in its text.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The version, where the guideline states one.</summary>
    public required string? Version { get; init; }

    /// <summary><c>draft</c>, <c>active</c> or <c>retired</c>, where stated.</summary>
    public required string? Status { get; init; }

    /// <summary>The publisher, where stated.</summary>
    public required string? Publisher { get; init; }

    /// <summary>The last day of validity as written, where stated.</summary>
    public required string? ValidUntil { get; init; }

    /// <summary><c>sha256:</c> and the digest of all source texts.</summary>
    public required string Digest { get; init; }

    /// <summary>The version of the compiler that made the assembly.</summary>
    public required string CompilerVersion { get; init; }

    /// <summary>What the guideline says about the limits of its use.</summary>
    public required ImmutableArray<string> Disclaimers { get; init; }

    /// <summary>The inputs, in order of declaration. <see cref="FactDescription.Index"/> is the place in this list.</summary>
    public required ImmutableArray<FactDescription> Facts { get; init; }

    /// <summary>Everything that can be advised.</summary>
    public required ImmutableArray<ActionDescription> Actions { get; init; }

    /// <summary>The sources that can be cited.</summary>
    public required ImmutableArray<SourceDescription> Sources { get; init; }

    /// <summary>Definitions, classifications, scores and computed numbers that results show.</summary>
    public ImmutableArray<DerivedDescription> Derived => Parts.Value.Derived;

    /// <summary>What is true of every possible patient.</summary>
    public ImmutableArray<ConstraintDescription> Constraints => Parts.Value.Constraints;

    /// <summary>The clinical questions, in written order.</summary>
    public ImmutableArray<DecisionDescription> Decisions => Parts.Value.Decisions;

    /// <summary>The rules of all decisions, in written order. <see cref="RuleDescription.Ordinal"/> is the place in this list.</summary>
    public ImmutableArray<RuleDescription> Rules => _rules.IsDefault ? _rules = [.. Decisions.SelectMany(decision => decision.Rules)] : _rules;

    /// <summary>The facts that must be known, by index.</summary>
    internal ImmutableArray<int> RequiredFacts =>
        _required.IsDefault ? _required = [.. Facts.Where(fact => fact.IsRequired).Select(fact => fact.Index)] : _required;

    /// <summary>The facts of which a code does not say all: sets, and numbers without steps.</summary>
    internal ImmutableArray<FactDescription> FactsBeyondCodes =>
        _beyondCodes.IsDefault ? _beyondCodes = [.. Facts.Where(fact => fact.Kind == FactValueKind.Set || fact.Coding.Step is null)] : _beyondCodes;

    internal TraceFragments TraceFragments => _traceFragments ??= new TraceFragments(this);

    /// <summary>The names of the texts that the digest covers.</summary>
    public required ImmutableArray<string> SourceFiles { get; init; }

    /// <summary>The derived values of which conditions ask whether they are determined, each after those that it reads; by index.</summary>
    public required ImmutableArray<int> DeterminedInOrder { get; init; }

    /// <summary>How many scores there are.</summary>
    public required int ScoreCount { get; init; }

    /// <summary>For each computed number, named ones and those that conditions compare, the facts that enter it, by index.</summary>
    public required ImmutableArray<ImmutableArray<int>> FactsOfNumbers { get; init; }

    /// <summary>All conditions, parents before their parts.</summary>
    public ImmutableArray<ConditionDescription> Conditions => LaterConditions.Value;

    /// <summary>How many rules all decisions have.</summary>
    public required int RuleCount { get; init; }

    /// <summary>How many decisions there are.</summary>
    public required int DecisionCount { get; init; }

    /// <summary>How many conditions there are.</summary>
    public required int ConditionCount { get; init; }

    /// <summary>What grows with the guideline: it is read when it is first asked for.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public required Lazy<GuidelineParts> Parts { private get; init; }

    /// <summary>The conditions, which only explanations ask for.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public required Lazy<ImmutableArray<ConditionDescription>> LaterConditions { private get; init; }

    /// <summary>The fact of this name, or null.</summary>
    public FactDescription? FindFact(string id) => Facts.FirstOrDefault(fact => fact.Id == id);

    /// <summary>The decision of this name, or null.</summary>
    public DecisionDescription? FindDecision(string id) => Decisions.FirstOrDefault(decision => decision.Id == id);

    /// <summary>The name and version.</summary>
    public override string ToString() => Version is null ? Id : $"{Id} {Version}";
}

/// <summary>The parts of a description that grow with the guideline.</summary>
/// <param name="Derived">See <see cref="GuidelineDescription.Derived"/>.</param>
/// <param name="Constraints">See <see cref="GuidelineDescription.Constraints"/>.</param>
/// <param name="Decisions">See <see cref="GuidelineDescription.Decisions"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GuidelineParts(
    ImmutableArray<DerivedDescription> Derived,
    ImmutableArray<ConstraintDescription> Constraints,
    ImmutableArray<DecisionDescription> Decisions);

/// <summary>Something that can be advised.</summary>
/// <param name="Id">Its name in the text.</param>
/// <param name="Label">Its label for people.</param>
/// <param name="Kind"><c>drug</c>, <c>surgery</c>, <c>follow_up</c> and so on.</param>
public sealed record ActionDescription(string Id, string Label, string Kind);

/// <summary>Something that can be cited.</summary>
/// <param name="Id">Its name in the text.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind"><c>guideline</c>, <c>trial</c> and so on.</param>
/// <param name="Published">The year or date of publication, where stated.</param>
/// <param name="Doi">The digital object identifier, where stated.</param>
/// <param name="Pmid">The PubMed number, where stated.</param>
/// <param name="Url">The address, where stated.</param>
public sealed record SourceDescription(string Id, string Title, string Kind, string? Published, string? Doi, string? Pmid, string? Url);

/// <summary>A place in a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="At">Where in it.</param>
/// <param name="Quote">A short quotation.</param>
public sealed record CitationDescription(SourceDescription Source, string? At, string? Quote);

/// <summary>What a <see cref="DerivedDescription"/> is.</summary>
public enum DerivedKind
{
    /// <summary>A named condition.</summary>
    Definition,

    /// <summary>A value out of an enumeration.</summary>
    Classification,

    /// <summary>A sum of points.</summary>
    Score,

    /// <summary>A computed number.</summary>
    Number,

    /// <summary>A computed date.</summary>
    Date,

    /// <summary>A computed date and time.</summary>
    DateTime,
}

/// <summary>A derived value.</summary>
public sealed class DerivedDescription
{
    private DerivedResult?[]? _results;

    /// <summary>Its name in the text.</summary>
    public required string Id { get; init; }

    /// <summary>Its label for people.</summary>
    public required string Label { get; init; }

    /// <summary>What it is.</summary>
    public required DerivedKind Kind { get; init; }

    /// <summary>The values of a classification.</summary>
    public required ImmutableArray<NamedValueDescription> Values { get; init; }

    /// <summary>The unit of a computed number.</summary>
    public required string? Unit { get; init; }

    /// <summary>Where its name is declared.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>Its roots among the conditions: one for a definition, one per branch or line otherwise.</summary>
    public required ImmutableArray<int> Roots { get; init; }

    /// <summary>Beside each root of a classification the ordinal of its value.</summary>
    public required ImmutableArray<int> BranchValues { get; init; }

    /// <summary>Whether the first branch that holds counts.</summary>
    public required bool ChooseFirst { get; init; }

    /// <summary>What a score's points, kept as whole numbers, are multiplied with.</summary>
    public required Rational Scale { get; init; }

    /// <summary>What a search for its value branches on.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The place of a score among the scores, of a computed number among the numbers.</summary>
    public required int Slot { get; init; }

    /// <summary>All facts that it depends on, by index.</summary>
    public required ImmutableArray<int> Facts { get; init; }

    /// <summary>The result of a definition; the three of them are made once.</summary>
    internal DerivedResult Of(Truth truth) =>
        Results[truth.IsUnknown ? 0 : truth.IsTrue ? 1 : 2] ??= new DerivedResult(this, truth, null, null, null);

    /// <summary>The result of a classification, -1 for none; each is made once.</summary>
    internal DerivedResult Of(int value) =>
        Results[value + 1] ??= new DerivedResult(this, Truth.Unknown, value < 0 ? null : Values[value], null, null);

    private DerivedResult?[] Results => _results ??= new DerivedResult?[Math.Max(3, Values.Length + 1)];

    /// <summary>The name.</summary>
    public override string ToString() => Id;
}

/// <summary>What is true of every possible patient.</summary>
/// <param name="Id">Its name in the text.</param>
/// <param name="Label">Its label for people.</param>
/// <param name="Root">Its condition.</param>
/// <param name="Facts">The facts that it depends on, by index.</param>
/// <param name="Space">What a search for its truth branches on.</param>
public sealed record ConstraintDescription(string Id, string Label, int Root, ImmutableArray<int> Facts, SearchSpace Space);

/// <summary>A place in a source text.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
public readonly record struct SourcePlace(string File, int Line)
{
    /// <summary><c>file:line</c>.</summary>
    public override string ToString() => $"{File}:{Line}";
}
