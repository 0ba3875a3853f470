using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Documentation;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl doc PATH… -o DIR</c>: the guidelines as web pages for clinical review.</summary>
public static class DocCommand
{
    public static Command Create()
    {
        CheckOptions options = new();
        Option<string> output = new("--output", "-o") { Description = "The folder to write the pages into.", Required = true, HelpName = "DIR" };
        Verb command = new("doc", "Write guidelines as web pages for clinical review: tables, pictures, coverage, findings, sources, tests.",
            "gdl doc guidelines -o site") { output };
        options.AddTo(command);
        return command.Runs((call, host, cancellation) =>
        {
            CheckRun run = CheckRun.Start(call, options, cancellation);
            if (!run.Compilation.IsBound)
            {
                options.Write(call, host, run.Report, withSummary: true);
                return ExitCodes.GuidelineErrors;
            }

            ImmutableArray<SiteFile> files = SiteWriter.Write(
                run.Compilation.Model,
                new AnalysisResult([.. run.Report.Diagnostics.Select(AsFinding)], run.Report.Decisions),
                new SiteOptions
                {
                    AsOf = CheckOptions.ReadDate(call.GetValue(options.AsOf), "--as-of") ?? DateOnly.FromDateTime(DateTime.Today),
                    ToolVersion = ToolVersion.Text,
                });
            string folder = call.GetRequiredValue(output);
            if (folder.Length == 0 || folder.Contains('\0'))
            {
                throw new UsageException("The option --output names no folder.");
            }

            foreach (SiteFile file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                AtomicFile.Write(Path.Combine(folder, file.Path), Encoding.UTF8.GetBytes(file.Content));
            }

            host.Out.WriteLine($"Wrote {files.Length} files; begin with {Path.Combine(folder, "index.html")}.");
            return ExitCodes.Success;
        });
    }

    /// <summary>What the binder and the editorial checks say stands among the findings, at its place in the text.</summary>
    private static Finding AsFinding(Diagnostic diagnostic) => diagnostic as Finding
        ?? new Finding(diagnostic.Descriptor, diagnostic.Message, diagnostic.Location) { Severity = diagnostic.Severity, Related = diagnostic.Related, Help = diagnostic.Help };
}
