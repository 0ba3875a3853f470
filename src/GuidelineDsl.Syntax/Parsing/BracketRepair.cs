using Antlr4.Runtime;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Gives the parser text whose brackets match. Where they do not, the words that can only begin a new declaration, rule
/// or item and the indentation show where one is missing; it is reported there, and put in without characters.
/// </summary>
internal sealed class BracketRepair
{
    private readonly List<SourceToken> _tokens;
    private readonly List<SourceToken> _result;
    private readonly SourceText _source;
    private readonly ParseDiagnostics _diagnostics;
    private readonly Stack<Opener> _open = new();
    private readonly BracePlaces _bracePlaces;
    private int _surplus;

    private BracketRepair(List<SourceToken> tokens, SourceText source, ParseDiagnostics diagnostics)
    {
        _tokens = tokens;
        _source = source;
        _diagnostics = diagnostics;
        _result = new List<SourceToken>(tokens.Count + 8);
        _bracePlaces = new BracePlaces(tokens);
    }

    public static SourceToken[] Run(List<SourceToken> tokens, SourceText source, ParseDiagnostics diagnostics)
    {
        if (Match(tokens, out SourceToken? tooDeep))
        {
            return [.. tokens];
        }

        if (tooDeep is not null)
        {
            Location place = new(source, new TextSpan(tooDeep.StartIndex, 1));
            diagnostics.Report(SyntaxDiagnostics.Deep(place, Limits.Nesting));
            return [];
        }

        BracketRepair repair = new(tokens, source, diagnostics);
        return repair.Repair() ? [.. repair._result] : [];
    }

    /// <summary>Whether all brackets match.</summary>
    private static bool Match(List<SourceToken> tokens, out SourceToken? tooDeep)
    {
        Stack<int> open = new();
        tooDeep = null;
        bool matches = true;
        foreach (SourceToken token in tokens)
        {
            switch (token.Type)
            {
                case LBRACE or LPAREN:
                    open.Push(token.Type);
                    if (open.Count > Limits.Nesting)
                    {
                        tooDeep = token;
                        return false;
                    }

                    break;
                case RBRACE or RPAREN:
                    matches &= open.TryPop(out int opener) && opener == (token.Type == RBRACE ? LBRACE : LPAREN);
                    break;
            }
        }

        return matches && open.Count == 0;
    }

    /// <summary>False when the text turns out to be nested too deeply.</summary>
    private bool Repair()
    {
        _surplus = _tokens.Count(t => t.Type == RBRACE) - _tokens.Count(t => t.Type == LBRACE);
        for (int i = 0; i < _tokens.Count; i++)
        {
            SourceToken token = _tokens[i];
            CloseBefore(i);
            switch (token.Type)
            {
                case LBRACE or LPAREN:
                    _open.Push(new Opener(token, token.Type == LPAREN ? BlockKind.Parenthesis : KindOf(), Indentation(token), i > 0 ? _tokens[i - 1].Type : 0));
                    _result.Add(token);
                    if (_open.Count > Limits.Nesting)
                    {
                        _diagnostics.Report(SyntaxDiagnostics.Deep(At(token), Limits.Nesting));
                        return false;
                    }

                    break;
                case RPAREN:
                    CloseParenthesis(token);
                    break;
                case RBRACE:
                    CloseBrace(i);
                    OpenMissing(i);
                    break;
                default:
                    _result.Add(token);
                    OpenMissing(i);
                    break;
            }
        }

        return true;
    }

    /// <summary>Closes what cannot contain the token at the index.</summary>
    private void CloseBefore(int index)
    {
        SourceToken token = _tokens[index];
        if (token.Type == TokenConstants.EOF || ItemWords.BeginsDeclaration(_tokens, index))
        {
            // With enough closing braces, a declaration that is further in stands in the wrong place instead.
            bool misplaced = token.Type != TokenConstants.EOF && _surplus >= 0 && _open.TryPeek(out Opener? inner) && Indentation(token) > inner.Indentation;
            while (_open.Count > 0 && !misplaced)
            {
                CloseMissing(token);
            }
        }
        else if (_open.Any(o => o.Kind == BlockKind.Rule)
            && ((token.Type is RULE or CHOOSE && IsFirstOnLine(index)) || (token.Type is SILENT or PARTIAL or RULE && BeginsItemOfDecision(index))))
        {
            while (_open.TryPeek(out Opener? top) && top.Kind != BlockKind.Declaration)
            {
                CloseMissing(token);
            }
        }
        else if (token.Type is CITE or EVIDENCE or BECAUSE or OVERRIDES or ALLOW or EXPECT or UNLESS or REMARK
            || (token.Type is RECOMMEND or CONSIDER or AVOID or CONTRAINDICATE && index > 0 && _tokens[index - 1].Type != NOT))
        {
            while (_open.TryPeek(out Opener? top) && top.Kind is BlockKind.List or BlockKind.Parenthesis)
            {
                CloseMissing(token);
            }
        }
        else if (ItemWords.IsName(token.Type) && IsFirstOnLine(index) && index + 1 < _tokens.Count && _tokens[index + 1].Type is WHEN or OTHERWISE)
        {
            while (_open.TryPeek(out Opener? top) && top.Kind == BlockKind.Parenthesis)
            {
                CloseMissing(token);
            }
        }
        else if (_open.TryPeek(out Opener? list) && list.Kind == BlockKind.List && CannotBeInside(list, index))
        {
            CloseMissing(token);
        }
    }

    /// <summary>A whole <c>rule r "R" {</c>, <c>silent when</c> or <c>partial because</c>, also in the middle of a line, where no condition can go on.</summary>
    private bool BeginsItemOfDecision(int index)
    {
        bool mayBeName = !IsFirstOnLine(index) && _tokens[index - 1].Type is WHEN or AND or OR or NOT or UNLESS or COMMA or LPAREN or LBRACE or OF;
        return !mayBeName && (_tokens[index].Type, index + 1 < _tokens.Count ? _tokens[index + 1].Type : 0) switch
        {
            (SILENT, WHEN) or (PARTIAL, BECAUSE) => true,
            (RULE, var name) => ItemWords.IsName(name) && index + 2 < _tokens.Count && _tokens[index + 2].Type == STRING,
            _ => false,
        };
    }

    /// <summary>A qualifier with its value is no item of a list, and the values after <c>in</c> are not conditions.</summary>
    private bool CannotBeInside(Opener list, int index)
    {
        SourceToken token = _tokens[index];
        bool isItem = _tokens[index - 1].Type is COMMA or LBRACE;
        int next = index + 1 < _tokens.Count ? _tokens[index + 1].Type : 0;
        return token.Type switch
        {
            JUDGEMENT or REQUIRED => !isItem,
            WORDING or ROUTE or NOTE => !isItem && next == STRING,
            LINE or DOSE or FRACTION or EVERY or FOR => !isItem && next == NUMBER,
            IN => next == SELECTED,
            AND or OR => list.After == IN,
            COMMA => list.After == EQUAL && ItemWords.IsName(next) && index + 2 < _tokens.Count && _tokens[index + 2].Type == EQUAL,
            LBRACE => list.After == AS || (list.After == ORDERED && _tokens[index - 1].Type != OF),
            _ => false,
        };
    }

    private void CloseParenthesis(SourceToken token)
    {
        if (_open.TryPeek(out Opener? top) && top.Kind == BlockKind.Parenthesis)
        {
            _open.Pop();
            _result.Add(token);
            return;
        }

        _diagnostics.Complain(SyntaxDiagnostics.NotOpened(At(token), ")"), At(token).Span);
    }

    private void CloseBrace(int index)
    {
        SourceToken token = _tokens[index];
        while (_open.TryPeek(out Opener? inner) && inner.Kind == BlockKind.Parenthesis)
        {
            CloseMissing(token);
        }

        if (IsFirstOnLine(index))
        {
            int column = Indentation(token);
            while (_open.TryPeek(out Opener? inner)
                && inner.Token.Line != token.Line
                && inner.Indentation > column
                && _open.Skip(1).Any(outer => outer.Indentation == column))
            {
                CloseMissing(token);
            }

            if (_surplus > 0 && _open.TryPeek(out Opener? top) && column > top.Indentation && top.Token.Line != token.Line && top.Kind != BlockKind.List)
            {
                DropClosing(token);
                return;
            }
        }

        if (!ClosesDecisionTooEarly(index) && _open.TryPop(out _))
        {
            _result.Add(token);
        }
        else
        {
            DropClosing(token);
        }
    }

    /// <summary>With a closing brace too many, one after which the decision goes on is that one: <c>}}</c> behind a rule that another rule follows.</summary>
    private bool ClosesDecisionTooEarly(int index) =>
        _surplus > 0 && _open.TryPeek(out Opener? top) && top.Kind == BlockKind.Declaration && index + 1 < _tokens.Count && BeginsItemOfDecision(index + 1);

    private void DropClosing(SourceToken token)
    {
        _surplus--;
        _diagnostics.Complain(SyntaxDiagnostics.NotOpened(At(token), "}"), At(token).Span);
    }

    /// <summary>Puts in an opening brace after the token at the index, if one belongs there and its closing one is in the text.</summary>
    private void OpenMissing(int index)
    {
        if (index + 1 >= _tokens.Count || _tokens[index + 1].Type == LBRACE || _bracePlaces.After(index) is not { } place)
        {
            return;
        }

        if (_tokens[index].Type == RBRACE && _open.Count > 0)
        {
            return;
        }

        bool itemFollows = _tokens[index].Type != RBRACE
            && place.Kind is BlockKind.Rule or BlockKind.Declaration
            && (_tokens[index + 1].Type is FOR or CHOOSE or RULE || ItemWords.RuleItems.Contains(_tokens[index + 1].Type));
        if (!itemFollows && !(_bracePlaces.SpareClosings(index) > _open.Count(o => o.Kind != BlockKind.Parenthesis) && _bracePlaces.ClosesAfter(index, place.Kind)))
        {
            return;
        }

        _surplus--;
        SourceToken before = _tokens[index];
        Location gap = new(_source, new TextSpan(before.StopIndex + 1, 0));
        if (!before.IsBroken)
        {
            _diagnostics.Complain(SyntaxDiagnostics.NoOpening(gap, place.Owner), gap.Span);
        }

        SourceToken opening = Inserted(LBRACE, before.StopIndex + 1, before.Line);
        _open.Push(new Opener(opening, place.Kind, Indentation(before)));
        _result.Add(opening);
    }

    /// <summary>Puts in the closing bracket of the innermost open one, before the given token.</summary>
    private void CloseMissing(SourceToken token)
    {
        Opener opener = _open.Pop();
        SourceToken before = _result[^1];
        int position = before.StopIndex + 1;
        bool brace = opener.Kind != BlockKind.Parenthesis;
        if (!(token.Type == TokenConstants.EOF && token.IsBroken) && !opener.Token.IsInserted)
        {
            Location place = new(_source, new TextSpan(position, 0));
            string insertion = opener.Kind switch
            {
                BlockKind.Parenthesis => ")",
                BlockKind.List => " }",
                _ => "\n" + new string(' ', opener.Indentation) + "}",
            };
            _diagnostics.Complain(SyntaxDiagnostics.NotClosed(place, insertion, At(opener.Token), token.Type == TokenConstants.EOF), place.Span);
        }

        _result.Add(Inserted(brace ? RBRACE : RPAREN, position, before.Line));
    }

    private SourceToken Inserted(int type, int position, int line) =>
        new(_source.Content, type, 0, position, position - 1, line) { IsBroken = true };

    /// <summary>What a brace opens, from the words before it.</summary>
    private BlockKind KindOf()
    {
        int i = _result.Count - 1;
        if (i >= 0 && _result[i].Type is STRING or PARAGRAPH)
        {
            i--;
        }

        if (i >= 1 && _result[i - 1].Type == RULE)
        {
            return BlockKind.Rule;
        }

        bool block = i >= 0 && (_result[i].Type is TEST or RBRACE
            || (i >= 1 && _result[i - 1].Type is GUIDELINE or VOCABULARY or DECISION or SOURCE or SCORE or COLON));
        return block ? BlockKind.Declaration : BlockKind.List;
    }

    private bool IsFirstOnLine(int index) => ItemWords.IsFirstOnLine(_tokens, index);

    /// <summary>The column at which the line of the token begins.</summary>
    private int Indentation(SourceToken token)
    {
        int start = _source.GetLineStart(_source.GetPosition(token.StartIndex).Line);
        int position = start;
        while (position < _source.Content.Length && _source.Content[position] is ' ' or '\t')
        {
            position++;
        }

        return position - start;
    }

    private Location At(SourceToken token) => new(_source, TextSpan.FromBounds(token.StartIndex, token.StopIndex + 1));

    private sealed record Opener(SourceToken Token, BlockKind Kind, int Indentation, int After = 0);
}
