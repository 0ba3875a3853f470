using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace GuidelineDsl.Syntax.Nodes;

/// <summary>
/// Prints a tree as indented text: one line a node, its kind and its own values. Spans are left out, so two texts that
/// mean the same print the same; this, not record equality, is how trees are compared.
/// </summary>
public static class SyntaxPrinter
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> OwnValues = new();

    public static string Print(SyntaxTree tree) => Print(tree.Root);

    public static string Print(SyntaxNode node)
    {
        StringBuilder text = new();
        Print(node, 0, text);
        return text.ToString();
    }

    private static void Print(SyntaxNode node, int depth, StringBuilder text)
    {
        text.Append(' ', depth * 2).Append(node.GetType().Name);
        foreach (PropertyInfo property in OwnValues.GetOrAdd(node.GetType(), FindOwnValues))
        {
            text.Append(' ').Append(property.Name).Append('=').Append(Show(property.GetValue(node)));
        }

        text.Append('\n');
        foreach (SyntaxNode child in node.Children)
        {
            Print(child, depth + 1, text);
        }
    }

    /// <summary>Texts, truths and kinds; children and what follows from them are not values of the node itself.</summary>
    private static PropertyInfo[] FindOwnValues(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is not null && IsValue(p.PropertyType))
            .OrderBy(p => p.MetadataToken),
    ];

    private static bool IsValue(Type type) =>
        type == typeof(string) || type == typeof(bool) || type.IsEnum || type == typeof(ImmutableArray<ComparisonOperator>);

    private static string Show(object? value) => value switch
    {
        string text => Quote(text),
        bool truth => truth ? "yes" : "no",
        ImmutableArray<ComparisonOperator> operators => "[" + string.Join(' ', operators) + "]",
        null => "-",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "-",
    };

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                _ when char.IsControl(c) => $"\\u{{{(int)c:X}}}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
