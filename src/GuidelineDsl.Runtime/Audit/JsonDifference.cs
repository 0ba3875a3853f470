using System.Globalization;
using System.Text.Json;

namespace GuidelineDsl.Runtime.Audit;

/// <summary>The first place at which two JSON documents differ, as a path such as <c>decisions[0].status</c>.</summary>
internal static class JsonDifference
{
    public static (string Path, string? Left, string? Right) First(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
    {
        using JsonDocument a = JsonDocument.Parse(left);
        using JsonDocument b = JsonDocument.Parse(right);
        return Find(a.RootElement, b.RootElement, "") ?? ("the spelling", null, null);
    }

    private static (string Path, string? Left, string? Right)? Find(JsonElement a, JsonElement b, string path)
    {
        if (a.ValueKind == JsonValueKind.Object && b.ValueKind == JsonValueKind.Object)
        {
            return FindInObjects(a, b, path);
        }

        if (a.ValueKind == JsonValueKind.Array && b.ValueKind == JsonValueKind.Array)
        {
            int count = Math.Max(a.GetArrayLength(), b.GetArrayLength());
            for (int i = 0; i < count; i++)
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
                if (i >= a.GetArrayLength() || i >= b.GetArrayLength())
                {
                    return (place, i < a.GetArrayLength() ? a[i].GetRawText() : null, i < b.GetArrayLength() ? b[i].GetRawText() : null);
                }

                if (Find(a[i], b[i], place) is { } difference)
                {
                    return difference;
                }
            }

            return null;
        }

        return a.GetRawText() == b.GetRawText() ? null : (path, a.GetRawText(), b.GetRawText());
    }

    private static (string Path, string? Left, string? Right)? FindInObjects(JsonElement a, JsonElement b, string path)
    {
        foreach (JsonProperty member in a.EnumerateObject())
        {
            string place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!b.TryGetProperty(member.Name, out JsonElement other))
            {
                return (place, member.Value.GetRawText(), null);
            }

            if (Find(member.Value, other, place) is { } difference)
            {
                return difference;
            }
        }

        foreach (JsonProperty member in b.EnumerateObject())
        {
            if (!a.TryGetProperty(member.Name, out _))
            {
                return (path.Length == 0 ? member.Name : $"{path}.{member.Name}", null, member.Value.GetRawText());
            }
        }

        return null;
    }
}
