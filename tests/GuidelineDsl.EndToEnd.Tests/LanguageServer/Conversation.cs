using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GuidelineDsl.LanguageServer;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

/// <summary>An editor's side of a session: speaks the protocol's own JSON with a server in this process.</summary>
internal sealed class Conversation : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Pipe _toServer = new();
    private readonly Pipe _fromServer = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _waiting = new();
    private readonly Lock _lock = new();
    private readonly List<JsonObject> _heard = [];
    private readonly SemaphoreSlim _news = new(0);
    private readonly Task _listening;
    private int _lastId;

    public Conversation()
    {
        Ended = Server.RunAsync(_toServer.Reader.AsStream(), _fromServer.Writer.AsStream(), CancellationToken.None);
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>The server's exit code.</summary>
    public Task<int> Ended { get; }

    public static async Task<Conversation> StartAsync(params string[] folders)
    {
        Conversation conversation = new();
        JsonArray workspace = [.. folders.Select(f => new JsonObject { ["uri"] = Uri(f), ["name"] = Path.GetFileName(f) })];
        await conversation.RequestAsync("initialize", new JsonObject
        {
            ["processId"] = null,
            ["rootUri"] = null,
            ["workspaceFolders"] = workspace,
            ["capabilities"] = new JsonObject
            {
                ["textDocument"] = new JsonObject { ["completion"] = new JsonObject { ["completionItem"] = new JsonObject { ["snippetSupport"] = true } } },
                ["workspace"] = new JsonObject { ["codeLens"] = new JsonObject { ["refreshSupport"] = true } },
            },
        });
        await conversation.NotifyAsync("initialized", new JsonObject());
        return conversation;
    }

    public static string Uri(string path) => new Uri(path).AbsoluteUri;

    public async Task<JsonNode?> RequestAsync(string method, JsonNode? parameters)
    {
        JsonObject answer = await AskAsync(method, parameters);
        answer.ContainsKey("error").ShouldBeFalse($"{method}: {answer["error"]?.ToJsonString()}");
        answer.ContainsKey("result").ShouldBeTrue(method);
        return answer["result"];
    }

    public async Task<JsonObject> RefusedAsync(string method, JsonNode? parameters)
    {
        JsonObject answer = await AskAsync(method, parameters);
        return answer["error"].ShouldBeOfType<JsonObject>(method);
    }

    public async Task<JsonObject> AskAsync(string method, JsonNode? parameters)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonObject> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return await answer.Task.WaitAsync(s_patience);
    }

    public Task NotifyAsync(string method, JsonNode parameters) =>
        SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    public Task OpenAsync(string uri, string text, int version = 1) =>
        NotifyAsync("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "gdl", ["version"] = version, ["text"] = text },
        });

    public Task ReplaceAsync(string uri, int version, string text) =>
        ChangeAsync(uri, version, new JsonObject { ["text"] = text });

    public Task EditAsync(string uri, int version, (int Line, int Character) start, (int Line, int Character) end, string text) =>
        ChangeAsync(uri, version, new JsonObject { ["range"] = Range(start, end), ["text"] = text });

    public Task<JsonNode?> AtAsync(string method, string uri, (int Line, int Character) at) => RequestAsync(method, At(uri, at));

    public Task<JsonNode?> InAsync(string method, string uri) =>
        RequestAsync(method, new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri } });

    public static JsonObject At(string uri, (int Line, int Character) at) => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri },
        ["position"] = new JsonObject { ["line"] = at.Line, ["character"] = at.Character },
    };

    public static JsonObject Range((int Line, int Character) start, (int Line, int Character) end) => new()
    {
        ["start"] = new JsonObject { ["line"] = start.Line, ["character"] = start.Character },
        ["end"] = new JsonObject { ["line"] = end.Line, ["character"] = end.Character },
    };

    /// <summary>Waits until the diagnostics last published for a document satisfy the condition.</summary>
    public async Task<JsonArray> DiagnosticsAsync(string uri, Func<JsonArray, bool> condition, int? version = null)
    {
        JsonArray? last = null;
        using CancellationTokenSource patience = new(s_patience);
        while (true)
        {
            lock (_lock)
            {
                last = _heard.LastOrDefault(m => (string?)m["method"] == "textDocument/publishDiagnostics" && (string?)m["params"]?["uri"] == uri
                        && (version is null || (int?)m["params"]?["version"] == version))
                    ?["params"]?["diagnostics"] as JsonArray;
            }

            if (last is not null && condition(last))
            {
                return last;
            }

            try
            {
                await _news.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The diagnostics of {uri} stay: {last?.ToJsonString() ?? "none"}");
            }
        }
    }

    public IReadOnlyList<JsonObject> Heard(string method)
    {
        lock (_lock)
        {
            return [.. _heard.Where(m => (string?)m["method"] == method)];
        }
    }

    public async Task<int> EndAsync()
    {
        await RequestAsync("shutdown", null);
        await NotifyAsync("exit", new JsonObject());
        return await Ended.WaitAsync(s_patience);
    }

    public async Task SendAsync(JsonNode message) => await SendRawAsync(message.ToJsonString());

    public async Task SendRawAsync(string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        await _toServer.Writer.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n"));
        await _toServer.Writer.WriteAsync(bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await _toServer.Writer.CompleteAsync();
        await Ended.WaitAsync(s_patience);
        await _fromServer.Writer.CompleteAsync();
        await _listening.WaitAsync(s_patience);
    }

    private Task ChangeAsync(string uri, int version, JsonObject change) =>
        NotifyAsync("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
            ["contentChanges"] = new JsonArray(change),
        });

    private async Task ListenAsync()
    {
        Stream stream = _fromServer.Reader.AsStream();
        while (await ReadHeaderAsync(stream) is { } length)
        {
            byte[] body = new byte[length];
            await stream.ReadExactlyAsync(body);
            JsonObject message = JsonNode.Parse(body)!.AsObject();
            if (message["method"] is null && message["id"] is JsonValue id && id.TryGetValue(out int number) && _waiting.TryRemove(number, out TaskCompletionSource<JsonObject>? answer))
            {
                answer.SetResult(message);
                continue;
            }

            lock (_lock)
            {
                _heard.Add(message);
            }

            _news.Release();
        }
    }

    private static async Task<int?> ReadHeaderAsync(Stream stream)
    {
        StringBuilder header = new();
        byte[] one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return null;
            }

            header.Append((char)one[0]);
        }

        string line = header.ToString().Split("\r\n").Single(l => l.StartsWith("Content-Length:", StringComparison.Ordinal));
        return int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
