using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using Antlr4.Runtime.Tree;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Where the parser is and what it sees at the moment at which it cannot go on.</summary>
internal sealed record Situation(VisibleTokens Tokens, RuleContext Context, SourceToken Token, IntervalSet Expected, Block Block)
{
    public SourceToken? Before => Tokens.Index > 0 ? Tokens[Tokens.Index - 1] : null;

    public SourceToken? Next => Tokens.Index + 1 < Tokens.Size ? Tokens[Tokens.Index + 1] : null;

    public bool IsFirstOnLine => Before is null || Before.Line < Token.Line;

    /// <summary>Whether the token can be the first of a condition or value.</summary>
    public bool BeginsOperand =>
        ItemWords.IsName(Token.Type) || Token.Type is NUMBER or DATE or NOT or LPAREN or ALL or ANY or AT or EXACTLY;

    /// <summary>Whether the word is followed by what follows the first word of an item: a name, a text, a number.</summary>
    public bool LooksLikeItem =>
        IsFirstOnLine && (Next is { } next && (ItemWords.IsName(next.Type) || next.Type is STRING or PARAGRAPH or NUMBER or DATE or ONE));

    /// <summary>The part of the parse that ended right before the token.</summary>
    public ParserRuleContext? LastPart
    {
        get
        {
            for (RuleContext? at = Context; at is ParserRuleContext part; at = at.Parent)
            {
                for (int i = part.ChildCount - 1; i >= 0; i--)
                {
                    IParseTree child = part.GetChild(i);
                    if (child is ParserRuleContext { Stop: not null } found)
                    {
                        return found.Stop == Before ? found : null;
                    }

                    if (child is ITerminalNode)
                    {
                        return null;
                    }
                }
            }

            return null;
        }
    }

    /// <summary>Whether a condition, or something that ends with one, ended right before the token, or goes on here.</summary>
    public bool EndsCondition
    {
        get
        {
            if (Expected.Contains(AND) && Before is { } before && (ItemWords.IsName(before.Type) || before.Type is NUMBER or UNIT or PERCENT or QUOTED_UNIT or RPAREN or RBRACE or DATE))
            {
                return true;
            }

            for (IParseTree? part = LastPart; part is ParserRuleContext context; part = LastOf(context))
            {
                if (context is ConditionContext)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether a whole condition is read here, not a value inside one.</summary>
    public bool IsInCondition
    {
        get
        {
            for (RuleContext? at = Context; at is not null; at = at.Parent)
            {
                switch (at)
                {
                    case ComparisonTailContext or MembershipContext or ArmContext or AssignmentContext or NameOperandContext or IsOutcomeContext:
                        return false;
                    case WhenItemContext or ScopeItemContext or SilentItemContext or DefinitionDeclarationContext or ConstraintDeclarationContext
                        or ClassificationBranchContext or ScoreLineContext or PlanOptionContext or CountOperandContext:
                        return true;
                }
            }

            return false;
        }
    }

    /// <summary>The last of the words and numbers that follow one another on the line of the token.</summary>
    public SourceToken LastWordOnLine()
    {
        int index = Tokens.Index;
        while (index + 1 < Tokens.Size && Tokens[index + 1].Line == Token.Line
            && (Tokens[index + 1].Type is NUMBER or UNIT or PERCENT || (Tokens[index + 1].Characters is [var first, ..] && char.IsLetter(first))))
        {
            index++;
        }

        return Tokens[index];
    }

    private static IParseTree? LastOf(ParserRuleContext context) => context.ChildCount == 0 ? null : context.GetChild(context.ChildCount - 1);
}
