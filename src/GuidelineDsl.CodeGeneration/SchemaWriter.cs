using GuidelineDsl.Runtime.Evaluation;
namespace GuidelineDsl.CodeGeneration;
internal static class SchemaWriter
{
    public static string Write(IReadOnlyList<GuidelineDescription> guidelines) => "{}";
}
