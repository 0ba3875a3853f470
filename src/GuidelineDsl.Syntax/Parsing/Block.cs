using Antlr4.Runtime;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>What stands between a pair of brackets, or in the file as a whole: the words that begin its items.</summary>
internal sealed record Block(string Name, HashSet<int> Reserved, HashSet<int> Soft, bool IsList = false)
{
    public static readonly Block File = new("the file", [.. ItemWords.ReservedDeclarations, REMARK, RULE], ItemWords.SoftDeclarations);
    public static readonly Block Properties = new("a header, source or action", [], [IDENTIFIER, STATUS, KIND, ABBREVIATION, VALID, REVIEW, SUPERSEDED, NOTE]);
    public static readonly Block Classification = new("a classification", [CHOOSE, CITE, ALLOW], []);
    public static readonly Block Score = new("a score", [CITE, ALLOW], [ADD]);
    public static readonly Block Decision = new("a decision", [CHOOSE, RULE, REMARK, ALLOW], [FOR, SILENT, PARTIAL]);
    public static readonly Block Rule = new("a rule", ItemWords.RuleItems, []);
    public static readonly Block Test = new("a test", [EXPECT], [PATIENT, TODAY]);
    public static readonly Block List = new("a list", [COMMA], [], IsList: true);

    /// <summary>The innermost block or list around a place of the parse.</summary>
    public static Block Around(RuleContext context)
    {
        for (RuleContext? at = context; at is not null; at = at.Parent)
        {
            if (Of(at) is { } block)
            {
                return block;
            }
        }

        return File;
    }

    /// <summary>The block or list whose items this part of the parse repeats, if it does.</summary>
    public static Block? Of(RuleContext context) => context switch
    {
        DocumentContext => File,
        HeaderContext c when Inside(c) => Properties,
        SourceDeclarationContext c when Inside(c) => Properties,
        ActionDeclarationContext c when Inside(c) => Properties,
        ClassificationDeclarationContext c when Inside(c) => c.LBRACE().Length > 1 ? Classification : List,
        ScoreDeclarationContext c when Inside(c) => Score,
        DecisionDeclarationContext c when Inside(c) => Decision,
        RuleDeclarationContext c when Inside(c) => Rule,
        TestDeclarationContext c when Inside(c) => Test,
        NameSetContext c when Inside(c) => List,
        AssignmentsContext c when Inside(c) => List,
        EnumerationTypeContext c when Inside(c) => List,
        ChoicePlanContext c when Inside(c) => List,
        InMembershipContext c when Inside(c) => List,
        CountOperandContext c when Inside(c) => List,
        ParenthesizedOperandContext c when Inside(c) => List,
        NameOperandContext c when Inside(c) => List,
        _ => null,
    };

    public bool IsFirstOnLine(VisibleTokens tokens) => tokens.Index == 0 || tokens[tokens.Index - 1].Line < tokens[tokens.Index].Line;

    /// <summary>Whether an item of the block begins at the current token: at a word that is never a name, or at a soft one first on its line.</summary>
    public bool BeginsItem(VisibleTokens tokens)
    {
        int type = tokens.LA(1);
        bool firstOnLine = IsFirstOnLine(tokens);
        if (Reserved.Contains(type))
        {
            return firstOnLine || this != File;
        }

        if (this == Classification)
        {
            return ItemWords.IsName(type) && tokens.LA(2) is WHEN or OTHERWISE;
        }

        return firstOnLine && Soft.Contains(type);
    }

    /// <summary>Whether more brackets are opened than closed in this part of the parse.</summary>
    private static bool Inside(ParserRuleContext context)
    {
        int open = 0;
        for (int i = 0; i < context.ChildCount; i++)
        {
            open += context.GetChild(i) is not Antlr4.Runtime.Tree.ITerminalNode leaf ? 0 : leaf.Symbol.Type switch
            {
                LBRACE or LPAREN => 1,
                RBRACE or RPAREN => -1,
                _ => 0,
            };
        }

        return open > 0;
    }
}
