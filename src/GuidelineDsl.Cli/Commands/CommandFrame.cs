using System.CommandLine;

namespace GuidelineDsl.Cli.Commands;

/// <summary>What every verb shares: its streams, and how its failures become messages and exit codes.</summary>
public static class CommandFrame
{
    public static readonly Option<bool> NoColor = new("--no-color") { Description = "Plain text, also on a terminal.", Recursive = true };

    /// <summary>Gives the command its action; the action answers with the exit code.</summary>
    public static Command Runs(this Command command, Func<ParseResult, Host, CancellationToken, int> action)
    {
        command.Options.Add(NoColor);
        command.SetAction(call => Run(call, action));
        return command;
    }

    private static int Run(ParseResult call, Func<ParseResult, Host, CancellationToken, int> action)
    {
        using Interruption interruption = new();
        using Host host = new(call.GetValue(NoColor));
        try
        {
            int code = action(call, host, interruption.Token);
            host.Out.Flush();
            return code;
        }
        catch (OperationCanceledException) when (interruption.ExitCode is not null)
        {
            host.Error.WriteLine("gdl: stopped.");
            return interruption.ExitCode!.Value;
        }
        catch (UsageException e)
        {
            host.TryFlush();
            host.Error.WriteLine($"gdl: {e.Message}");
            if (e.Hint is not null)
            {
                host.Error.WriteLine($"help: {e.Hint}");
            }

            return ExitCodes.Usage;
        }
        catch (IOException e) when (IsBrokenPipe(e))
        {
            return ExitCodes.Success;
        }
        catch (IOException e)
        {
            // Inputs and named outputs have their own messages: this is standard output.
            host.Error.WriteLine($"gdl: The output cannot be written: {e.Message}");
            return ExitCodes.Usage;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            host.Error.WriteLine("gdl: GDL9999: the tool itself has a defect; the guideline is not to blame.");
            host.Error.WriteLine($"help: please report this with the guideline and the lines below. Version {ToolVersion.Text}.");
            host.Error.WriteLine($"{e.GetType().FullName}: {e.Message}");
            host.Error.WriteLine(e.StackTrace);
            return ExitCodes.Defect;
        }
    }

    /// <summary>The reader of our output has gone (<c>gdl … | head</c>): nothing is wrong.</summary>
    private static bool IsBrokenPipe(IOException e) => (e.HResult & 0xFFFF) is 32 or 109;
}
