using System.CommandLine;
using GuidelineDsl.Cli.Commands;

namespace GuidelineDsl.Cli;

/// <summary>The command line <c>gdl</c>: one file per verb in <c>Commands</c>.</summary>
public static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            BuildRoot().Parse(["--help"]).Invoke();
            return ExitCodes.Usage;
        }

        ParseResult call = BuildRoot().Parse(arguments);
        if (Usage.Mistakes(call, arguments) is { Count: > 0 } mistakes)
        {
            return ReportUsage(call, mistakes);
        }

        return call.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>All verbs.</summary>
    public static RootCommand BuildRoot()
    {
        RootCommand root = new("Computable clinical guidelines: check, build, run, test and document .gdl files.");
        root.Add(NewCommand.Create());
        root.Add(CheckCommand.Create());
        root.Add(BuildCommand.Create());
        root.Add(RunCommand.Create());
        root.Add(TestCommand.Create());
        root.Add(ReplayCommand.Create());
        root.Add(DiffCommand.Create());
        root.Add(FormatCommand.Create());
        root.Add(ExplainCommand.Create());
        root.Add(DocCommand.Create());
        root.Add(LspCommand.Create());
        root.Add(CompletionCommand.Create());
        HelpWithExamples.AddTo(root);
        return root;
    }

    private static int ReportUsage(ParseResult call, IReadOnlyList<string> mistakes)
    {
        foreach (string mistake in mistakes)
        {
            Console.Error.WriteLine($"gdl: {mistake}");
        }

        string verb = call.CommandResult.Command is RootCommand ? "" : call.CommandResult.Command.Name + " ";
        Console.Error.WriteLine($"See 'gdl {verb}--help'.");
        return ExitCodes.Usage;
    }
}
