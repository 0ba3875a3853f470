using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>What can be folded: everything in braces that takes several lines, long comments, and runs of line comments.</summary>
internal static class Folding
{
    public static FoldingRange[] Of(Document document)
    {
        List<FoldingRange> found = [];
        Stack<int> open = new();
        int commentStart = -1;
        int commentEnd = -1;
        foreach (ScannedToken token in document.Tokens)
        {
            int first = document.PositionAt(token.Span.Start).Line;
            int last = document.PositionAt(token.Span.End).Line;
            if (token.Kind == ScannedKind.Comment)
            {
                if (commentStart < 0 || first > commentEnd + 1)
                {
                    EndComment();
                    commentStart = first;
                }

                commentEnd = last;
                continue;
            }

            EndComment();
            if (token.Kind == ScannedKind.Text && last > first)
            {
                found.Add(new FoldingRange(first, last, null));
            }
            else if (token.Is("{"))
            {
                open.Push(first);
            }
            else if (token.Is("}") && open.TryPop(out int start) && last - 1 > start)
            {
                found.Add(new FoldingRange(start, last - 1, null));
            }
        }

        EndComment();
        return [.. found.OrderBy(f => f.StartLine).ThenByDescending(f => f.EndLine)];

        void EndComment()
        {
            if (commentStart >= 0 && commentEnd > commentStart)
            {
                found.Add(new FoldingRange(commentStart, commentEnd, "comment"));
            }

            commentStart = -1;
        }
    }
}
