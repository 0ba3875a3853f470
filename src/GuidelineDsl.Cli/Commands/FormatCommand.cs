using System.CommandLine;
using System.Text;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Formatting;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl format PATH…</c>: the one style.</summary>
public static class FormatCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = "Files or folders; - formats standard input to standard output.", Arity = ArgumentArity.OneOrMore };
        Option<bool> check = new("--check") { Description = "Change nothing; say which files are not in the one style." };
        Verb command = new("format", "Rewrite guidelines in the one style; every comment stays.",
            "gdl format guidelines",
            "gdl format --check guidelines") { paths, check };
        return command.Runs((call, host, cancellation) =>
        {
            ProjectFiles files = ProjectFiles.Read(call.GetRequiredValue(paths), Host.In);
            int broken = 0;
            int different = 0;
            foreach (SourceText source in files.Inputs)
            {
                cancellation.ThrowIfCancellationRequested();
                SyntaxTree tree = Parser.Parse(source, cancellation);
                if (tree.HasErrors)
                {
                    broken++;
                    Diagnostic first = tree.Diagnostics.First(d => d.Severity == Severity.Error);
                    host.Error.WriteLine($"gdl: {files.Display(source.Path)}:{first.Location.Start.Line} has errors and stays as it is: {first.Message}");
                    continue;
                }

                string formatted = Formatter.Format(tree);
                bool isStandardInput = source.Path == "stdin.gdl" && !File.Exists(files.FullPath(source.Path));
                if (isStandardInput)
                {
                    host.RawOut.Write(formatted);
                }
                else if (formatted != source.Content)
                {
                    different++;
                    Apply(call.GetValue(check), host, files, source, formatted);
                }
            }

            return broken > 0 || (call.GetValue(check) && different > 0) ? ExitCodes.GuidelineErrors : ExitCodes.Success;
        });
    }

    private static void Apply(bool checkOnly, Host host, ProjectFiles files, SourceText source, string formatted)
    {
        if (checkOnly)
        {
            host.Out.WriteLine($"{files.Display(source.Path)} is not in the one style; `gdl format` rewrites it.");
            return;
        }

        AtomicFile.Write(files.FullPath(source.Path), Encoding.UTF8.GetBytes(formatted));
        host.Out.WriteLine($"Formatted {files.Display(source.Path)}.");
    }
}
