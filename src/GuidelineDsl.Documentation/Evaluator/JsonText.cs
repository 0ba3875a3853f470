using System.Globalization;
using System.Text;

namespace GuidelineDsl.Documentation.Evaluator;

/// <summary>Strings in JSON that may stand in a script element of a page as well: no angle bracket, ampersand or line separator is left bare.</summary>
internal static class JsonText
{
    public static string Quote(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        StringBuilder json = new("\"");
        foreach (char c in text)
        {
            bool plain = c is >= ' ' and not ('"' or '\\' or '<' or '>' or '&' or '\'' or '\u007f' or '\u2028' or '\u2029' or '\ufffe' or '\uffff') && !char.IsSurrogate(c);
            _ = plain ? json.Append(c) : json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return json.Append('"').ToString();
    }

    public static string Array(IEnumerable<string> items) => $"[{string.Join(",", items)}]";

    /// <summary>An object of the members that are not null, in this order.</summary>
    public static string Object(params ReadOnlySpan<(string Name, string? Json)> members)
    {
        StringBuilder json = new("{");
        foreach ((string name, string? value) in members)
        {
            if (value is not null)
            {
                json.Append(json.Length > 1 ? "," : "").Append(Quote(name)).Append(':').Append(value);
            }
        }

        return json.Append('}').ToString();
    }
}
