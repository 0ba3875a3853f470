using System.Text.Encodings.Web;
using System.Text.Json;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>How every JSON document of the tool is written: indented, line feeds, text unescaped where JSON allows it.</summary>
public static class JsonText
{
    public static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one document and a final line feed.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> write)
    {
        using (Utf8JsonWriter writer = new(output, Options))
        {
            write(writer);
        }

        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
