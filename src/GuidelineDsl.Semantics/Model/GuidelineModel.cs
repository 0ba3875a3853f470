using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Model;

/// <summary>
/// One compilation, bound: what analysis and code generation read. Facts, actions, groups, classes, regimens, constraints and
/// incompatibilities are shared; the rest belongs to a guideline or to a vocabulary that it uses.
/// </summary>
public sealed record GuidelineModel(
    ImmutableArray<Fact> Facts,
    ImmutableArray<ClinicalAction> Actions,
    ImmutableArray<ActionClass> Classes,
    ImmutableArray<Regimen> Regimens,
    ImmutableArray<ValueGroup> Groups,
    ImmutableArray<Constraint> Constraints,
    ImmutableArray<Incompatibility> Incompatibilities,
    ImmutableArray<Vocabulary> Vocabularies,
    ImmutableArray<Guideline> Guidelines);

/// <summary>A short form that a file explains.</summary>
public sealed record Abbreviation(string Short, string Meaning, Location Location);

/// <summary>What the header of a file says. Dates in ISO form as written.</summary>
public sealed record Metadata(
    string Id,
    string Title,
    string? Version,
    string? Status,
    string? Publisher,
    string? Reviewed,
    string? ReviewBy,
    string? ValidFrom,
    string? ValidUntil,
    string? Language,
    ImmutableArray<Abbreviation> Abbreviations,
    ImmutableArray<string> Disclaimers,
    ImmutableArray<string> Notes,
    Location Location);

/// <summary>What a file declares for itself (guideline), or for all files that use it (vocabulary).</summary>
public sealed record LocalDeclarations(
    ImmutableArray<Source> Sources,
    ImmutableArray<Definition> Definitions,
    ImmutableArray<Classification> Classifications,
    ImmutableArray<Score> Scores,
    ImmutableArray<ComputedValue> ComputedValues,
    ImmutableArray<Remark> Remarks);

public sealed record Vocabulary(Metadata Metadata, LocalDeclarations Declarations, SourceText Source);

/// <summary>
/// One guideline. <paramref name="Facts"/> are the facts in reach of its file (own and imported), in order of declaration;
/// <paramref name="Visible"/> are its own declarations and those of the vocabularies that it uses, directly or not;
/// <paramref name="Sources"/> are the texts that its digest covers: its own file first, then its vocabularies in the order of first use.
/// </summary>
public sealed record Guideline(
    Metadata Metadata,
    ImmutableArray<Fact> Facts,
    ImmutableArray<Constraint> Constraints,
    LocalDeclarations Declarations,
    LocalDeclarations Visible,
    ImmutableArray<Decision> Decisions,
    ImmutableArray<TestCase> Tests,
    ImmutableArray<SourceText> Sources)
{
    public string Id => Metadata.Id;
}
