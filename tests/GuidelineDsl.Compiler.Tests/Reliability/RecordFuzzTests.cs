using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.PortableExecutable;
using System.Text;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Runtime.Audit;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>
/// Audit records and the data of assemblies, changed at random. GDL_FUZZ_COUNT sets how many are tried, GDL_FUZZ_SEED where it begins. The code of an assembly is
/// not changed: who can change code can do whatever code can.
/// </summary>
public sealed class RecordFuzzTests
{
    private static readonly string[] Dictionary =
    [
        "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ",", ":", "null", "true", "0", "-0", "1e400", "1e-2147483648", "sha256:", "\"schema\":", "\"gdl-audit/1\"", "\"patient\":", "\"today\":", "\"0001-01-01\"", "\"9999-12-31\"", "\"digest\":\"\"", "\0", "\uFEFF", "\uD83D",
        " ", "\t",
    ];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("GDL_FUZZ_COUNT"), CultureInfo.InvariantCulture, out int n) ? n : 1_500;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("GDL_FUZZ_SEED"), CultureInfo.InvariantCulture, out int n) ? n : 1;

    [Fact]
    public void Changed_records_are_never_the_same()
    {
        IGuidelineEvaluator evaluator = Compiled.From(Samples.FirstLine).Evaluator;
        string[] records =
        [
            .. new[] { "{}", """{ "id": "p1", "extent": "metastatic", "resectable": false, "differentiation": "well", "sstr": "positive", "ki67": 9.9 }""", """{"ki67":"9.90 %","mitoses":{"value":3}}""" }
                .Select(patient =>
                {
                    ArrayBufferWriter<byte> output = new();
                    AuditRecord.Write(evaluator, Encoding.UTF8.GetBytes(patient), Compiled.Today, output);
                    return Encoding.UTF8.GetString(output.WrittenSpan);
                }),
        ];
        for (int i = 0; i < Count * 5; i++)
        {
            Random random = new((Seed * 1_000_003) + i);
            string record = records[random.Next(records.Length)];
            string changed = new Mutator(random.Next(), Dictionary).Mutate(record, records[random.Next(records.Length)]);
            if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(changed)) != record)
            {
                AuditRecord.Replay(Encoding.UTF8.GetBytes(changed), [evaluator]).Outcome.ShouldNotBe(ReplayOutcome.Same, $"seed {Seed}, record {i}: {changed}");
            }
        }
    }

    [Theory]
    [InlineData(EvaluatorShape.Code)]
    [InlineData(EvaluatorShape.Data)]
    public void Changed_data_of_assemblies_are_refused_or_read(EvaluatorShape shape)
    {
        ImmutableArray<byte> assembly = Compiled.Emit(Samples.FirstLine, new EmitOptions { InMemory = true, Shape = shape }).Assembly;
        (int start, int length) = Resources(assembly);
        length.ShouldBeGreaterThan(1_000);
        int refused = 0;
        for (int i = 0; i < Count / 5; i++)
        {
            Random random = new((Seed * 1_000_003) + i);
            byte[] changed = [.. assembly];
            for (int n = random.Next(1, 6); n > 0; n--)
            {
                int at = start + random.Next(length);
                changed[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => 0xFF, _ => (byte)(changed[at] ^ (1 << random.Next(8))) };
            }

            try
            {
                IGuidelineEvaluator evaluator = GuidelineAssembly.LoadFromBytes(changed).Evaluators.Single();
                foreach (string patient in (string[])["{}", """{ "extent": "metastatic", "resectable": false, "differentiation": "well", "sstr": "positive", "ki67": 9.9 }"""])
                {
                    if (evaluator.ReadPatient(Encoding.UTF8.GetBytes(patient), Compiled.Today).Patient is { } read)
                    {
                        evaluator.Evaluate(read, Compiled.Today, trace: true);
                    }
                }
            }
            catch (GuidelineLoadException)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {Seed}, assembly {i}, {shape}: {e}", e);
            }
        }

        refused.ShouldBeGreaterThan(0);
    }

    /// <summary>Where the resources of an assembly lie in its file.</summary>
    private static (int Start, int Length) Resources(ImmutableArray<byte> assembly)
    {
        using PEReader reader = new(assembly);
        DirectoryEntry resources = reader.PEHeaders.CorHeader!.ResourcesDirectory;
        reader.PEHeaders.TryGetDirectoryOffset(resources, out int offset).ShouldBeTrue();
        return (offset, resources.Size);
    }
}
