using GuidelineDsl.LanguageServer.Protocol;

namespace GuidelineDsl.LanguageServer;

/// <summary>The language server (LSP 3.17) over a pair of streams.</summary>
public static class Server
{
    /// <summary>
    /// Answers messages until the editor says <c>exit</c> or the input ends. 0 when the editor shut the server down first, otherwise 1.
    /// </summary>
    public static async Task<int> RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        using MessageStream stream = new(input, output);
        using Session session = new(stream);
        return await session.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
