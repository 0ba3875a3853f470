using System.Text;

namespace GuidelineDsl.Syntax.Formatting;

/// <summary>Decides the line breaks of a layout: a group stays on its line when it fits.</summary>
internal sealed class LayoutPrinter(int width)
{
    private const int IndentationStep = 2;

    private readonly StringBuilder _text = new();
    private readonly List<string> _lineEnds = [];
    private int _column;
    private int _lineStart;
    private int _indentation;

    public static string Print(Layout layout, int width)
    {
        LayoutPrinter printer = new(width);
        printer.Write(layout);
        return printer.Finish();
    }

    private void Write(Layout root)
    {
        Stack<Item> work = new([new Item(root, 0, false)]);
        while (work.TryPop(out Item item))
        {
            switch (item.Layout)
            {
                case Words words:
                    Append(words.Text);
                    break;
                case Verbatim verbatim:
                    Append(IsAtLineStart ? verbatim.Text.TrimStart(' ') : verbatim.Text);
                    int lineBreak = verbatim.Text.LastIndexOf('\n');
                    if (lineBreak >= 0)
                    {
                        // What stands on the last line is no indentation, whatever its length.
                        _column = verbatim.Text.Length - lineBreak - 1;
                        _lineStart = _text.Length - _column;
                        _indentation = -1;
                    }

                    break;
                case LineEnd comment:
                    _lineEnds.Add(comment.Text);
                    break;
                case Break { Always: false } when item.IsFlat:
                    Append(" ");
                    break;
                case Break:
                    EndLine(item.Indentation);
                    break;
                case EmptyLine:
                    EndLine(0);
                    SkipLine();
                    EndLine(item.Indentation);
                    break;
                case Sequence sequence:
                    for (int i = sequence.Parts.Length - 1; i >= 0; i--)
                    {
                        work.Push(item with { Layout = sequence.Parts[i] });
                    }

                    break;
                case Indented indented:
                    work.Push(item with { Layout = indented.Content, Indentation = item.Indentation + IndentationStep });
                    break;
                case Group group:
                    bool flat = item.IsFlat || (!group.MustBreak && Fits(group.Content, work));
                    work.Push(item with { Layout = group.Content, IsFlat = flat });
                    break;
                default:
                    throw new InvalidOperationException($"No text is written for {item.Layout.GetType().Name}.");
            }
        }
    }

    /// <summary>Whether the content, and what follows it up to the next possible line break, fits on the line.</summary>
    private bool Fits(Layout content, Stack<Item> rest)
    {
        int room = width - _column;
        Stack<Item> work = new([new Item(content, 0, true)]);
        using Stack<Item>.Enumerator following = rest.GetEnumerator();
        while (room >= 0)
        {
            if (!work.TryPop(out Item item))
            {
                if (!following.MoveNext())
                {
                    return true;
                }

                item = following.Current;
            }

            switch (item.Layout)
            {
                case Words words:
                    room -= words.Text.Length;
                    break;
                case Verbatim verbatim:
                    int end = verbatim.Text.IndexOf('\n', StringComparison.Ordinal);
                    if (end >= 0)
                    {
                        return room >= end;
                    }

                    room -= verbatim.Text.Length;
                    break;
                case Break { Always: false } when item.IsFlat:
                    room--;
                    break;
                case Break or EmptyLine:
                    return true;
                case Sequence sequence:
                    for (int i = sequence.Parts.Length - 1; i >= 0; i--)
                    {
                        work.Push(item with { Layout = sequence.Parts[i] });
                    }

                    break;
                case Indented indented:
                    work.Push(item with { Layout = indented.Content });
                    break;
                case Group group:
                    work.Push(item with { Layout = group.Content, IsFlat = !group.MustBreak });
                    break;
            }
        }

        return false;
    }

    private bool IsAtLineStart => _text.Length == _lineStart || (_column == _indentation && _text.Length == _lineStart + _indentation);

    private void Append(string text)
    {
        if (text == " " && IsAtLineStart)
        {
            return;
        }

        _text.Append(text);
        _column += text.Length;
    }

    /// <summary>Adds one empty line at the start of a line, unless there is one, or nothing yet.</summary>
    private void SkipLine()
    {
        if (_text.Length > 1 && _text[^2] != '\n')
        {
            _text.Append('\n');
            _lineStart = _text.Length;
        }
    }

    /// <summary>Goes to the start of a line: at the start of one, only the indentation changes.</summary>
    private void EndLine(int indentation)
    {
        if (IsAtLineStart && _lineEnds.Count == 0)
        {
            _text.Length = _lineStart;
            Indent(indentation);
            return;
        }

        Trim();
        foreach (string comment in _lineEnds)
        {
            _text.Append(_text.Length > 0 && _text[^1] != '\n' ? " " : string.Empty).Append(comment);
        }

        _lineEnds.Clear();
        _text.Append('\n');
        _lineStart = _text.Length;
        Indent(indentation);
    }

    private void Indent(int indentation)
    {
        _text.Append(' ', indentation);
        _column = indentation;
        _indentation = indentation;
    }

    private void Trim()
    {
        while (_text.Length > 0 && _text[^1] == ' ')
        {
            _text.Length--;
        }
    }

    private string Finish()
    {
        EndLine(0);
        string text = _text.ToString().TrimEnd('\n');
        return text.Length == 0 ? text : text + "\n";
    }

    private readonly record struct Item(Layout Layout, int Indentation, bool IsFlat);
}
