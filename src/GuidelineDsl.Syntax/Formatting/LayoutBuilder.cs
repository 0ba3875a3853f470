using System.Collections.Immutable;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Formatting;

/// <summary>
/// Walks the tree and the tokens together: the tree says what is a block, a list or a condition, the tokens are what is
/// written. A token is written exactly once, so nothing of the text can get lost but the commas after last items.
/// </summary>
internal sealed partial class LayoutBuilder(ImmutableArray<Piece> pieces)
{
    private readonly HashSet<int> _itemStarts = [];
    private int _next;
    private int _commented = -1;

    private Piece Next => pieces[_next];

    public Layout Document(Document document)
    {
        List<Layout> parts = [];
        SyntaxNode? before = null;
        foreach (SyntaxNode child in document.Children)
        {
            _itemStarts.Add(child.Span.Start);
        }

        foreach (SyntaxNode child in document.Children)
        {
            if (before is not null)
            {
                bool apart = Next.IsApart || IsBlock(before) || IsBlock(child);
                parts.Add(apart ? new EmptyLine() : Layout.NewLine);
            }

            parts.Add(CommentsBefore());
            parts.Add(Node(child));
            before = child;
        }

        // What stands after the last declaration can only be comments.
        if (before is not null && !Next.Leading.IsEmpty)
        {
            parts.Add(Next.IsApart ? new EmptyLine() : Layout.NewLine);
        }

        parts.Add(Leading(Next, ownLines: true));
        return Seq(parts);
    }

    private static bool IsBlock(SyntaxNode node) =>
        node is Header or SourceDeclaration or ActionDeclaration { Properties.Length: > 0 } or DecisionDeclaration or RuleSyntax
            or ClassificationDeclaration or ScoreDeclaration or TestDeclaration;

    // ---- Nodes -----------------------------------------------------------------------------------------------------------

    private Layout Node(SyntaxNode node, SyntaxNode? parent = null)
    {
        switch (node)
        {
            case Header or SourceDeclaration or ActionDeclaration or DecisionDeclaration or RuleSyntax or ScoreDeclaration or TestDeclaration:
                return Block(node, 1);
            case ClassificationDeclaration:
                return Block(node, 2);
            case DefinitionDeclaration or ConstraintDeclaration or ComputeDeclaration or IncompatibleDeclaration or RemarkDeclaration
                or WhenItem or ScopeItem or SilentItem or ClassificationBranch or ScoreLine or AdviceSyntax:
                return new Group(new Indented(Flow(node)));
            case AndCondition or OrCondition or ConditionalExpression or SequencePlan:
                bool isWhole = parent is not (ConditionSyntax or PlanSyntax or PlanOption or PlanPart);
                return new Group(isWhole ? Flow(node) : new Indented(Flow(node)));
            case EnumerationType or GroupDeclaration or ClassDeclaration or InCondition or IncludesCondition or CountCondition or ChoicePlan
                or SetExpression or PatientSyntax:
                return new Group(Flow(node));
            default:
                return Flow(node);
        }
    }

    /// <summary>The tokens and children of a node one after the other, with the breaks that its kind has.</summary>
    private Layout Flow(SyntaxNode node)
    {
        List<Layout> parts = [];
        SyntaxNode[] children = [.. node.Children.OrderBy(c => c.Span.Start)];
        int child = 0;
        int start = _next;
        while (_next < pieces.Length && Next.Token.StartIndex < node.Span.End)
        {
            SyntaxNode? inner = child < children.Length && children[child].Span.Start <= Next.Token.StartIndex ? children[child] : null;
            if (inner is null && Next.Token.Type == LBRACE)
            {
                parts.Add(_next > start ? Layout.Space : Layout.Nothing);
                parts.Add(List(node, children, ref child));
                continue;
            }

            if (_next > start)
            {
                parts.Add(Between(node, inner));
            }

            if (inner is not null)
            {
                parts.Add(Node(inner, node));
                child++;
            }
            else
            {
                parts.Add(Token());
            }
        }

        return parts is [var only] ? only : Seq(parts);
    }

    /// <summary>A list in braces: on one line, or an item a line.</summary>
    private Group List(SyntaxNode node, SyntaxNode[] children, ref int child)
    {
        Layout open = Token();
        List<Layout> items = [];
        while (Next.Token.Type != RBRACE)
        {
            if (Next.Token.Type == COMMA)
            {
                int comma = _next;
                bool last = pieces[_next + 1].Token.Type == RBRACE;
                Layout written = Token();
                items.Add(last ? CommentsOf(pieces[comma]) : written);
                continue;
            }

            items.Add(Layout.Line);
            items.Add(CommentsBefore());
            items.Add(child < children.Length && children[child].Span.Start <= Next.Token.StartIndex ? Node(children[child++], node) : Token());
        }

        Layout beforeClosing = Leading(Next, ownLines: true);
        Layout close = Token(withLeading: false);
        bool empty = items.Count == 0 && Next.Leading.IsEmpty;
        List<Layout> inside = [.. items];
        if (beforeClosing != Layout.Nothing)
        {
            inside.Add(Layout.NewLine);
            inside.Add(beforeClosing);
        }

        return new Group(Seq([open, new Indented(Seq(inside)), empty && beforeClosing == Layout.Nothing ? Layout.Space : Layout.Line, close]));
    }

    /// <summary>A declaration or rule with items in braces.</summary>
    private Layout Block(SyntaxNode node, int brace)
    {
        List<Layout> head = [];
        SyntaxNode[] children = [.. node.Children.OrderBy(c => c.Span.Start)];
        int child = 0;
        int start = _next;
        int braces = 0;
        while (_next < pieces.Length && Next.Token.StartIndex < node.Span.End)
        {
            SyntaxNode? inner = child < children.Length && children[child].Span.Start <= Next.Token.StartIndex ? children[child] : null;
            if (inner is null && Next.Token.Type == LBRACE && ++braces == brace)
            {
                head.Add(Layout.Space);
                head.Add(Items(node, children, child));
                continue;
            }

            if (inner is null && Next.Token.Type == LBRACE)
            {
                head.Add(Layout.Space);
                head.Add(List(node, children, ref child));
                continue;
            }

            if (_next > start)
            {
                head.Add(Between(node, inner));
            }

            if (inner is not null)
            {
                head.Add(Node(inner));
                child++;
            }
            else
            {
                head.Add(Token());
            }
        }

        return Seq(head);
    }

    /// <summary>The items between the braces of a block, each on a line of its own.</summary>
    private Layout Items(SyntaxNode node, SyntaxNode[] children, int child)
    {
        foreach (SyntaxNode item in children[child..])
        {
            _itemStarts.Add(node is TestDeclaration && item is PatientSyntax or DateLiteral ? KeywordBefore(item) : item.Span.Start);
        }

        List<Layout> inside = [];
        SyntaxNode? before = null;
        Layout open = Token();
        while (Next.Token.Type != RBRACE)
        {
            SyntaxNode? inner = child < children.Length ? children[child] : null;
            bool apart = before is not null && (Next.IsApart || IsBlock(before) || (inner is not null && IsBlock(inner)));
            apart |= before is null && inside.Count > 0 && Next.IsApart;
            inside.Add(apart ? new EmptyLine() : Layout.NewLine);
            inside.Add(CommentsBefore());
            before = null;
            if (inner is null || inner.Span.Start > Next.Token.StartIndex)
            {
                // The word of an item that the tree keeps without it: patient, today, choose first.
                inside.Add(Token());
                if (inner is not null && node is TestDeclaration)
                {
                    inside.Add(Layout.Space);
                }
                else
                {
                    inside.Add(Layout.Space);
                    inside.Add(Token());
                    continue;
                }
            }

            before = inner!;
            inside.Add(Node(inner!));
            child++;
            if (Next.Token.Type == COMMA)
            {
                Piece comma = Next;
                Token();
                inside.Add(CommentsOf(comma));
            }
        }

        Layout comments = Leading(Next, ownLines: true);
        if (comments != Layout.Nothing)
        {
            inside.Add(Next.IsApart && inside.Count > 0 ? new EmptyLine() : Layout.NewLine);
            inside.Add(comments);
        }

        Layout close = Token(withLeading: false);
        return inside.Count == 0 && !open.MustBreak ? Seq([open, Layout.Space, close]) : Seq([open, new Indented(Seq(inside)), Layout.NewLine, close]);
    }

    /// <summary>Where the word before a part begins.</summary>
    private int KeywordBefore(SyntaxNode part)
    {
        int index = _next;
        while (pieces[index + 1].Token.StartIndex < part.Span.Start)
        {
            index++;
        }

        return pieces[index].Token.StartIndex;
    }

    // ---- Between two tokens ----------------------------------------------------------------------------------------------

    private Layout Between(SyntaxNode node, SyntaxNode? inner)
    {
        SourceToken left = pieces[_next - 1].Token;
        SourceToken right = Next.Token;
        bool tight = left.Type == LPAREN
            || right.Type is RPAREN or COMMA
            || (right.Type == COLON && node is PlanStep)
            || (right.Type == LPAREN && node is CallExpression)
            || (node is NegationExpression)
            || (node is Identifier && left.Touches(right))
            || left.Characters is "°";
        if (tight)
        {
            return Layout.Nothing;
        }

        bool mayBreak = node switch
        {
            AndCondition => right.Type == AND && inner is null,
            OrCondition => right.Type == OR && inner is null,
            WhenItem => right.Type == UNLESS,
            SilentItem or IncompatibleDeclaration or RemarkDeclaration => right.Type == BECAUSE || inner is CitationSyntax,
            AdviceSyntax => inner is QualifierSyntax || (inner is PlanSyntax && left.Type == COMMA),
            SequencePlan => right.Type == THEN && inner is null,
            ConditionalExpression => left.Type == COMMA,
            DefinitionDeclaration or ConstraintDeclaration or ComputeDeclaration => left.Type == EQUAL,
            _ => false,
        };
        return mayBreak ? Layout.Line : Layout.Space;
    }
}
