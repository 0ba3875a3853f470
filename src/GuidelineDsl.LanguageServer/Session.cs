using System.Collections.Concurrent;
using System.Text.Json;
using GuidelineDsl.LanguageServer.Checking;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;

namespace GuidelineDsl.LanguageServer;

/// <summary>
/// One conversation with an editor. Messages are taken in order; edits are applied before the next message is read, requests are
/// answered beside the reading from the texts of their moment. What goes wrong in one request is that request's error.
/// </summary>
internal sealed class Session : IDisposable
{
    private readonly MessageStream _stream;
    private readonly Buffers _buffers = new();
    private readonly BackgroundCheck _check;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _underWay = new(StringComparer.Ordinal);
    private ClientFeatures _client = ClientFeatures.None;
    private bool _initialized;
    private bool _shutDown;
    private int _nextRequest;

    public Session(MessageStream stream)
    {
        _stream = stream;
        _check = new BackgroundCheck(
            _buffers,
            report => NotifyAsync("textDocument/publishDiagnostics", Features.Diagnostics.Of(report)),
            RefreshLensesAsync,
            e => LogAsync($"The check failed: {e}"));
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                if (!await TakeAsync(message).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone.
        }

        _check.Stop();
        foreach (CancellationTokenSource request in _underWay.Values)
        {
            request.Cancel();
        }

        return _shutDown ? 0 : 1;
    }

    public void Dispose() => _check.Dispose();

    /// <summary>Deals with one message; false after <c>exit</c>.</summary>
    private async Task<bool> TakeAsync(byte[] message)
    {
        JsonElement root;
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(message);
            root = parsed.RootElement.Clone();
        }
        catch (JsonException)
        {
            await SendAsync(new ErrorResponse(null, new ErrorBody(ErrorCode.ParseError, "The message is no JSON."))).ConfigureAwait(false);
            return true;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            await SendAsync(new ErrorResponse(null, new ErrorBody(ErrorCode.InvalidRequest, "A message is an object."))).ConfigureAwait(false);
            return true;
        }

        JsonElement? id = root.TryGetProperty("id", out JsonElement i) ? i : null;
        string? method = root.TryGetProperty("method", out JsonElement m) && m.ValueKind == JsonValueKind.String ? m.GetString() : null;
        JsonElement arguments = root.TryGetProperty("params", out JsonElement p) ? p : default;
        if (method == "exit")
        {
            return false;
        }

        if (method is null)
        {
            // An answer to a request of ours needs nothing; anything else is told so.
            if (id is { } unknown && !root.TryGetProperty("result", out _) && !root.TryGetProperty("error", out _))
            {
                await SendAsync(new ErrorResponse(unknown, new ErrorBody(ErrorCode.InvalidRequest, "The message has no method."))).ConfigureAwait(false);
            }
        }
        else if (id is { } request)
        {
            await AnswerAsync(request, method, arguments).ConfigureAwait(false);
        }
        else
        {
            await HearAsync(method, arguments).ConfigureAwait(false);
        }

        return true;
    }

    private async Task AnswerAsync(JsonElement id, string method, JsonElement arguments)
    {
        if (method == "initialize" && !_initialized)
        {
            await RespondAsync(id, () => Initialize(Read<InitializeParams>(arguments))).ConfigureAwait(false);
            return;
        }

        if (!_initialized || _shutDown)
        {
            (int code, string text) = _shutDown
                ? (ErrorCode.InvalidRequest, "The server is shut down.")
                : (ErrorCode.ServerNotInitialized, "The server is not initialised.");
            await SendAsync(new ErrorResponse(id, new ErrorBody(code, text))).ConfigureAwait(false);
            return;
        }

        if (method == "shutdown")
        {
            _shutDown = true;
            _check.Stop();
            await RespondAsync(id, () => null).ConfigureAwait(false);
            return;
        }

        if (!Requests.Known.TryGetValue(method, out Func<RequestContext, object?>? answer))
        {
            await SendAsync(new ErrorResponse(id, new ErrorBody(ErrorCode.MethodNotFound, $"{method} is not known here."))).ConfigureAwait(false);
            return;
        }

        CancellationTokenSource cancellation = new();
        string key = id.GetRawText();
        _underWay[key] = cancellation;
        RequestContext context = new(_buffers.Snapshot, _check, _client, arguments, cancellation.Token);
        _ = Task.Run(async () =>
        {
            try
            {
                await RespondAsync(id, () => answer(context)).ConfigureAwait(false);
            }
            finally
            {
                _underWay.TryRemove(key, out _);
                cancellation.Dispose();
            }
        });
    }

    private async Task RespondAsync(JsonElement id, Func<object?> answer)
    {
        object response;
        try
        {
            response = new Response(id, answer());
        }
        catch (RequestException e)
        {
            response = new ErrorResponse(id, new ErrorBody(e.Code, e.Message));
        }
        catch (JsonException e)
        {
            response = new ErrorResponse(id, new ErrorBody(ErrorCode.InvalidParams, $"The parameters cannot be read: {e.Message}"));
        }
        catch (OperationCanceledException)
        {
            response = new ErrorResponse(id, new ErrorBody(ErrorCode.RequestCancelled, "Cancelled."));
        }
        catch (Exception e)
        {
            response = new ErrorResponse(id, new ErrorBody(ErrorCode.InternalError, $"A defect of the language server, please report it: {e}"));
        }

        await SendAsync(response).ConfigureAwait(false);
    }

    private async Task HearAsync(string method, JsonElement arguments)
    {
        if (!_initialized || _shutDown)
        {
            return;
        }

        try
        {
            Hear(method, arguments);
        }
        catch (JsonException e)
        {
            await LogAsync($"{method} cannot be read: {e.Message}").ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await LogAsync($"{method} failed: {e}").ConfigureAwait(false);
        }
    }

    private void Hear(string method, JsonElement arguments)
    {
        switch (method)
        {
            case "initialized":
                _check.Changed([]);
                break;
            case "$/cancelRequest":
                if (_underWay.TryGetValue(Read<CancelParams>(arguments).Id.GetRawText(), out CancellationTokenSource? request))
                {
                    Cancel(request);
                }

                break;
            case "textDocument/didOpen":
                TextDocumentItem opened = Read<DidOpenParams>(arguments).TextDocument ?? throw new JsonException("no document");
                _buffers.Open(opened.Uri, opened.Text, opened.Version);
                _check.Changed([DocumentUri.ToPath(opened.Uri)]);
                break;
            case "textDocument/didChange":
                DidChangeParams change = Read<DidChangeParams>(arguments);
                if (_buffers.Change(change.TextDocument.Uri, change.TextDocument.Version, change.ContentChanges))
                {
                    _check.Changed([DocumentUri.ToPath(change.TextDocument.Uri)]);
                }

                break;
            case "textDocument/didClose":
                string closed = Read<DocumentParams>(arguments).TextDocument.Uri;
                _buffers.Close(closed);
                _check.Changed([DocumentUri.ToPath(closed)]);
                break;
            case "workspace/didChangeWatchedFiles":
                string[] touched = [.. Read<DidChangeFilesParams>(arguments).Changes.Select(c => DocumentUri.ToPath(c.Uri))];
                foreach (string path in touched)
                {
                    _buffers.Refresh(path);
                }

                _check.Changed(touched);
                break;
            case "workspace/didChangeWorkspaceFolders":
                FolderChange folders = Read<DidChangeFoldersParams>(arguments).Event;
                foreach (WorkspaceFolder folder in folders.Removed ?? [])
                {
                    _buffers.RemoveFolder(DocumentUri.ToPath(folder.Uri));
                }

                foreach (WorkspaceFolder folder in folders.Added ?? [])
                {
                    _buffers.AddFolder(DocumentUri.ToPath(folder.Uri));
                }

                _check.Changed([]);
                break;
        }
    }

    private InitializeResult Initialize(InitializeParams parameters)
    {
        _client = ClientFeatures.Of(parameters.Capabilities);
        string[] folders = parameters.WorkspaceFolders is { Length: > 0 } given
            ? [.. given.Select(f => f.Uri)]
            : parameters.RootUri is { } root ? [root] : [];
        foreach (string folder in folders)
        {
            _buffers.AddFolder(DocumentUri.ToPath(folder));
        }

        _initialized = true;
        return InitializeResult.Of();
    }

    private static void Cancel(CancellationTokenSource request)
    {
        try
        {
            request.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Answered in the meantime.
        }
    }

    private static T Read<T>(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object
            ? arguments.Deserialize<T>(Json.Options) ?? throw new JsonException("nothing was given")
            : throw new JsonException("an object is needed");

    private async Task RefreshLensesAsync()
    {
        if (_client.RefreshesLenses)
        {
            string id = "gdl-" + Interlocked.Increment(ref _nextRequest).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await SendAsync(new OutgoingRequest(id, "workspace/codeLens/refresh", null)).ConfigureAwait(false);
        }
    }

    private Task LogAsync(string message) => NotifyAsync("window/logMessage", new LogMessageParams(1, message));

    private Task NotifyAsync(string method, object parameters) => SendAsync(new Notification(method, parameters));

    private async Task SendAsync(object message)
    {
        try
        {
            await _stream.WriteAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The editor is gone; the reading side will notice.
        }
    }
}
