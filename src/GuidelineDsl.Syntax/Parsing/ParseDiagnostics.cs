using System.Collections.Immutable;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>What was found wrong while one text is parsed. The parser's own complaints silence those that only follow from them.</summary>
internal sealed class ParseDiagnostics
{
    private readonly List<Diagnostic> _found = [];
    private readonly List<TextSpan> _complaints = [];

    /// <summary>How much was reported at some time.</summary>
    internal readonly record struct Position(int Found, int Complaints);

    /// <summary>How much is reported now.</summary>
    public Position Now => new(_found.Count, _complaints.Count);

    /// <summary>Forgets what was reported since.</summary>
    public void ReturnTo(Position position)
    {
        _found.RemoveRange(position.Found, _found.Count - position.Found);
        _complaints.RemoveRange(position.Complaints, _complaints.Count - position.Complaints);
    }

    /// <summary>Whether nothing more is told.</summary>
    public bool IsFull => _found.Count >= Limits.MistakesToldPerFile;

    /// <summary>Reports a mistake.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (_found.Count < Limits.MistakesToldPerFile)
        {
            _found.Add(diagnostic);
        }
    }

    /// <summary>Says of a mistake what only the text after it shows.</summary>
    public void Replace(Diagnostic reported, Diagnostic better)
    {
        int index = _found.IndexOf(reported);
        if (index >= 0)
        {
            _found[index] = better;
        }
    }

    /// <summary>Takes back what was reported of exactly this place, where something better is to be said.</summary>
    public void Withdraw(TextSpan place) => _found.RemoveAll(d => d.Location.Span == place);

    /// <summary>Reports a mistake that leaves the text between the two positions without a reliable shape.</summary>
    public void Complain(Diagnostic diagnostic, TextSpan unreliable)
    {
        Report(diagnostic);
        MarkUnreliable(unreliable);
    }

    /// <summary>The text here has no reliable shape because of something reported elsewhere.</summary>
    public void MarkUnreliable(TextSpan span)
    {
        if (_complaints.Count < Limits.MistakesToldPerFile)
        {
            _complaints.Add(span);
        }
    }

    /// <summary>Whether a complaint touches the span.</summary>
    public bool ParserComplainedAt(TextSpan span) => _complaints.Exists(c => c.Start <= span.End && c.End >= span.Start);

    /// <summary>Whether a complaint lies in the span; one that begins where the span ends does not.</summary>
    public bool ParserComplainedIn(TextSpan span) => _complaints.Exists(c => c.Start < Math.Max(span.End, span.Start + 1) && c.End > span.Start);

    public bool HasErrorBefore(int position) => _found.Exists(d => d.Severity == Severity.Error && d.Location.Span.Start < position);

    public ImmutableArray<Diagnostic> ToImmutable() =>
        [.. _found.Where(d => !IsPartOfAnother(d)).OrderBy(d => d.Location.Span.Start).ThenBy(d => d.Code, StringComparer.Ordinal)];

    // A sign that does not exist, within words that should stand in quotes, is right there.
    private bool IsPartOfAnother(Diagnostic diagnostic) =>
        diagnostic.Descriptor == SyntaxDiagnostics.InvalidCharacter
        && _found.Exists(other => other.Descriptor == SyntaxDiagnostics.MissingPart && other.Location.Span.Start < diagnostic.Location.Span.Start && other.Location.Span.End >= diagnostic.Location.Span.End);
}
