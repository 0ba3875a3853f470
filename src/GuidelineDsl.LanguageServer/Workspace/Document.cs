using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Workspace;

/// <summary>One text at one moment: an open buffer, or a file as it is on disk. Immutable; what follows from the text is made once, when asked for.</summary>
internal sealed class Document
{
    private readonly Lazy<SyntaxTree> _tree;
    private readonly Lazy<Outline> _outline;
    private readonly Lazy<ImmutableArray<ScannedToken>> _tokens;

    public Document(string uri, string path, string content, int? version)
    {
        Uri = uri;
        Path = path;
        Source = new SourceText(path, content);
        Version = version;
        _tree = new(() => Parser.Parse(Source));
        _outline = new(() => Outline.Of(this));
        _tokens = new(() => Scanner.Scan(content));
    }

    public string Uri { get; }

    public string Path { get; }

    public SourceText Source { get; }

    /// <summary>The editor's count of edits; null for a file that is not open.</summary>
    public int? Version { get; }

    public bool IsOpen => Version is not null;

    public SyntaxTree Tree => _tree.Value;

    public Outline Outline => _outline.Value;

    /// <summary>Words, signs and comments as a person sees them, also where the text makes no sense yet.</summary>
    public ImmutableArray<ScannedToken> Tokens => _tokens.Value;

    /// <summary>The paths of the files that this one uses.</summary>
    public IEnumerable<string> Imports =>
        Tree.Root.Declarations.OfType<UseDeclaration>()
            .Where(use => use.Path is { Value.Length: > 0 })
            .Select(use => DocumentUri.Resolve(Path, use.Path.Value));

    public Protocol.Range RangeOf(TextSpan span) => new(PositionAt(span.Start), PositionAt(span.End));

    public Position PositionAt(int offset)
    {
        LinePosition position = Source.GetPosition(offset);
        return new Position(position.Line - 1, position.Column - 1);
    }

    /// <summary>The offset of a position; one beyond the end of its line or of the text means that end.</summary>
    public int OffsetAt(Position position) => Positions.Offset(Source, position);

    public TextSpan SpanOf(Protocol.Range range) => TextSpan.FromBounds(OffsetAt(range.Start), OffsetAt(range.End));

    public Protocol.Location Locate(TextSpan span) => new(Uri, RangeOf(span));
}

internal static class Positions
{
    public static int Offset(SourceText source, Position position)
    {
        if (position.Line < 0)
        {
            return 0;
        }

        if (position.Line >= source.LineCount)
        {
            return source.Content.Length;
        }

        int start = source.GetLineStart(position.Line + 1);
        return start + Math.Clamp(position.Character, 0, source.GetLine(position.Line + 1).Length);
    }

    /// <summary>The content after the edits, each of which speaks of the text that the one before it left.</summary>
    public static string Apply(string content, IEnumerable<ContentChange> changes)
    {
        foreach (ContentChange change in changes)
        {
            if (change.Range is not { } range)
            {
                content = change.Text ?? "";
                continue;
            }

            SourceText source = new("", content);
            int start = Offset(source, range.Start);
            int end = Math.Max(start, Offset(source, range.End));
            content = string.Concat(content.AsSpan(0, start), change.Text, content.AsSpan(end));
        }

        return content;
    }
}
