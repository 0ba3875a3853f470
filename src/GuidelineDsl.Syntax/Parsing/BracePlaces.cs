using Antlr4.Runtime;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>What stands between a pair of brackets.</summary>
internal enum BlockKind
{
    Declaration,
    Rule,
    List,
    Parenthesis,
}

/// <summary>The places at which an opening brace belongs, by the words before them.</summary>
internal sealed class BracePlaces(List<SourceToken> tokens)
{
    /// <summary>What a brace after the token at the index would open, and how to call the place; null when none belongs there.</summary>
    public (BlockKind Kind, string Owner)? After(int index)
    {
        SourceToken token = tokens[index];
        int before = TypeAt(index - 1);
        int next = TypeAt(index + 1);
        int afterNext = TypeAt(index + 2);
        bool listFollows = ItemWords.IsName(next) && afterNext is COMMA or WHEN or PLUS or STRING;
        bool list = token.Type switch
        {
            OF => before is ANY or ALL || TypeAt(index - 2) == COLON || TypeAt(index - 2) == ORDERED || (before is NUMBER or ONE && listFollows),
            IN => listFollows && afterNext == COMMA,
            EQUAL => listFollows && afterNext == COMMA && TypeAt(FirstOnLine(index)) is CLASS or GROUP,
            AS => next != ORDERED,
            ORDERED => before == AS,
            EXCEPT or INCOMPATIBLE or WITH => true,
            PATIENT => ItemWords.IsName(next) && afterNext == EQUAL,
            _ => false,
        };
        if (list)
        {
            return (BlockKind.List, $"'{token.Text}'");
        }

        bool branch = next == CHOOSE || (next != SILENT && ItemWords.IsName(next) && afterNext is WHEN or OTHERWISE);
        if (token.Type == RBRACE && branch && ItemWords.IsFirstOnLine(tokens, index + 1))
        {
            return (BlockKind.Declaration, "the values of the classification");
        }

        if (token.Type == STRING && before == TEST)
        {
            return (BlockKind.Declaration, "the name of the test");
        }

        if (before == COLON && ItemWords.IsName(token.Type) && afterNext == STRING && (next == NOTE || (next == IDENTIFIER && tokens[index + 1].Text == "synonyms")))
        {
            return (BlockKind.Declaration, "the kind of the action");
        }

        bool label = token.Type is STRING or PARAGRAPH;
        int name = label ? index - 1 : index;
        if (name < 1 || !ItemWords.IsName(tokens[name].Type) || (!label && next is STRING or PARAGRAPH))
        {
            return null;
        }

        int keyword = tokens[name - 1].Type;
        if (keyword == PATIENT && !label && ItemWords.IsName(next) && afterNext == EQUAL)
        {
            return (BlockKind.List, $"the patient '{tokens[name].Text}'");
        }

        bool begins = keyword is RULE or DECISION || (keyword is GUIDELINE or VOCABULARY or SOURCE or SCORE && ItemWords.IsFirstOnLine(tokens, name - 1));
        return begins ? (keyword == RULE ? BlockKind.Rule : BlockKind.Declaration, $"the {tokens[name - 1].Text} '{tokens[name].Text}'") : null;
    }

    /// <summary>Whether a closing brace without an opening one comes before the end of what would be opened.</summary>
    public bool ClosesAfter(int index, BlockKind kind)
    {
        int depth = 0;
        for (int i = index + 1; i < tokens.Count; i++)
        {
            int type = tokens[i].Type;
            bool first = ItemWords.IsFirstOnLine(tokens, i);
            bool ended = type == TokenConstants.EOF
                || (i > index + 1 && ItemWords.BeginsDeclaration(tokens, i))
                || (depth == 0 && first && type == RULE && kind != BlockKind.Declaration)
                || (depth == 0 && first && kind == BlockKind.List && (ItemWords.RuleItems.Contains(type) || type is EXPECT));
            if (ended)
            {
                return false;
            }

            if (type == RBRACE && depth-- == 0)
            {
                return true;
            }

            depth += type == LBRACE ? 1 : 0;
        }

        return false;
    }

    /// <summary>How many more braces are closed than opened in the rest of the declaration.</summary>
    public int SpareClosings(int index)
    {
        int spare = 0;
        for (int i = index + 1; i < tokens.Count && tokens[i].Type != TokenConstants.EOF && !(i > index + 1 && ItemWords.BeginsDeclaration(tokens, i)); i++)
        {
            spare += tokens[i].Type switch { RBRACE => 1, LBRACE => -1, _ => 0 };
        }

        return spare;
    }

    private int FirstOnLine(int index)
    {
        while (!ItemWords.IsFirstOnLine(tokens, index))
        {
            index--;
        }

        return index;
    }

    private int TypeAt(int index) => index >= 0 && index < tokens.Count ? tokens[index].Type : 0;
}
