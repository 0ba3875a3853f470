using System.CommandLine;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl explain CODE</c>: the page of a diagnostic code.</summary>
public static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string?> code = new("CODE") { Description = "A code such as GDL4001; without one, all codes are listed.", Arity = ArgumentArity.ZeroOrOne, HelpName = "CODE" };
        code.CompletionSources.Add(_ => DiagnosticPages.Codes.Select(c => new System.CommandLine.Completions.CompletionItem(c)));
        Verb command = new("explain", "What a diagnostic means, with a failing and a corrected example.",
            "gdl explain GDL4001",
            "gdl explain") { code };
        return command.Runs((call, host, _) => Explain(call.GetValue(code), host));
    }

    private static int Explain(string? code, Host host)
    {
        if (code is null)
        {
            foreach (string known in DiagnosticPages.Codes)
            {
                string title = DiagnosticPages.Find(known)!.Split('\n')[0].TrimStart('#', ' ');
                host.Out.WriteLine(title);
            }

            return ExitCodes.Success;
        }

        string wanted = code.ToUpperInvariant();
        string full = wanted.StartsWith("GDL", StringComparison.Ordinal) ? wanted : "GDL" + wanted;
        string page = DiagnosticPages.Find(full)
            ?? throw new UsageException($"There is no diagnostic with the code '{code}'.", "'gdl explain' lists all codes.");
        host.Out.WriteLine(page.TrimEnd());
        return ExitCodes.Success;
    }
}
