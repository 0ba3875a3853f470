using System.Text;

namespace GuidelineDsl.Documentation.Html;

/// <summary>
/// Text that is safe to stand in a page. The only ways to get one are <see cref="Tag"/> and <see cref="Text"/>, which escape,
/// so that no label of an author can become markup. What is written is well-formed XML as well as HTML.
/// </summary>
internal readonly record struct Markup
{
    private static readonly HashSet<string> VoidElements = ["br", "hr", "img", "input", "link", "meta", "wbr"];

    private readonly string? _content;

    private Markup(string content) => _content = content;

    public static Markup Empty => default;

    public bool IsEmpty => string.IsNullOrEmpty(_content);

    public static implicit operator Markup(string? text) => Text(text);

    public static Markup Text(string? text)
    {
        StringBuilder builder = new();
        Escape(text, builder);
        return new Markup(builder.ToString());
    }

    /// <summary>
    /// An element. Each part of the content is an <see cref="Attribute"/>, a markup, a string (escaped), a sequence of markups, or null.
    /// </summary>
    public static Markup Tag(string name, params ReadOnlySpan<object?> content)
    {
        StringBuilder builder = new();
        builder.Append('<').Append(name);
        foreach (object? part in content)
        {
            if (part is Attribute { Value: { } value } attribute)
            {
                builder.Append(' ').Append(attribute.Name).Append("=\"");
                Escape(value, builder);
                builder.Append('"');
            }
        }

        if (VoidElements.Contains(name))
        {
            return new Markup(builder.Append("/>").ToString());
        }

        builder.Append('>');
        foreach (object? part in content)
        {
            AppendPart(part, builder);
        }

        return new Markup(builder.Append("</").Append(name).Append('>').ToString());
    }

    /// <summary>A script or style of our own, or JSON from <c>JsonText</c>, written as it is.</summary>
    public static Markup Verbatim(string name, string content) => new($"<{name}>{content}</{name}>");

    public static Markup JsonData(string id, string json) => new($"<script type=\"application/json\" id=\"{id}\">{json}</script>");

    public static Markup Join(params ReadOnlySpan<object?> content)
    {
        StringBuilder builder = new();
        foreach (object? part in content)
        {
            AppendPart(part, builder);
        }

        return new Markup(builder.ToString());
    }

    public static Markup Separated(IEnumerable<Markup> items, Markup separator)
    {
        StringBuilder builder = new();
        bool first = true;
        foreach (Markup item in items)
        {
            builder.Append(first ? "" : separator.ToString()).Append(item._content);
            first = false;
        }

        return new Markup(builder.ToString());
    }

    public static Attribute Class(string? names) => new("class", names);

    public static Attribute Id(string id) => new("id", id);

    public static Attribute With(string name, string? value) => new(name, value);

    public static Markup Link(string href, params ReadOnlySpan<object?> content) =>
        Tag("a", [With("href", href), .. content]);

    public override string ToString() => _content ?? "";

    private static void AppendPart(object? part, StringBuilder builder)
    {
        switch (part)
        {
            case null or Attribute:
                break;
            case Markup markup:
                builder.Append(markup._content);
                break;
            case string text:
                Escape(text, builder);
                break;
            case IEnumerable<Markup> markups:
                foreach (Markup markup in markups)
                {
                    builder.Append(markup._content);
                }

                break;
            default:
                throw new ArgumentException($"{part.GetType()} is no content of an element.");
        }
    }

    private static void Escape(string? text, StringBuilder builder)
    {
        for (int i = 0; i < (text?.Length ?? 0); i++)
        {
            char c = text![i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            switch (c)
            {
                case '&':
                    builder.Append("&amp;");
                    break;
                case '<':
                    builder.Append("&lt;");
                    break;
                case '>':
                    builder.Append("&gt;");
                    break;
                case '"':
                    builder.Append("&quot;");
                    break;
                case '\'':
                    builder.Append("&#39;");
                    break;
                case '\n' or '\t':
                    builder.Append(c);
                    break;
                case < ' ' or '\u007f' or '\ufffe' or '\uffff':
                    builder.Append('\ufffd');
                    break;
                case >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069':
                    builder.Append('\ufffd');
                    break;
                default:
                    if (isPair)
                    {
                        builder.Append(c).Append(text[++i]);
                    }
                    else
                    {
                        builder.Append(char.IsSurrogate(c) ? '\ufffd' : c);
                    }

                    break;
            }
        }
    }
}

/// <summary>An attribute of an element; with a null value it is left out.</summary>
internal sealed record Attribute(string Name, string? Value);
