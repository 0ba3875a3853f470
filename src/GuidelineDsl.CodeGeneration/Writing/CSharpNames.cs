using System.Globalization;
using System.Text;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>
/// Names of an author as C# names: the letters and digits of <c>line_of_therapy</c> as <c>LineOfTherapy</c>, each name once within its
/// scope. Names in pascal case are never keywords; what the scope already has is given a number.
/// </summary>
internal sealed class CSharpNames(params ReadOnlySpan<string> taken)
{
    /// <summary>Longer names are cut: an assembly cannot hold any name, and nobody reads one.</summary>
    private const int Longest = 200;

    private readonly HashSet<string> _taken = new([.. taken], StringComparer.OrdinalIgnoreCase);

    public string Add(string id)
    {
        string name = Pascal(id);
        string unique = name;
        for (int i = 2; !_taken.Add(unique); i++)
        {
            unique = name + "_" + i.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private static string Pascal(string id)
    {
        StringBuilder name = new();
        bool upper = true;
        foreach (char c in id)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(upper ? char.ToUpperInvariant(c) : c);
                upper = false;
            }
            else if (char.IsLetterOrDigit(c))
            {
                // A letter outside ASCII is spelt by its number: two spellings of one letter cannot fall together or be normalised.
                name.Append('U').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                upper = false;
            }
            else
            {
                upper = true;
            }
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            name.Insert(0, 'N');
        }

        return name.Length > Longest ? name.ToString(0, Longest) : name.ToString();
    }
}
