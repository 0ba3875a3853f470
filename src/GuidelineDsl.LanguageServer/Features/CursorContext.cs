using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>What kind of braces the cursor is in.</summary>
internal enum Block
{
    File,
    Header,
    Source,
    Action,
    Values,
    Decision,
    Rule,
    Classification,
    Score,
    Test,
    Patient,
    List,
}

/// <summary>Where a cursor is, read from the words before it; it works on text that does not parse.</summary>
/// <param name="Word">What is being written: the part of a word before the cursor and the rest of it.</param>
/// <param name="Statement">The words and signs from the head of the current statement to <paramref name="Word"/>.</param>
/// <param name="Owners">The heads of the enclosing blocks, outermost first: <c>decision x</c>, <c>rule y</c>.</param>
internal sealed record CursorContext(
    Block Block, TextSpan Word, string Prefix, ImmutableArray<ScannedToken> Statement, ImmutableArray<ImmutableArray<ScannedToken>> Owners, bool InText, bool InComment)
{
    private static readonly string[] s_fileHeads =
        ["guideline", "vocabulary", "use", "source", "fact", "constraint", "group", "define", "classify", "score", "compute", "action", "class",
         "regimen", "incompatible", "remark", "decision", "patient", "test"];

    private static readonly string[] s_decisionHeads = ["for", "choose", "rule", "silent", "partial", "remark", "allow"];

    private static readonly string[] s_ruleHeads =
        ["when", "otherwise", "recommend", "consider", "avoid", "contraindicate", "evidence", "cite", "because", "overrides", "remark", "allow"];

    private static readonly string[] s_testHeads = ["patient", "today", "expect"];

    /// <summary>After these a name follows, never a new statement.</summary>
    private static readonly string[] s_unfinished =
        ["and", "or", "not", "=", "is", "in", "between", "includes", ",", ":", "+", "-", "*", "/", "(", "<", "<=", ">", ">=", "of", "by", "when", "unless", "cite", "then", "optional"];

    /// <summary>The last word or sign before the cursor's word; an empty one at the beginning.</summary>
    public ScannedToken Previous => Back(0);

    public ScannedToken Back(int count) => count < Statement.Length ? Statement[^(count + 1)] : default;

    /// <summary>The head of the nearest enclosing block that begins with this word.</summary>
    public string? OwnerName(string head) =>
        Owners.LastOrDefault(o => o.Length > 1 && o[0].Text == head) is { IsDefault: false } owner ? owner[1].Text : null;

    public static CursorContext At(Document document, int offset)
    {
        Stack<(Block Block, List<ScannedToken> Outer)> blocks = new();
        List<ScannedToken> statement = [];
        Block block = Block.File;
        TextSpan word = new(offset, 0);
        bool inText = false;
        bool inComment = false;
        foreach (ScannedToken token in document.Tokens)
        {
            if (token.Span.Start >= offset)
            {
                break;
            }

            bool reaches = token.Span.End >= offset;
            if (token.Kind == ScannedKind.Comment)
            {
                bool lineComment = token.Text.StartsWith("//", StringComparison.Ordinal);
                inComment = reaches && (lineComment || token.Span.End > offset);
                continue;
            }

            if (reaches && token.Kind == ScannedKind.Word)
            {
                word = token.Span;
                break;
            }

            if (reaches && token.Kind is ScannedKind.Text or ScannedKind.Unit && (token.Span.End > offset || IsOpen(token)))
            {
                inText = token.Kind == ScannedKind.Text;
                word = TextSpan.FromBounds(token.Span.Start + 1, Math.Max(token.Span.Start + 1, IsOpen(token) ? token.Span.End : token.Span.End - 1));
                break;
            }

            if (token.Is("{"))
            {
                blocks.Push((block, statement));
                block = Opened(block, statement);
                statement = [];
            }
            else if (token.Is("}"))
            {
                if (blocks.TryPop(out (Block Block, List<ScannedToken> Outer) outer))
                {
                    (block, statement) = outer;
                    statement.Add(token);
                }
            }
            else
            {
                if (IsHead(block, token, statement))
                {
                    statement = [];
                }

                statement.Add(token);
            }
        }

        string prefix = document.Source.Content[Math.Min(word.Start, offset)..offset];
        return new CursorContext(block, word, prefix, [.. statement], [.. blocks.Reverse().Select(b => b.Outer.ToImmutableArray())], inText, inComment);
    }

    private static bool IsOpen(ScannedToken token) => token.Text.Length < 2 || token.Text[^1] != token.Text[0];

    private static bool IsHead(Block block, ScannedToken token, List<ScannedToken> statement)
    {
        string[] heads = block switch
        {
            Block.File => s_fileHeads,
            Block.Decision => s_decisionHeads,
            Block.Rule => s_ruleHeads,
            Block.Test => s_testHeads,
            Block.Score => ["add", "cite", "allow"],
            Block.Classification => ["choose", "cite", "allow"],
            _ => [],
        };
        return token.Kind == ScannedKind.Word && heads.Contains(token.Text)
            && (statement.Count == 0 || !s_unfinished.Contains(statement[^1].Text))
            && !(token.Text is "recommend" or "consider" or "avoid" or "contraindicate" && statement.Count > 0 && statement[^1].Is("not"));
    }

    private static Block Opened(Block block, List<ScannedToken> statement)
    {
        string head = statement.Count == 0 ? "" : statement[0].Text;
        bool inValues = statement.Count > 0 && statement[^1].Text is "as" or "ordered";
        return (block, head) switch
        {
            (Block.File, "guideline" or "vocabulary") => Block.Header,
            (Block.File, "source") => Block.Source,
            (Block.File, "action") => Block.Action,
            (Block.File, "decision") => Block.Decision,
            (Block.File, "score") => Block.Score,
            (Block.File, "fact") => Block.Values,
            (Block.File, "classify") => inValues ? Block.Values : Block.Classification,
            (Block.File, "patient") => Block.Patient,
            (Block.File, "test") => Block.Test,
            (Block.Decision, "rule") => Block.Rule,
            (Block.Test, "patient") => Block.Patient,
            _ => Block.List,
        };
    }
}
