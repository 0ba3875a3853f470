using System.CommandLine;
using GuidelineDsl.LanguageServer;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl lsp</c>: the language server on standard input and output, started by an editor.</summary>
public static class LspCommand
{
    public static Command Create()
    {
        // Editors add these to every server they start; this one always talks over its standard streams.
        Option<bool> stdio = new("--stdio") { Hidden = true };
        Option<string?> client = new("--clientProcessId") { Hidden = true };
        Verb command = new("lsp", "Language server for editors, on standard input and output.",
            "gdl lsp") { stdio, client };
        return command.Runs((_, host, cancellation) =>
        {
            Stream input = Console.OpenStandardInput();
            Stream output = host.OutStream;
            Task<int> server = Task.Run(() => Server.RunAsync(input, output, cancellation), CancellationToken.None);
            server.Wait(cancellation);
            return server.GetAwaiter().GetResult();
        });
    }
}
