namespace GuidelineDsl.Syntax.Text;

/// <summary>One file of a compilation: its name, its characters and its lines. Immutable.</summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <param name="path">The name shown to people and written to outputs: relative, with forward slashes.</param>
    /// <param name="content">The decoded text, without a byte order mark.</param>
    public SourceText(string path, string content)
    {
        Path = path;
        Content = content;
        _lineStarts = FindLineStarts(content);
    }

    public string Path { get; }

    public string Content { get; }

    public int LineCount => _lineStarts.Length;

    /// <summary>Line and column of a position, both counted from 1; columns are UTF-16 code units.</summary>
    public LinePosition GetPosition(int position)
    {
        int clamped = Math.Clamp(position, 0, Content.Length);
        int index = Array.BinarySearch(_lineStarts, clamped);
        int line = index >= 0 ? index : ~index - 1;
        return new LinePosition(line + 1, clamped - _lineStarts[line] + 1);
    }

    /// <summary>The characters of a line (from 1), without its line break.</summary>
    public string GetLine(int line)
    {
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Length ? _lineStarts[line] : Content.Length;
        return Content[start..end].TrimEnd('\r', '\n');
    }

    /// <summary>The position of the first character of a line (from 1).</summary>
    public int GetLineStart(int line) => _lineStarts[line - 1];

    public string Slice(TextSpan span) => Content.Substring(span.Start, span.Length);

    public override string ToString() => Path;

    private static int[] FindLineStarts(string content)
    {
        List<int> starts = [0];
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n' || (content[i] == '\r' && (i + 1 == content.Length || content[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}

/// <summary>A line and a column, both counted from 1.</summary>
public readonly record struct LinePosition(int Line, int Column);

/// <summary>A place: a span in a file.</summary>
public readonly record struct Location(SourceText Source, TextSpan Span)
{
    public LinePosition Start => Source.GetPosition(Span.Start);

    public LinePosition End => Source.GetPosition(Span.End);

    public string Text => Source.Slice(Span);

    public override string ToString() => $"{Source.Path}:{Start.Line}:{Start.Column}";
}
