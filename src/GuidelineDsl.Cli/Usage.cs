using System.CommandLine;
using System.CommandLine.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli;

/// <summary>What is wrong with a call, and what was probably meant.</summary>
internal static class Usage
{
    /// <summary>One line per mistake; empty for a call that can be carried out.</summary>
    public static IReadOnlyList<string> Mistakes(ParseResult call, IReadOnlyList<string> arguments)
    {
        if (arguments is [['[', ..], ..])
        {
            return []; // a shell asks what could come next: [suggest:6]
        }

        Command command = call.CommandResult.Command;
        if (command is RootCommand && call.UnmatchedTokens.FirstOrDefault() is { } unknown)
        {
            return unknown.StartsWith('-')
                ? [NoOption(unknown, "", command)]
                : [$"There is no verb '{unknown}'.{DidYouMean(unknown, command.Subcommands.Select(c => c.Name))}"];
        }

        // The library would take an option that it does not know for the path of a file. `--` ends the options.
        string[] options = arguments.Contains("--") ? [] : [.. PathsOf(call).Where(p => p.StartsWith("--", StringComparison.Ordinal))];
        if (options.Length > 0)
        {
            return [.. options.Select(o => NoOption(o, $" '{command.Name}'", command))];
        }

        string[] missing = [.. command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 && call.GetResult(a) is not { Tokens.Count: > 0 }).Select(a => a.Name)];
        return missing.Length > 0 && call.Errors.Count > 0
            ? [$"'gdl {command.Name}' needs {string.Join(" and ", missing)}."]
            : [.. call.Errors.Select(e => e.Message)];
    }

    private static IEnumerable<string> PathsOf(ParseResult call) =>
        call.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value);

    private static string NoOption(string option, string verb, Command command)
    {
        string name = option.Split('=', ':')[0];
        return $"There is no option '{name}'{(verb.Length > 0 ? " of" + verb : "")}.{DidYouMean(name, command.Options.Select(o => o.Name))}";
    }

    public static string DidYouMean(string word, IEnumerable<string> known) =>
        Spelling.Closest(word, known) is { } meant ? $" Did you mean '{meant}'?" : "";
}
