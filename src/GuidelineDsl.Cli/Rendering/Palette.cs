using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>The few colours of the tool, or none.</summary>
public sealed class Palette(bool useColor)
{
    public string Bold(string text) => Wrap("1", text);

    public string Dim(string text) => Wrap("2", text);

    public string Good(string text) => Wrap("32", text);

    public string Bad(string text) => Wrap("31;1", text);

    public string Place(string text) => Wrap("36", text);

    public string Of(Severity severity, string text) => severity switch
    {
        Severity.Error => Wrap("31;1", text),
        Severity.Warning => Wrap("33;1", text),
        Severity.Info => Wrap("34;1", text),
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    /// <summary>How long the colour is with which a text begins; 0 when it begins with none of the tool's own.</summary>
    public static int ColourAt(ReadOnlySpan<char> text)
    {
        foreach (string code in (ReadOnlySpan<string>)["0", "1", "2", "32", "36", "31;1", "33;1", "34;1"])
        {
            if (text.StartsWith($"\u001b[{code}m"))
            {
                return code.Length + 3;
            }
        }

        return 0;
    }

    private string Wrap(string code, string text) => useColor && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
