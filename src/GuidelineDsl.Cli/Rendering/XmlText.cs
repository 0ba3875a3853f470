using System.Text;
using System.Xml;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>Text as XML may carry it: it has no place for most control characters, which names of tests and files can have.</summary>
internal static class XmlText
{
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i++]).Append(text[i]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return clean.ToString();
    }
}
