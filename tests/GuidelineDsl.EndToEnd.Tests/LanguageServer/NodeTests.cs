using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

/// <summary>A test that runs where Node.js is and the extension's packages are installed (<c>npm ci</c> in <c>tools/vscode</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsNodeFactAttribute : FactAttribute
{
    public NeedsNodeFactAttribute()
    {
        Skip = !NodeTests.HasNode ? "skipped: needs Node" : !NodeTests.HasPackages ? "skipped: needs npm ci in tools/vscode" : null;
    }
}

public sealed class NodeTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);
    private static readonly string s_repository = FindRepository();
    private static readonly string s_extension = Path.Combine(s_repository, "tools", "vscode");

    public static bool HasNode { get; } = Starts("node", "--version");

    public static bool HasPackages => Directory.Exists(Path.Combine(s_extension, "node_modules", "vscode-textmate"));

    [NeedsNodeFact]
    public void The_extensions_grammar_agrees_with_the_lexer()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(GoodFiles().Select(f => new { file = f.Path, text = f.Content, tokens = Tokens(f) })));
            (int code, string output) = Run("node", ["--test", Path.Combine("test", "grammar.test.js")], ("GDL_TOKENS", file));
            code.ShouldBe(0, output);
            output.ShouldNotContain("# SKIP", Case.Sensitive);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [NeedsNodeFact]
    public void The_extension_and_the_real_server_pass_their_own_tests()
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "gdl.dll");
        string[] tests = [.. Directory.EnumerateFiles(Path.Combine(s_extension, "test"), "*.test.js").Where(f => !f.EndsWith("grammar.test.js", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        (int code, string output) = Run("node", ["--test", .. tests], ("GDL", tool));

        code.ShouldBe(0, output);
    }

    /// <summary>Every guideline of the repository that has no syntax error.</summary>
    private static IEnumerable<SourceText> GoodFiles() =>
        new[] { "guidelines", "tests", "tools", "docs", "src" }
            .Select(folder => Path.Combine(s_repository, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.gdl", SearchOption.AllDirectories))
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(f => new SourceText(Path.GetRelativePath(s_repository, f).Replace('\\', '/'), File.ReadAllText(f)))
            .Where(source => !Parser.Parse(source).HasErrors);

    /// <summary>A unit of several signs that lacks its quotes begins with one that needs none.</summary>
    private static string FirstWord(string unit) => unit.IndexOfAny(['/', '[']) is > 0 and int end ? unit[..end] : unit;

    /// <summary>
    /// The lexer's own tokens, comments included, and the parser's word on which of them is a unit (mmHg is understood as one, and is none). The lexer is nobody's business outside its project, so it is reached by name here.
    /// </summary>
    private static object[][] Tokens(SourceText source)
    {
        Assembly syntax = typeof(SyntaxTree).Assembly;
        Type tokenizer = syntax.GetType("GuidelineDsl.Syntax.Parsing.Tokenizer", throwOnError: true)!;
        Type lexer = syntax.GetType("GuidelineDsl.Syntax.Generated.GdlLexer", throwOnError: true)!;
        dynamic vocabulary = lexer.GetField("DefaultVocabulary", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        IEnumerable tokens = (IEnumerable)tokenizer.GetMethod("Tokenize")!.Invoke(null, [source])!;
        HashSet<int> units = [.. Units(Parser.Parse(source).Root).Where(u => !u.IsQuoted && UnitWords.All.Append("%").Contains(FirstWord(u.Text))).Select(u => u.Span.Start)];
        List<object[]> found = [];
        foreach (object token in tokens)
        {
            PropertyDescriptorCollection properties = TypeDescriptor.GetProperties(token);
            int start = (int)properties["StartIndex"]!.GetValue(token)!;
            int length = (int)properties["StopIndex"]!.GetValue(token)! - start + 1;
            string? type = vocabulary.GetSymbolicName((int)properties["Type"]!.GetValue(token)!);
            if (length > 0 && type is not (null or "EOF" or "SPACE"))
            {
                found.Add([units.Contains(start) ? "UNIT" : type, start, length]);
            }
        }

        return [.. found];
    }

    private static IEnumerable<UnitSyntax> Units(SyntaxNode node) =>
        node.Children.SelectMany(Units).Concat(node is UnitSyntax unit ? [unit] : []);

    private static (int Code, string Output) Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = s_extension,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using Timer end = new(_ => process.Kill(entireProcessTree: true), null, s_patience, Timeout.InfiniteTimeSpan);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    private static bool Starts(string program, string argument)
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true });
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string FindRepository()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !Directory.Exists(Path.Combine(at, "tools", "vscode")))
        {
            at = Path.GetDirectoryName(at);
        }

        return at ?? throw new InvalidOperationException("The repository is not above the tests.");
    }
}
