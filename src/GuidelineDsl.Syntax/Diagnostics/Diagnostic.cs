using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

public enum Severity
{
    Info,
    Warning,
    Error,
}

/// <summary>The identity of a kind of diagnostic. Codes are for ever.</summary>
/// <param name="Code">GDL1xxx syntax, 2xxx names, 3xxx types and units, 4xxx and 5xxx analysis, 6xxx editorial, 9xxx environment.</param>
/// <param name="Title">What it is about, in a few words and without arguments.</param>
public sealed record DiagnosticDescriptor(string Code, Severity DefaultSeverity, string Title);

/// <summary>Another place that a diagnostic speaks of, with its label.</summary>
public sealed record RelatedPlace(Location Location, string Message);

/// <summary>A replacement of one span by other text; an insertion has an empty span.</summary>
public sealed record TextEdit(Location Location, string NewText);

/// <summary>An edit that removes the cause of a diagnostic.</summary>
/// <param name="Title">What it does, as a command.</param>
/// <param name="Edits">The replacements, all of which belong together.</param>
/// <param name="IsGuess">Whether it guesses a name, a value, a unit or a place: an author chooses it, and no tool applies it unasked.</param>
public sealed record SuggestedFix(string Title, ImmutableArray<TextEdit> Edits, bool IsGuess = false);

/// <summary>
/// One finding for a person: what is wrong, where, and what to write. It is data; rendering is the host's.
/// The raising pass declares its descriptors and typed factories beside itself.
/// </summary>
public record Diagnostic(DiagnosticDescriptor Descriptor, string Message, Location Location)
{
    public string Code => Descriptor.Code;

    public Severity Severity { get; init; } = Descriptor.DefaultSeverity;

    /// <summary>The short text beside the underline; null shows the underline alone.</summary>
    public string? Label { get; init; }

    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    /// <summary>What to write instead, as one sentence.</summary>
    public string? Help { get; init => field = value is [>= 'a' and <= 'z', ..] ? char.ToUpperInvariant(value[0]) + value[1..] : value; }

    public SuggestedFix? Fix { get; init; }
}
