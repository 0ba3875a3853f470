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

    /// <summary>How conditions are evaluated; null for what suits the guideline's size.</summary>
    public EvaluatorShape? Shape { get; init; }

    /// <summary>The compiler's version as results and audit records show it; null for that of this library.</summary>
    public string? CompilerVersion { get; init; }
}

/// <summary>How the conditions of a guideline come into its assembly.</summary>
public enum EvaluatorShape
{
    /// <summary>As readable methods and straight-line code, where one word of bits has room for them.</summary>
    Code,

    /// <summary>As data that the runtime evaluates.</summary>
    Data,
}

/// <param name="Assembly">The assembly.</param>
/// <param name="Symbols">Its portable PDB; empty for in-memory use.</param>
/// <param name="Documentation">Its documentation comments as XML, for editors; empty for in-memory use.</param>
/// <param name="Schema">The JSON schema of patient and result.</param>
/// <param name="WriteSources">Writes the generated C#.</param>
public sealed record EmitResult(
    ImmutableArray<byte> Assembly,
    ImmutableArray<byte> Symbols,
    ImmutableArray<byte> Documentation,
    string Schema,
    Lazy<ImmutableArray<(string Path, string Text)>> WriteSources)
{
    /// <summary>The generated C#, by file name: what is compiled, and of a large guideline also its conditions for people to read.</summary>
    public ImmutableArray<(string Path, string Text)> Sources => WriteSources.Value;
}

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
        List<Func<(string Path, string Text)>> readings = [];
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
            RowPlan plan = RowPlanner.Plan(circuit);
            bool fits = plan.LaneCount <= QuickFormWriter.MostLanes;
            EvaluatorWriter writer = new(layout, codes, names, description);
            if ((options.Shape ?? (fits ? EvaluatorShape.Code : EvaluatorShape.Data)) == EvaluatorShape.Code)
            {
                sources.Add((name + ".Evaluator.g.cs", writer.WriteCode(fits ? plan : null, tests, resource)));
            }
            else
            {
                sources.Add((name + ".Evaluator.g.cs", writer.WriteData(resource)));
                readings.Add(() => (name + ".Conditions.g.cs", writer.WriteReading(tests)));
                resources.Add((ConditionFile.ResourceOf(guideline.Id), ConditionFile.Write(ConditionDataBuilder.Build(layout, codes, tests))));
            }

            if (!fits || options.Shape == EvaluatorShape.Data)
            {
                resources.Add((RowFile.ResourceOf(guideline.Id), RowFile.Write(plan, description)));
            }

            resources.Add((resource, DescriptionWriter.Write(description)));
            resources.Add((DescriptionWriter.PartsOf(resource), DescriptionWriter.WriteParts(description)));
            resources.Add((DescriptionWriter.WordsOf(resource), DescriptionWriter.WriteConditions(description)));
            resources.Add((CircuitFile.ResourceOf(guideline.Id), CircuitFile.Write(circuit)));
            descriptions.Add(description);
            evaluators.Add(names.Namespace + ".Evaluator");
        }

        SourceText[] texts = [.. model.Guidelines.SelectMany(guideline => guideline.Sources).DistinctBy(text => text.Path, StringComparer.Ordinal)];
        resources.AddRange(texts.Select(text => (GuidelineAssembly.SourceName(text.Path), Encoding.UTF8.GetBytes(text.Content))));
        sources.Add(("Assembly.g.cs", AssemblyWriter.Write(version, descriptions, evaluators)));
        (ImmutableArray<byte> assembly, ImmutableArray<byte> symbols, ImmutableArray<byte> documentation) = AssemblyCompiler.Compile(
            options.AssemblyName, [.. sources], resources, texts.Select(text => (text.Path, text.Content)), options.InMemory);
        return new EmitResult(
            assembly,
            symbols,
            documentation,
            options.InMemory ? "" : SchemaWriter.Write(descriptions),
            new Lazy<ImmutableArray<(string, string)>>(() => [.. sources, .. readings.Select(write => write())]));
    }

    /// <summary>Starts the compiler beside other work, for who will emit soon and once.</summary>
    public static void Prepare() => AssemblyCompiler.Prepare();

    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
