using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>Writes what the assembly says of itself: compiler, and for each guideline its name, version, digest and evaluator.</summary>
internal static class AssemblyWriter
{
    public static string Write(string compilerVersion, IReadOnlyList<GuidelineDescription> guidelines, IReadOnlyList<string> evaluators)
    {
        CSharpText text = new();
        text.Line($"[assembly: global::GuidelineDsl.Runtime.Loading.CompiledBy({CSharpText.Literal(compilerVersion)})]");
        for (int i = 0; i < guidelines.Count; i++)
        {
            GuidelineDescription guideline = guidelines[i];
            string version = guideline.Version is { } known ? CSharpText.Literal(known) : "null";
            text.Line(
                $"[assembly: global::GuidelineDsl.Runtime.Loading.CompiledGuideline({i}, {CSharpText.Literal(guideline.Id)}, {version}, "
                + $"{CSharpText.Literal(guideline.Digest)}, typeof(global::{evaluators[i]}))]");
        }

        return text.ToString();
    }
}
