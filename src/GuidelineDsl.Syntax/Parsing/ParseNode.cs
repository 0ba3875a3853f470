using Antlr4.Runtime;
using Antlr4.Runtime.Tree;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// A node of the parse tree that keeps its first child in itself and takes an array only for more: in stratified
/// expressions nearly every node has a single child, and the runtime's own list for it costs more than the node. The
/// tokens are their own leaves. The field <c>children</c> of the base class stays unused.
/// </summary>
internal abstract class ParseNode : ParserRuleContext
{
    private IParseTree? _first;
    private IParseTree[]? _more;
    private int _count;

    protected ParseNode()
    {
    }

    protected ParseNode(ParserRuleContext? parent, int invokingState)
        : base(parent!, invokingState)
    {
    }

    public sealed override int ChildCount => _count;

    public sealed override IParseTree GetChild(int i) => i == 0 && _count > 0 ? _first! : (uint)i < (uint)_count ? _more![i - 1] : null!;

    public sealed override void AddChild(RuleContext ruleInvocation) => Add(ruleInvocation);

    public sealed override void AddChild(ITerminalNode t) => Add(t);

    public sealed override ITerminalNode AddChild(IToken matchedToken)
    {
        ITerminalNode leaf = matchedToken as SourceToken ?? (ITerminalNode)new TerminalNodeImpl(matchedToken);
        Add(leaf);
        return leaf;
    }

    public sealed override IErrorNode AddErrorNode(IToken badToken)
    {
        ErrorNodeImpl leaf = new(badToken) { Parent = this };
        Add(leaf);
        return leaf;
    }

    public sealed override void RemoveLastChild() => _count = Math.Max(0, _count - 1);

    /// <summary>Takes the place of the node that stood for the rule before its alternative was known, with the error nodes in it.</summary>
    public sealed override void CopyFrom(ParserRuleContext ctx)
    {
        Parent = ctx.Parent;
        invokingState = ctx.invokingState;
        Start = ctx.Start;
        Stop = ctx.Stop;
        for (int i = 0; i < ctx.ChildCount; i++)
        {
            if (ctx.GetChild(i) is ErrorNodeImpl error)
            {
                error.Parent = this;
                Add(error);
            }
        }
    }

    // The generated accessors are bound to these four when they are compiled: no virtual call over a type parameter.

    public new T? GetRuleContext<T>(int i)
        where T : ParserRuleContext
    {
        for (int at = 0; at < _count; at++)
        {
            if (GetChild(at) is T found && i-- == 0)
            {
                return found;
            }
        }

        return null;
    }

    public new T[] GetRuleContexts<T>()
        where T : ParserRuleContext
    {
        int found = 0;
        for (int at = 0; at < _count; at++)
        {
            found += GetChild(at) is T ? 1 : 0;
        }

        if (found == 0)
        {
            return [];
        }

        T[] all = new T[found];
        found = 0;
        for (int at = 0; at < _count; at++)
        {
            if (GetChild(at) is T child)
            {
                all[found++] = child;
            }
        }

        return all;
    }

    public new ITerminalNode? GetToken(int ttype, int i)
    {
        for (int at = 0; at < _count; at++)
        {
            if (GetChild(at) is ITerminalNode leaf && leaf.Symbol.Type == ttype && i-- == 0)
            {
                return leaf;
            }
        }

        return null;
    }

    public new ITerminalNode[] GetTokens(int ttype)
    {
        List<ITerminalNode> found = [];
        for (int at = 0; at < _count; at++)
        {
            if (GetChild(at) is ITerminalNode leaf && leaf.Symbol.Type == ttype)
            {
                found.Add(leaf);
            }
        }

        return [.. found];
    }

    private void Add(IParseTree child)
    {
        if (_count == 0)
        {
            _first = child;
        }
        else
        {
            if (_more is null)
            {
                _more = new IParseTree[3];
            }
            else if (_more.Length == _count - 1)
            {
                Array.Resize(ref _more, 2 * _more.Length);
            }

            _more[_count - 1] = child;
        }

        _count++;
    }
}
