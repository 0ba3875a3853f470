using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Nodes;

/// <summary>A part of the text as the author wrote it. Parts that recovery could not find are null or empty.</summary>
public abstract record SyntaxNode(TextSpan Span)
{
    /// <summary>The direct children in the order of the text.</summary>
    public abstract IEnumerable<SyntaxNode> Children { get; }

    /// <summary>The non-null nodes among those given, in order.</summary>
    protected static IEnumerable<SyntaxNode> Of(params ReadOnlySpan<SyntaxNode?> nodes)
    {
        List<SyntaxNode> present = [];
        foreach (SyntaxNode? node in nodes)
        {
            if (node is not null)
            {
                present.Add(node);
            }
        }

        return present;
    }
}

/// <summary>A name as written.</summary>
public sealed record Identifier(string Name, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}

/// <summary>A string or a paragraph; <paramref name="Value"/> has its escapes resolved.</summary>
public sealed record TextLiteral(string Value, TextSpan Span) : SyntaxNode(Span)
{
    public override IEnumerable<SyntaxNode> Children => [];
}
