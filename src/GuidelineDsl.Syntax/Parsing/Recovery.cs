using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using GuidelineDsl.Syntax.Generated;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// What the parser does after a mistake: one message in our own words, then on at the next item of the block, or the
/// next element of the list, in which the mistake stands. Brackets match when we get here, so skipping is safe.
/// </summary>
internal sealed class Recovery(SourceText source, ParseDiagnostics diagnostics) : DefaultErrorStrategy
{
    private readonly Explanation _explanation = new(source);
    private SourceToken? _unknownItem;

    public override void ReportError(Antlr4.Runtime.Parser recognizer, RecognitionException e)
    {
        if (InErrorRecoveryMode(recognizer))
        {
            return;
        }

        Complain(recognizer, (SourceToken)recognizer.CurrentToken, Expected(recognizer));
    }

    /// <summary>
    /// Before and in every repetition: a token with which nothing can go on is reported, unless it only follows from a
    /// mistake before, and what belongs to it is skipped, so that the repetition goes on with the next item.
    /// </summary>
    public override void Sync(Antlr4.Runtime.Parser recognizer)
    {
        ATNState state = recognizer.Interpreter.atn.states[recognizer.State];
        IntervalSet next = recognizer.Atn.NextTokens(state);
        if (next.Contains(recognizer.InputStream.LA(1)) || next.Contains(TokenConstants.EPSILON))
        {
            return;
        }

        bool repetition = Block.Of(recognizer.RuleContext) is { } repeated
            && (state.StateType is StateType.PlusLoopBack or StateType.StarLoopBack or StateType.StarLoopEntry or StateType.StarBlockStart
                || (repeated.IsList && state.StateType is StateType.BlockStart));
        while (!next.Contains(recognizer.InputStream.LA(1)) && !next.Contains(TokenConstants.EPSILON))
        {
            SourceToken token = (SourceToken)recognizer.CurrentToken;
            if (repetition && token == _unknownItem)
            {
                EndErrorCondition(recognizer);
            }

            bool silent = InErrorRecoveryMode(recognizer);
            if (silent && !repetition)
            {
                return;
            }

            bool reservedName = !silent && Explanation.IsReservedName((VisibleTokens)recognizer.InputStream, next);
            if (!silent)
            {
                Complain(recognizer, token, next);
            }

            if (reservedName)
            {
                token.Type = IDENTIFIER;
                EndErrorCondition(recognizer);
                return;
            }

            if (!repetition)
            {
                throw new InputMismatchException(recognizer);
            }

            SkipItem(recognizer);
            while (recognizer.InputStream.LA(1) == COMMA && !next.Contains(COMMA))
            {
                recognizer.Consume();
            }

            if (recognizer.CurrentToken == token)
            {
                if (silent)
                {
                    return;
                }

                throw new InputMismatchException(recognizer);
            }

            // The next item begins; what is wrong with it is a mistake of its own.
            EndErrorCondition(recognizer);
        }
    }

    public override IToken RecoverInline(Antlr4.Runtime.Parser recognizer)
    {
        if (InErrorRecoveryMode(recognizer))
        {
            throw new InputMismatchException(recognizer);
        }

        SourceToken token = (SourceToken)recognizer.CurrentToken;
        IntervalSet expected = Expected(recognizer);
        switch (Repair(recognizer, token, expected))
        {
            case RepairKind.Replace:
                Complain(recognizer, token, expected);
                token.Type = expected.Contains(IDENTIFIER) ? IDENTIFIER : expected.MinElement;
                recognizer.Consume();
                EndErrorCondition(recognizer);
                return token;
            case RepairKind.Insert:
                Complain(recognizer, token, expected);
                return new SourceToken(source.Content, expected.MinElement, 0, token.StartIndex, token.StartIndex - 1, token.Line);
            case RepairKind.Delete:
                Complain(recognizer, token, expected);
                recognizer.Consume();
                IToken matched = recognizer.CurrentToken;
                EndErrorCondition(recognizer);
                recognizer.Consume();
                return matched;
            default:
                throw new InputMismatchException(recognizer);
        }
    }

    public override void Recover(Antlr4.Runtime.Parser recognizer, RecognitionException e)
    {
        int index = recognizer.InputStream.Index;
        if (lastErrorIndex == index && lastErrorStates is not null && lastErrorStates.Contains(recognizer.State) && recognizer.InputStream.LA(1) != TokenConstants.EOF)
        {
            // A second failure at the same place without a step forward.
            recognizer.Consume();
        }

        lastErrorIndex = index;
        lastErrorStates ??= new IntervalSet();
        lastErrorStates.Add(recognizer.State);
        if (Block.Of(recognizer.RuleContext) is { } left && left != Block.File)
        {
            // The part that is given up has an open bracket: what is inside goes with it.
            SkipItem(recognizer, toClosing: true);
            if (IsClosing(recognizer.InputStream.LA(1)))
            {
                recognizer.Consume();
            }

            return;
        }

        SkipItem(recognizer);
    }

    private void Complain(Antlr4.Runtime.Parser recognizer, SourceToken token, IntervalSet expected)
    {
        BeginErrorCondition(recognizer);
        VisibleTokens tokens = (VisibleTokens)recognizer.InputStream;
        TextSpan unreliable = _explanation.UnreliableSpan(tokens);
        if (_explanation.IsConsequence(tokens))
        {
            diagnostics.MarkUnreliable(unreliable);
        }
        else
        {
            diagnostics.Complain(_explanation.Explain(tokens, recognizer.RuleContext, token, expected), unreliable);
        }
    }

    private static IntervalSet Expected(Antlr4.Runtime.Parser recognizer) => recognizer.GetExpectedTokens();

    private static bool IsClosing(int type) => type is RBRACE or RPAREN;

    /// <summary>Whether the parser can go on as if one token were another, were there, or were not there.</summary>
    private static RepairKind Repair(Antlr4.Runtime.Parser recognizer, SourceToken token, IntervalSet expected)
    {
        VisibleTokens tokens = (VisibleTokens)recognizer.InputStream;
        int next = tokens.LA(2);
        if (Explanation.IsReservedName(tokens, expected))
        {
            return RepairKind.Replace;
        }

        bool nameless = tokens.Index > 0 && expected.Contains(IDENTIFIER) && expected.Count <= ItemWords.NameCount
            && token.Type is STRING or PARAGRAPH or LBRACE or COLON or EQUAL
            && (ItemWords.SoftDeclarations.Contains(tokens.LA(-1)) || ItemWords.IsReserved(tokens.LA(-1)) || tokens.LA(-1) == ABBREVIATION);
        if (nameless)
        {
            return RepairKind.Insert;
        }

        if (expected.Count == 1 && expected.MinElement is var wanted && wanted is COLON or EQUAL or OF or WHEN or AND or WITH or BY)
        {
            if ((token.Type is COLON or EQUAL or IS && wanted is COLON or EQUAL) || (token.Type is TO or COMMA or OR && wanted is AND))
            {
                return RepairKind.Replace;
            }

            ATN atn = recognizer.Interpreter.atn;
            ATNState following = atn.states[recognizer.State].Transition(0).target;
            IntervalSet after = atn.NextTokens(following, recognizer.RuleContext);
            bool nextDeclaration = tokens.Index > 0 && tokens[tokens.Index - 1].Line < token.Line && ItemWords.SoftDeclarations.Contains(token.Type);
            if (wanted != AND && !nextDeclaration && after.Contains(token.Type))
            {
                return RepairKind.Insert;
            }
        }

        bool canDelete = expected.Contains(next) && !ItemWords.IsReserved(token.Type) && !IsClosing(token.Type) && token.Type is not (LBRACE or LPAREN or TokenConstants.EOF);
        return canDelete ? RepairKind.Delete : RepairKind.None;
    }

    /// <summary>
    /// Skips to the next item of the enclosing block or list, or to the bracket that ends it; to the end of a text with so many mistakes
    /// that no more of them are told.
    /// </summary>
    private void SkipItem(Antlr4.Runtime.Parser recognizer, bool toClosing = false)
    {
        VisibleTokens tokens = (VisibleTokens)recognizer.InputStream;
        Block block = Block.Around(recognizer.RuleContext);
        SourceToken mistake = tokens[tokens.Index];
        int indentation = Indentation(mistake);
        int depth = 0;
        while (tokens.LA(1) != TokenConstants.EOF)
        {
            int type = tokens.LA(1);
            bool unknownItem = type == IDENTIFIER && !block.IsList && tokens[tokens.Index].Line > mistake.Line && block.IsFirstOnLine(tokens) && Indentation(tokens[tokens.Index]) <= indentation;
            if (!diagnostics.IsFull && depth == 0 && (IsClosing(type) || (!toClosing && (unknownItem || block.BeginsItem(tokens)))))
            {
                _unknownItem = unknownItem ? tokens[tokens.Index] : null;
                return;
            }

            depth += type switch { LBRACE or LPAREN => 1, RBRACE or RPAREN => -1, _ => 0 };
            recognizer.Consume();
        }
    }

    /// <summary>How far in the line of a token begins: a word that begins no item, but begins its line no further in, was meant to begin one.</summary>
    private int Indentation(SourceToken token)
    {
        int start = source.GetLineStart(source.GetPosition(token.StartIndex).Line);
        int position = start;
        while (position < source.Content.Length && source.Content[position] is ' ' or '\t')
        {
            position++;
        }

        return position - start;
    }

    private enum RepairKind
    {
        None,
        Replace,
        Insert,
        Delete,
    }
}
