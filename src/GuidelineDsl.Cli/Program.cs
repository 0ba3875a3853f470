using System.CommandLine;
using GuidelineDsl.Cli.Commands;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.CodeGeneration;

namespace GuidelineDsl.Cli;

/// <summary>The command line <c>gdl</c>: one file per verb in <c>Commands</c>.</summary>
public static class Program
{
    private static readonly Entry[] Verbs =
    [
        new("new", NewCommand.Create),
        new("check", CheckCommand.Create),
        new("build", BuildCommand.Create, _ => true),
        new("run", RunCommand.Create, arguments => !Array.Exists(arguments, a => a.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))),
        new("test", TestCommand.Create, _ => true),
        new("replay", ReplayCommand.Create),
        new("diff", DiffCommand.Create),
        new("format", FormatCommand.Create),
        new("explain", ExplainCommand.Create),
        new("doc", DocCommand.Create),
        new("lsp", LspCommand.Create),
        new("completion", CompletionCommand.Create),
    ];

    public static int Main(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            BuildRoot().Parse(["--help"]).Invoke();
            return ExitCodes.Usage;
        }

        ParseResult call = RootFor(arguments).Parse(arguments);
        if (Usage.Mistakes(call, arguments) is { Count: > 0 } mistakes)
        {
            return ReportUsage(call, mistakes);
        }

        return call.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>All verbs.</summary>
    public static RootCommand BuildRoot() => Root(Verbs.Select(v => v.Create()));

    /// <summary>The verb alone that is called, which is quicker; everything for whoever asks for help or calls no verb.</summary>
    private static Command RootFor(string[] arguments)
    {
        if (Array.Find(Verbs, v => v.Name == arguments[0]) is not { } verb)
        {
            return BuildRoot();
        }

        if (Array.Exists(arguments, a => a is "--help" or "--version" or "-h" or "-?" or "/h" or "/?"))
        {
            return Root([verb.Create()]);
        }

        if (verb.Compiles?.Invoke(arguments) == true && Environment.ProcessorCount > 1)
        {
            // The first compilation of a process takes long: it begins on another core while the call and its files are read.
            GuidelineEmitter.Prepare();
        }

        return new Command("gdl") { verb.Create() };
    }

    private static RootCommand Root(IEnumerable<Command> verbs)
    {
        RootCommand root = new("Computable clinical guidelines: check, build, run, test and document .gdl files.");
        foreach (Command verb in verbs)
        {
            root.Add(verb);
        }

        HelpWithExamples.AddTo(root);
        return root;
    }

    private static int ReportUsage(ParseResult call, IReadOnlyList<string> mistakes)
    {
        foreach (string mistake in mistakes)
        {
            Console.Error.WriteLine(TerminalText.Safe($"gdl: {mistake}", withColours: false));
        }

        string verb = call.CommandResult.Command is RootCommand ? "" : call.CommandResult.Command.Name + " ";
        Console.Error.WriteLine($"See 'gdl {verb}--help'.");
        return ExitCodes.Usage;
    }

    private sealed record Entry(string Name, Func<Command> Create, Func<string[], bool>? Compiles = null);
}
