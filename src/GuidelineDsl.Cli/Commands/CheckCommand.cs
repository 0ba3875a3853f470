using System.CommandLine;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl check PATH…</c>: parse, bind, analyse.</summary>
public static class CheckCommand
{
    public static Command Create()
    {
        CheckOptions options = new();
        Option<bool> fix = new("--fix") { Description = "Apply the safe edits that findings offer." };
        Option<bool> watch = new("--watch") { Description = "Check again whenever a file changes, until Ctrl-C." };
        Verb command = new("check", "Parse, bind and analyse guidelines: gaps, conflicts and everything else, each with its place and a patient.",
            "gdl check guidelines",
            "gdl check guidelines --as-of 2025-10-10 --warnings-as-errors",
            "gdl check guidelines --format sarif > findings.sarif",
            "gdl check - < sore_throat.gdl") { fix, watch };
        options.AddTo(command);
        return command.Runs((call, host, cancellation) =>
            call.GetValue(watch) ? Watch(call, options, host, cancellation)
            : call.GetValue(fix) ? Fix(call, options, host, cancellation)
            : Check(call, options, host, cancellation));
    }

    private static int Check(ParseResult call, CheckOptions options, Host host, CancellationToken cancellation)
    {
        CheckRun run = CheckRun.Start(call, options, cancellation);
        options.Write(call, host, run.Report, withSummary: true);
        return ExitCode(call, options, run.Report);
    }

    /// <summary>Edits that touch do not overlap are applied together; the check then runs again.</summary>
    private static int Fix(ParseResult call, CheckOptions options, Host host, CancellationToken cancellation)
    {
        CheckRun run = CheckRun.Start(call, options, cancellation);
        int applied = SafeEdits.Apply(run.Report.Diagnostics, run.Files);
        host.Error.WriteLine(applied == 0 ? "Nothing to fix." : $"Applied {CheckSummary.Count(applied, "edit")}.");
        return Check(call, options, host, cancellation);
    }

    private static int Watch(ParseResult call, CheckOptions options, Host host, CancellationToken cancellation)
    {
        using FolderWatch folders = new(call.GetRequiredValue(options.Paths));
        while (true)
        {
            if (host.UseColor)
            {
                host.RawOut.Write("\u001b[2J\u001b[H");
            }

            try
            {
                Check(call, options, host, cancellation);
            }
            catch (UsageException e)
            {
                host.Out.WriteLine($"gdl: {e.Message}");
            }

            host.Out.WriteLine();
            host.Out.WriteLine("Waiting for changes; Ctrl-C ends.");
            host.Out.Flush();
            folders.WaitForChange(cancellation);
        }
    }

    /// <summary>1 when there are errors, or warnings that count as such.</summary>
    public static int ExitCode(ParseResult call, CheckOptions options, CheckReport report) =>
        report.HasErrors || (call.GetValue(options.WarningsAsErrors) && report.Count(Severity.Warning) > 0)
            ? ExitCodes.GuidelineErrors
            : ExitCodes.Success;
}
