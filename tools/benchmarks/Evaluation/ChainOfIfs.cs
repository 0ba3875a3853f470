using System.Diagnostics;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// The rules of a <see cref="LargeGuideline"/> as an application would write them by hand: ifs over <c>double?</c>, first whether a rule may hold, then whether it does. To
/// its favour the chain is cut into methods small enough to be optimised, and they are at their first call.
/// </summary>
internal sealed class ChainOfIfs
{
    private const int RulesPerMethod = 25;

    private readonly Action<double?[], ulong[], ulong[]> _tell;

    private ChainOfIfs(Action<double?[], ulong[], ulong[]> tell, double milliseconds)
    {
        _tell = tell;
        Milliseconds = milliseconds;
    }

    /// <summary>How long the C# compiler took.</summary>
    public double Milliseconds { get; }

    public static ChainOfIfs Compile(LargeGuideline guideline)
    {
        string text = Write(guideline);
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll").Select(path => MetadataReference.CreateFromFile(path));
        Stopwatch time = Stopwatch.StartNew();
        using MemoryStream assembly = new();
        if (!CSharpCompilation.Create(
                "Chain", [CSharpSyntaxTree.ParseText(text)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release))
            .Emit(assembly).Success)
        {
            throw new InvalidOperationException("The chain of ifs does not compile.");
        }

        double milliseconds = time.Elapsed.TotalMilliseconds;
        Action<double?[], ulong[], ulong[]> tell = Assembly.Load(assembly.ToArray()).GetType("Chain")!.GetMethod("Tell")!.CreateDelegate<Action<double?[], ulong[], ulong[]>>();
        ulong[] words = new ulong[(guideline.Rules.Length + 63) / 64];
        time.Restart();
        tell(new double?[LargeGuideline.Facts], words, [.. words]);
        return new ChainOfIfs(tell, milliseconds) { FirstCall = time.Elapsed.TotalMilliseconds };
    }

    /// <summary>How long the first call took: the just-in-time compiler.</summary>
    public double FirstCall { get; private init; }

    public void Tell(double?[] patient, ulong[] certain, ulong[] possible) => _tell(patient, certain, possible);

    private static string Write(LargeGuideline guideline)
    {
        StringBuilder text = new("public static class Chain\n{\n");
        int methods = (guideline.Rules.Length + RulesPerMethod - 1) / RulesPerMethod;
        text.Append("public static void Tell(double?[] p, ulong[] certain, ulong[] possible)\n{\nSystem.Array.Clear(certain);\nSystem.Array.Clear(possible);\n");
        for (int method = 0; method < methods; method++)
        {
            text.Append($"Part{method}(p, certain, possible);\n");
        }

        text.Append("}\n");
        for (int method = 0; method < methods; method++)
        {
            text.Append($"[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]\nprivate static void Part{method}(double?[] p, ulong[] certain, ulong[] possible)\n{{\n");
            for (int fact = 0; fact < LargeGuideline.Facts; fact++)
            {
                text.Append($"double? f{fact} = p[{fact}];\n");
            }

            for (int rule = method * RulesPerMethod; rule < Math.Min((method + 1) * RulesPerMethod, guideline.Rules.Length); rule++)
            {
                string may = string.Join(" && ", guideline.Rules[rule].Select(c => $"!(f{c.Fact} {(c.IsBelow ? ">=" : "<")} {c.Limit})"));
                string does = string.Join(" && ", guideline.Rules[rule].Select(c => $"f{c.Fact} {(c.IsBelow ? "<" : ">=")} {c.Limit}"));
                text.Append($"if ({may}) {{ possible[{rule / 64}] |= {1UL << (rule % 64)}UL; if ({does}) certain[{rule / 64}] |= {1UL << (rule % 64)}UL; }}\n");
            }

            text.Append("}\n");
        }

        return text.Append("}\n").ToString();
    }
}
