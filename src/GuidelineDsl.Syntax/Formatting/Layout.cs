using System.Collections.Immutable;

namespace GuidelineDsl.Syntax.Formatting;

/// <summary>A text whose line breaks are not decided yet.</summary>
internal abstract record Layout
{
    public static readonly Layout Nothing = new Sequence([]);
    public static readonly Layout Space = new Words(" ");

    /// <summary>A space, or a line break where the group around it does not fit on a line.</summary>
    public static readonly Layout Line = new Break(false);

    /// <summary>Always a line break.</summary>
    public static readonly Layout NewLine = new Break(true);

    /// <summary>Whether it contains something that cannot stand on one line.</summary>
    public abstract bool MustBreak { get; }
}

internal sealed record Words(string Text) : Layout
{
    public override bool MustBreak => false;
}

internal sealed record Break(bool Always) : Layout
{
    public override bool MustBreak => Always;
}

/// <summary>A line break with an empty line before it.</summary>
internal sealed record EmptyLine : Layout
{
    public override bool MustBreak => true;
}

/// <summary>A comment that ends its line: it is written before the next line break, wherever that comes.</summary>
internal sealed record LineEnd(string Text) : Layout
{
    public override bool MustBreak => false;
}

/// <summary>Lines that keep their own indentation.</summary>
internal sealed record Verbatim(string Text) : Layout
{
    public override bool MustBreak => Text.Contains('\n', StringComparison.Ordinal);
}

internal sealed record Sequence(ImmutableArray<Layout> Parts) : Layout
{
    private readonly bool _mustBreak = Parts.Any(p => p.MustBreak);

    public override bool MustBreak => _mustBreak;
}

/// <summary>On one line if it fits; otherwise all its own breaks are line breaks.</summary>
internal sealed record Group(Layout Content) : Layout
{
    private readonly bool _mustBreak = Content.MustBreak;

    public override bool MustBreak => _mustBreak;
}

/// <summary>Lines further in.</summary>
internal sealed record Indented(Layout Content) : Layout
{
    private readonly bool _mustBreak = Content.MustBreak;

    public override bool MustBreak => _mustBreak;
}
