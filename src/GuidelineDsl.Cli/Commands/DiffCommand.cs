using System.Collections.Immutable;
using System.CommandLine;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Differences;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl diff OLD NEW</c>: which patients are advised differently.</summary>
public static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> before = new("OLD") { Description = "The old version: a file, a folder or a built assembly." };
        Argument<string> after = new("NEW") { Description = "The new version." };
        Option<string> format = CheckOptions.Choice("--format", "How the differences are written.", "human", "json");
        Option<bool> allRegions = new("--all-regions") { Description = "List every region of a difference, without a cap." };
        Verb command = new("diff", "Which patients are advised differently, as exact regions with a witness and both answers.",
            "gdl diff ../before/guidelines guidelines",
            "gdl diff released/Guidelines.dll guidelines --format json") { before, after, format, allRegions };
        return command.Runs((call, host, cancellation) =>
        {
            Compilation old = Read(call.GetRequiredValue(before), cancellation);
            Compilation young = Read(call.GetRequiredValue(after), cancellation);
            AnalysisOptions options = new() { AllRegions = call.GetValue(allRegions) };
            ModelDifference difference = DifferenceFinder.Compare(old.Model, young.Model, options, cancellation);
            if (call.GetRequiredValue(format) == "json")
            {
                JsonText.Write(host.OutStream, json => DifferenceRendering.WriteJson(json, difference));
            }
            else
            {
                DifferenceRendering.WriteHuman(host.Out, new Palette(host.UseColor), difference);
            }

            return difference.ChangesAdvice ? ExitCodes.AdviceDiffers : ExitCodes.Success;
        });
    }

    private static Compilation Read(string path, CancellationToken cancellation)
    {
        AssemblySources? assembly = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? new AssemblySources(path) : null;
        ProjectFiles? files = assembly is null ? ProjectFiles.Read([path], Host.In) : null;
        Compilation compilation = files is null ? Compilation.Create(assembly!.Texts, assembly, cancellation) : CheckRun.Compile(files, cancellation);
        if (!compilation.IsBound)
        {
            Diagnostic first = compilation.Diagnostics.First(d => d.Severity == Severity.Error);
            throw new UsageException(
                $"{files?.Display(first.Location.Source.Path) ?? first.Location.Source.Path}:{first.Location.Start.Line}: {first.Message}", "run `gdl check` on it first: only texts without errors can be compared.");
        }

        return compilation;
    }
}
