using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GuidelineDsl.EndToEnd.Tests.Findings;

/// <summary>
/// What <c>gdl check</c> finds in the shipped guidelines, as blocks of text: one for every code, file and question, each with its rules, the
/// patients and an example. Written from the JSON document, so that nothing but the tool decides what stands in them.
/// </summary>
internal static class FindingBlocks
{
    private const int ShownRegions = 3;

    /// <summary>The guideline files of the five documents.</summary>
    public static IReadOnlyDictionary<string, string> Documents { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["000"] = "guidelines/nen/gep_nen_initial_treatment.gdl",
        ["001"] = "guidelines/gnet",
        ["002"] = "guidelines/nen/nen_liver_metastases.gdl",
        ["003"] = "guidelines/sarcoma",
        ["004"] = "guidelines/nen/nen_csco_2021.gdl",
    };

    /// <summary>Every finding that is reported or allowed, in the order of the tool.</summary>
    public static IReadOnlyList<Block> OfFindings(IEnumerable<JsonElement> reported, IEnumerable<JsonElement> withAllowed)
    {
        HashSet<string> open = [.. reported.Select(Identity)];
        return Gather(withAllowed, d => open.Contains(Identity(d)) ? $"{Code(d)} {Text(d, "severity")}, reported" : $"{Code(d)} allowed");
    }

    /// <summary>The gaps that appear once the declared silences are taken out: whom the sources leave without an answer.</summary>
    public static IReadOnlyList<Block> OfSilences(IEnumerable<JsonElement> withoutSilence) =>
        Gather(withoutSilence.Where(d => Code(d) == "GDL4001"), _ => "silent");

    private static IReadOnlyList<Block> Gather(IEnumerable<JsonElement> diagnostics, Func<JsonElement, string> title) =>
        [.. diagnostics
            .GroupBy(d => $"{title(d)}: {Place(d)}", StringComparer.Ordinal)
            .Select(g => new Block(g.Key, $"{g.Key}\n{DocumentLine(g)}\n{string.Concat(g.Select(Describe))}"))];

    private static string Identity(JsonElement d) => $"{Code(d)} {Text(d, "file")}:{d.GetProperty("line").GetInt32()} {RuleNames(d)} {Text(d, "message")}";

    private static string Code(JsonElement d) => Text(d, "code");

    private static string Place(JsonElement d) => Text(d, "decision") is { Length: > 0 } decision ? $"{Text(d, "file")}, {decision}" : Text(d, "file");

    private static string DocumentLine(IEnumerable<JsonElement> group)
    {
        string[] numbers = [.. group.SelectMany(DocumentsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return numbers.Length == 1 ? $"document {numbers[0]}" : $"across documents {string.Join(" and ", numbers)}";
    }

    /// <summary>The documents whose files a finding points at.</summary>
    public static IEnumerable<string> DocumentsOf(JsonElement d) =>
        Documents
            .Where(p => Text(d, "file").StartsWith(p.Value, StringComparison.Ordinal)
                || d.GetProperty("related").EnumerateArray().Any(r => Text(r, "file").StartsWith(p.Value, StringComparison.Ordinal)))
            .Select(p => p.Key);

    private static string Describe(JsonElement d)
    {
        StringBuilder text = new();
        if (RuleNames(d) is { Length: > 0 } rules)
        {
            text.Append("- ").Append(rules).Append('\n');
        }
        else if (Code(d) != "GDL4001")
        {
            text.Append("- ").Append(Text(d, "message")).Append('\n');
        }

        if (!d.TryGetProperty("region", out JsonElement region))
        {
            return text.ToString();
        }

        JsonElement[] boxes = [.. region.EnumerateArray()];
        foreach (JsonElement box in boxes.Take(ShownRegions))
        {
            text.Append("    patients: ").Append(Box(box)).Append('\n');
        }

        if (boxes.Length > ShownRegions)
        {
            text.Append(CultureInfo.InvariantCulture, $"    patients: and {boxes.Length - ShownRegions} more of such groups\n");
        }

        if (d.TryGetProperty("witness", out JsonElement witness))
        {
            text.Append("    for example: ").Append(Witness(witness, boxes)).Append('\n');
        }

        return text.ToString();
    }

    private static string RuleNames(JsonElement d) => d.TryGetProperty("rules", out JsonElement rules)
        ? string.Join(" with ", rules.EnumerateArray().Select(r => Short(r.GetString()!, Text(d, "guideline"), Text(d, "decision"))).Order(StringComparer.Ordinal))
        : "";

    /// <summary>The name of a rule as one would say it in its own guideline, or in its own question.</summary>
    private static string Short(string rule, string guideline, string decision) =>
        Without(Without(rule, guideline + "."), decision + ".");

    private static string Without(string name, string start) => name.StartsWith(start, StringComparison.Ordinal) ? name[start.Length..] : name;

    private static string Box(JsonElement box)
    {
        string[] parts = [.. box.EnumerateObject().Select(p => $"{p.Name} {Part(p.Value)}")];
        return parts.Length == 0 ? "everybody in the scope of the question" : string.Join(", ", parts);
    }

    private static string Part(JsonElement part)
    {
        if (part.TryGetProperty("in", out JsonElement values))
        {
            return string.Join(" or ", values.EnumerateArray().Select(Value));
        }

        if (!part.TryGetProperty("from", out JsonElement from) || !part.TryGetProperty("to", out JsonElement to))
        {
            return part.GetRawText();
        }

        string unit = Text(part, "unit") is { Length: > 0 } u ? " " + u : "";
        return from.GetRawText() == to.GetRawText()
            ? $"{from.GetRawText()}{unit}"
            : $"{(Included(part, "fromInclusive") ? "from" : "above")} {from.GetRawText()} {(Included(part, "toInclusive") ? "to" : "to below")} {to.GetRawText()}{unit}";
    }

    /// <summary>The values of the facts that the regions speak of; the whole patient is in the JSON document.</summary>
    private static string Witness(JsonElement witness, JsonElement[] boxes)
    {
        HashSet<string> facts = [.. boxes.SelectMany(b => b.EnumerateObject()).Select(p => p.Name)];
        string[] values = [.. witness.EnumerateObject().Where(p => facts.Contains(p.Name)).Select(p => $"{p.Name} = {Value(p.Value)}")];
        return values.Length == 0 ? "anybody in the scope of the question" : string.Join(", ", values);
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static bool Included(JsonElement part, string name) => part.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}

/// <summary>One block of facts.</summary>
/// <param name="Key">Its first line, by which it is found again.</param>
/// <param name="Text">All of it, with a line break at the end.</param>
internal sealed record Block(string Key, string Text);
