using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using GuidelineDsl.CodeGeneration.Compiling;
using GuidelineDsl.CodeGeneration.Lowering;
using GuidelineDsl.CodeGeneration.Writing;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.CodeGeneration;

/// <summary>What to make besides the assembly, and how.</summary>
public sealed record EmitOptions
{
    public static readonly EmitOptions Default = new();

    /// <summary>The name of the assembly.</summary>
    public string AssemblyName { get; init; } = "Guidelines";

    /// <summary>For running at once in memory: no symbols and no documentation.</summary>
    public bool InMemory { get; init; }

    /// <summary>The compiler's version as results and audit records show it; null for that of this library.</summary>
    public string? CompilerVersion { get; init; }
}

/// <param name="Assembly">The assembly.</param>
/// <param name="Symbols">Its portable PDB; empty for in-memory use.</param>
/// <param name="Documentation">Its documentation comments as XML, for editors; empty for in-memory use.</param>
/// <param name="Sources">The generated C#, by file name.</param>
/// <param name="Schema">The JSON schema of patient and result.</param>
public sealed record EmitResult(
    ImmutableArray<byte> Assembly,
    ImmutableArray<byte> Symbols,
    ImmutableArray<byte> Documentation,
    ImmutableArray<(string Path, string Text)> Sources,
    string Schema);

/// <summary>The model as readable C# and as an assembly. The same model gives the same bytes, anywhere.</summary>
public static class GuidelineEmitter
{
    public static EmitResult Emit(GuidelineModel model, EmitOptions options)
    {
        string version = options.CompilerVersion ?? VersionOf(typeof(GuidelineEmitter).Assembly);
        CSharpNames namespaces = new();
        List<(string Path, string Text)> sources = [];
        List<(string Name, byte[] Bytes)> resources = [];
        List<GuidelineDescription> descriptions = [];
        List<string> evaluators = [];
        foreach (Guideline guideline in model.Guidelines)
        {
            string name = namespaces.Add(guideline.Id);
            GuidelineLayout layout = new(guideline);
            FactCodes codes = new(layout);
            GuidelineDescription description = new DescriptionBuilder(layout, codes).Build(version);
            GuidelineNames names = new(guideline, "Guidelines." + name);
            string resource = name + ".description";
            sources.Add((name + ".Patient.g.cs", PatientWriter.Write(guideline, description, names)));
            (Circuit circuit, ImmutableArray<ConditionNode> tests) = CircuitBuilder.Build(layout, codes);
            sources.Add((name + ".Evaluator.g.cs", EvaluatorWriter.Write(layout, codes, names, description, SmallPlan(circuit), tests, resource)));
            resources.Add((resource, DescriptionWriter.Write(description)));
            resources.Add((CircuitFile.ResourceOf(guideline.Id), CircuitFile.Write(circuit)));
            descriptions.Add(description);
            evaluators.Add(names.Namespace + ".Evaluator");
        }

        SourceText[] texts = [.. model.Guidelines.SelectMany(guideline => guideline.Sources).DistinctBy(text => text.Path, StringComparer.Ordinal)];
        resources.AddRange(texts.Select(text => (GuidelineAssembly.SourceName(text.Path), Encoding.UTF8.GetBytes(text.Content))));
        sources.Add(("Assembly.g.cs", AssemblyWriter.Write(version, descriptions, evaluators)));
        (ImmutableArray<byte> assembly, ImmutableArray<byte> symbols, ImmutableArray<byte> documentation) = AssemblyCompiler.Compile(
            options.AssemblyName, [.. sources], resources, texts.Select(text => (text.Path, text.Content)), options.InMemory);
        return new EmitResult(assembly, symbols, documentation, [.. sources], options.InMemory ? "" : SchemaWriter.Write(descriptions));
    }

    /// <summary>The lookups of a guideline that is small enough for straight-line code; null when the runtime's kernel is to answer it.</summary>
    private static RowPlan? SmallPlan(Circuit circuit) =>
        circuit.Rules.Length <= QuickFormWriter.MostLanes && RowPlanner.Plan(circuit) is { LaneCount: <= QuickFormWriter.MostLanes } plan ? plan : null;

    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
