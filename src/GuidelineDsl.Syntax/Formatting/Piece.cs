using System.Collections.Immutable;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Parsing;

namespace GuidelineDsl.Syntax.Formatting;

/// <summary>A comment and whether an empty line stands before it.</summary>
internal readonly record struct Comment(SourceToken Token, bool AfterEmptyLine)
{
    public bool IsLine => Token.Type == GdlLexer.LINE_COMMENT;

    public string Text => Token.Text.TrimEnd().ReplaceLineEndings("\n");
}

/// <summary>A visible token with the comments around it.</summary>
/// <param name="Leading">Comments before it: on lines of their own, or block comments on its line.</param>
/// <param name="Trailing">Comments after it on its line.</param>
/// <param name="AfterEmptyLine">Whether an empty line stands before it or, if it has leading comments, between them and it.</param>
internal sealed record Piece(SourceToken Token, ImmutableArray<Comment> Leading, ImmutableArray<Comment> Trailing, bool AfterEmptyLine)
{
    /// <summary>Whether an empty line stands before it and its comments.</summary>
    public bool IsApart => Leading.IsEmpty ? AfterEmptyLine : Leading[0].AfterEmptyLine;

    /// <summary>All visible tokens of a text; the last is the end of the file.</summary>
    public static ImmutableArray<Piece> Of(SourceToken[] tokens)
    {
        ImmutableArray<Piece>.Builder pieces = ImmutableArray.CreateBuilder<Piece>();
        List<Comment> leading = [];
        List<Comment> trailing = [];
        bool lineBreak = false;
        int lineBreaks = 0;
        foreach (SourceToken token in tokens)
        {
            switch (token.Type)
            {
                case GdlLexer.SPACE:
                    lineBreaks += CountLineBreaks(token.Characters);
                    lineBreak |= lineBreaks > 0;
                    break;
                case GdlLexer.LINE_COMMENT or GdlLexer.BLOCK_COMMENT:
                    bool onLine = !lineBreak && pieces.Count > 0;
                    (onLine ? trailing : leading).Add(new Comment(token, lineBreaks > 1));
                    lineBreaks = 0;
                    break;
                default:
                    if (pieces.Count > 0)
                    {
                        pieces[^1] = pieces[^1] with { Trailing = [.. trailing] };
                    }

                    pieces.Add(new Piece(token, [.. leading], [], lineBreaks > 1));
                    leading.Clear();
                    trailing.Clear();
                    lineBreak = false;
                    lineBreaks = 0;
                    break;
            }
        }

        return pieces.ToImmutable();
    }

    private static int CountLineBreaks(ReadOnlySpan<char> space)
    {
        int count = 0;
        for (int i = 0; i < space.Length; i++)
        {
            if (space[i] == '\n' || (space[i] == '\r' && (i + 1 == space.Length || space[i + 1] != '\n')))
            {
                count++;
            }
        }

        return count;
    }
}
