using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Other things are called GDL, too; and a text can be too large to be a guideline. One clear error instead of a cascade.</summary>
internal static class ForeignFiles
{
    public static Diagnostic? Recognise(SourceText source)
    {
        if (source.Content.Length > Limits.CharactersPerFile)
        {
            return SyntaxDiagnostics.FileTooLarge(new Location(source, new TextSpan(0, 0)), Limits.CharactersPerFile);
        }

        ReadOnlySpan<char> text = source.Content.AsSpan().TrimStart("\uFEFF \t\r\n");
        int start = source.Content.Length - text.Length;
        if (text.StartsWith("(GUIDE)", StringComparison.Ordinal) && text["(GUIDE)".Length..].TrimStart() is ['<', ..])
        {
            return SyntaxDiagnostics.OpenEhr(new Location(source, new TextSpan(start, "(GUIDE)".Length)), "GDL 1");
        }

        return text is ['{', ..] && text.Contains("\"gdl_version\"", StringComparison.Ordinal)
            ? SyntaxDiagnostics.OpenEhr(new Location(source, new TextSpan(start, 1)), "GDL 2")
            : null;
    }
}
