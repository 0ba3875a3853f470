using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Syntax;

/// <summary>The texts on which the parser is tested: the cases and every guideline of the repository.</summary>
internal static class Texts
{
    /// <summary>Every .gdl file, relative to the repository, in a stable order.</summary>
    public static IEnumerable<string> All { get; } = Find(".");

    public static IEnumerable<string> Find(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Baseline.Root, folder), "*.gdl", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Baseline.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal);

    public static SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(Baseline.Root, path)).ReplaceLineEndings("\n"));

    public static SyntaxTree Parse(string text) => Parser.Parse(new SourceText("test.gdl", text));

    /// <summary>A header and the declarations; line 1 is the header.</summary>
    public static SyntaxTree ParseDeclarations(string declarations) => Parse("guideline g \"G\" { version \"1\" status draft }\n" + declarations);

    public static string Describe(SyntaxTree tree) => DiagnosticPrinter.Print(tree.Diagnostics);
}
