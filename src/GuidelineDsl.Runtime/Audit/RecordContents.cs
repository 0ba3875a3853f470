using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GuidelineDsl.Runtime.Audit;

/// <summary>An audit record, taken apart; the parts that are compared are kept as their bytes.</summary>
internal sealed record RecordContents(
    string GuidelineId, string? GuidelineVersion, string GuidelineDigest, string Compiler, DateOnly Today, byte[] Patient, byte[] Result, string Digest, byte[] Covered)
{
    /// <summary>Null when the bytes are no record.</summary>
    public static RecordContents? Read(ReadOnlySpan<byte> record)
    {
        try
        {
            byte[] bytes = record.TrimEnd("\r\n \t"u8).ToArray();
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            int end = bytes.AsSpan().LastIndexOf(",\"digest\":"u8);
            if (root.GetProperty("schema").GetString() != AuditRecord.Schema || end < 0 || !HasWholeTexts(bytes))
            {
                return null;
            }

            JsonElement guideline = root.GetProperty("guideline");
            return new RecordContents(
                guideline.GetProperty("id").GetString()!,
                guideline.GetProperty("version").GetString(),
                guideline.GetProperty("digest").GetString()!,
                root.GetProperty("compiler").GetString()!,
                DateOnly.ParseExact(root.GetProperty("today").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Encoding.UTF8.GetBytes(root.GetProperty("patient").GetRawText()),
                Encoding.UTF8.GetBytes(root.GetProperty("result").GetRawText()),
                root.GetProperty("digest").GetString()!,
                bytes[..end]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }

    /// <summary>Whether every text of a JSON document is one: half a character may stand in JSON, but cannot be read.</summary>
    /// <exception cref="InvalidOperationException">One is not.</exception>
    private static bool HasWholeTexts(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                reader.GetString();
            }
        }

        return true;
    }
}
