using System.Globalization;
using GuidelineDsl.Documentation.Html;
using static GuidelineDsl.Documentation.Html.Markup;

namespace GuidelineDsl.Documentation.Pictures;

/// <summary>A run of text inside a box: one style, broken into lines.</summary>
internal sealed record TextRun(string Text, string Css, bool Bold = false);

/// <summary>A box with its text; <paramref name="Href"/> makes it a link.</summary>
internal sealed class Box(IReadOnlyList<TextRun> runs, string css, double width, string? href = null)
{
    public const double FontSize = 13;
    private const double LineHeight = 17;
    private const double PaddingX = 11;
    private const double PaddingY = 8;
    private const double BetweenRuns = 4;

    private readonly List<(List<string> Lines, TextRun Run)> _runs =
        [.. runs.Select(r => (TextWidth.Lines(r.Text, width - (2 * PaddingX), FontSize, r.Bold), r))];

    public double X { get; set; }

    public double Y { get; set; }

    public double Width => width;

    public double Height => (_runs.Sum(r => r.Lines.Count) * LineHeight) + ((_runs.Count - 1) * BetweenRuns) + (2 * PaddingY);

    public double Middle => Y + (Height / 2);

    public Markup Draw()
    {
        List<Markup> parts =
        [
            Tag("rect", With("x", Drawing.Number(X)), With("y", Drawing.Number(Y)), With("width", Drawing.Number(Width)),
                With("height", Drawing.Number(Height)), With("rx", css.Contains("leaf", StringComparison.Ordinal) ? "3" : "9")),
        ];
        double y = Y + PaddingY + FontSize;
        foreach ((List<string> lines, TextRun run) in _runs)
        {
            List<Markup> spans = [];
            foreach (string line in lines)
            {
                spans.Add(Tag("tspan", With("x", Drawing.Number(X + PaddingX)), With("y", Drawing.Number(y)), line + " "));
                y += LineHeight;
            }

            parts.Add(Tag("text", Class(run.Css), spans));
            y += BetweenRuns;
        }

        Markup content = Tag("g", Class($"box {css}"), parts);
        return href is null ? content : Tag("a", With("href", href), content);
    }
}

/// <summary>Lines, numbers and the frame of a picture.</summary>
internal static class Drawing
{
    /// <summary>Up to here a picture may shrink to the page's width without becoming too small to read.</summary>
    private const double WidestShrunk = 1320;

    public static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>An edge from the right of one box to the left of another, with one bend.</summary>
    public static Markup Edge(double fromX, double fromY, double toX, double toY, bool arrow)
    {
        double middle = fromX + 16;
        string path = Math.Abs(fromY - toY) < 0.5
            ? $"M{Number(fromX)} {Number(fromY)}H{Number(toX)}"
            : $"M{Number(fromX)} {Number(fromY)}H{Number(middle)}V{Number(toY)}H{Number(toX)}";
        return Join(Tag("path", Class("edge"), With("d", path)), arrow ? Arrow(toX, toY) : null);
    }

    public static Markup Arrow(double x, double y) =>
        Tag("path", Class("arrow"), With("d", $"M{Number(x)} {Number(y)}l-7 -4v8z"));

    public static Markup ArrowDown(double x, double y) =>
        Tag("path", Class("arrow"), With("d", $"M{Number(x)} {Number(y)}l-4 -7h8z"));

    public static Markup Svg(double width, double height, string label, params ReadOnlySpan<object?> content) => Tag(
        "svg",
        [
            With("xmlns", "http://www.w3.org/2000/svg"), With("role", "group"), With("aria-label", label), Class(width <= WidestShrunk ? "picture shrinks" : "picture"),
            With("width", Number(width)), With("height", Number(height)), With("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            .. content,
        ]);
}
