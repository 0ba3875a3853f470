using GuidelineDsl.Syntax.Parsing;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Formatting;

/// <summary>Single tokens and the comments around them.</summary>
internal sealed partial class LayoutBuilder
{
    /// <summary>The comments before an item: outside of it, so that they do not break its lines.</summary>
    private Layout CommentsBefore()
    {
        _commented = _next;
        return Leading(Next, ownLines: false);
    }

    private Layout Token(bool withLeading = true)
    {
        withLeading &= _commented != _next;
        Piece piece = pieces[_next++];
        Layout text = piece.Token.Type == PARAGRAPH ? Paragraph(piece.Token.Text) : new Words(piece.Token.Text);
        if (piece.Leading.IsEmpty && piece.Trailing.IsEmpty)
        {
            return text;
        }

        return Seq([withLeading ? Leading(piece, ownLines: false) : Layout.Nothing, text, Trailing(piece)]);
    }

    /// <summary>The comments before a token, each on a line of its own.</summary>
    private static Layout Leading(Piece piece, bool ownLines)
    {
        if (piece.Leading.IsEmpty)
        {
            return Layout.Nothing;
        }

        List<Layout> parts = ownLines ? [] : [Layout.NewLine];
        for (int i = 0; i < piece.Leading.Length; i++)
        {
            Comment comment = piece.Leading[i];
            if (i > 0)
            {
                parts.Add(comment.AfterEmptyLine ? new EmptyLine() : Layout.NewLine);
            }

            parts.Add(new Verbatim(comment.Text));
        }

        if (!ownLines)
        {
            parts.Add(piece.AfterEmptyLine ? new EmptyLine() : Layout.NewLine);
        }

        return Seq(parts);
    }

    /// <summary>The comments after a token on its line. One that ends the line breaks what goes on after it.</summary>
    private Layout Trailing(Piece piece)
    {
        List<Layout> parts = [];
        foreach (Comment comment in piece.Trailing)
        {
            bool lineEndsHere = _next == pieces.Length || _itemStarts.Contains(Next.Token.StartIndex) || Next.Token.Type == Antlr4.Runtime.TokenConstants.EOF;
            if (!comment.IsLine)
            {
                parts.Add(new Verbatim(" " + comment.Text));
            }
            else if (lineEndsHere)
            {
                parts.Add(new LineEnd(comment.Text));
            }
            else
            {
                parts.Add(new Words(" " + comment.Text));
                parts.Add(Layout.NewLine);
            }
        }

        return parts.Count == 0 ? Layout.Nothing : Seq(parts);
    }

    /// <summary>The comments of a comma that is not written.</summary>
    private Layout CommentsOf(Piece piece) =>
        piece.Leading.IsEmpty && piece.Trailing.IsEmpty
            ? Layout.Nothing
            : Seq([Leading(piece, ownLines: false), Trailing(piece)]);

    /// <summary>Several lines between their quotation marks, each as far in as the text around them.</summary>
    private static Layout Paragraph(string text)
    {
        string[] lines = TextDecoder.StripIndentation(text[3..^3]).Split('\n');
        if (!text.Contains('\n', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal))
        {
            return new Words(text);
        }

        List<Layout> parts = [new Words("\"\"\"")];
        bool afterEmpty = false;
        foreach (string line in lines)
        {
            if (line.Length > 0)
            {
                parts.Add(afterEmpty ? new EmptyLine() : Layout.NewLine);
                parts.Add(new Words(line));
            }

            afterEmpty = line.Length == 0;
        }

        parts.Add(Layout.NewLine);
        parts.Add(new Words("\"\"\""));
        return Seq(parts);
    }

    private static Sequence Seq(IEnumerable<Layout> parts) => new([.. parts]);
}
