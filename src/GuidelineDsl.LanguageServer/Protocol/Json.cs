using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GuidelineDsl.LanguageServer.Protocol;

/// <summary>How messages are written: camel case, and members without a value left out.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 128,
    };
}

/// <summary>Error codes of JSON-RPC and of the protocol.</summary>
internal static class ErrorCode
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int ServerNotInitialized = -32002;
    public const int RequestCancelled = -32800;
    public const int RequestFailed = -32803;
}

/// <summary>A request that cannot be answered, with the reason for the person who asked.</summary>
internal sealed class RequestException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}

internal sealed record Response(JsonElement Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] object? Result)
{
    public string Jsonrpc => "2.0";
}

internal sealed record ErrorResponse([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Id, ErrorBody Error)
{
    public string Jsonrpc => "2.0";
}

internal sealed record ErrorBody(int Code, string Message);

internal sealed record Notification(string Method, object Params)
{
    public string Jsonrpc => "2.0";
}

internal sealed record OutgoingRequest(string Id, string Method, object? Params)
{
    public string Jsonrpc => "2.0";
}
