using System.Buffers;
using System.Text;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Runtime.Audit;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>Assemblies and audit records that are not ours, are cut off or were tampered with are refused in words.</summary>
public sealed class HostileAssemblyTests
{
    private static readonly byte[] Assembly = [.. Compiled.Emit(Samples.FirstLine).Assembly];

    [Fact]
    public void Every_cut_is_refused()
    {
        for (int length = 0; length < Assembly.Length; length += 1 + (Assembly.Length / 150))
        {
            Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.LoadFromBytes(Assembly.AsMemory(0, length)), $"cut at {length} of {Assembly.Length}");
        }
    }

    [Fact]
    public void Assemblies_of_others_are_refused()
    {
        foreach (Type type in (Type[])[typeof(object), typeof(Enumerable), typeof(GuidelineAssembly), typeof(GuidelineDsl.CodeGeneration.GuidelineEmitter), typeof(HostileAssemblyTests)])
        {
            string message = Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.LoadFromBytes(File.ReadAllBytes(type.Assembly.Location))).Message;
            message.ShouldNotContain("Exception");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ")]
    [InlineData("{\"schema\":\"gdl-check/1\"}")]
    [InlineData("guideline g \"G\" { }")]
    public void Other_files_are_refused(string content) =>
        Should.Throw<GuidelineLoadException>(() => GuidelineAssembly.LoadFromBytes(Encoding.UTF8.GetBytes(content)));

    /// <summary>The description is data: whatever is changed in it, it is read or refused, and nothing else happens.</summary>
    [Fact]
    public void A_tampered_description_is_refused_or_read()
    {
        int start = Assembly.AsSpan().IndexOf("ssa_low_proliferation"u8);
        start.ShouldBeGreaterThan(0);
        int from = Math.Max(0, start - 2_000);
        int refused = 0;
        for (int i = from; i < Math.Min(Assembly.Length, start + 2_000); i += 7)
        {
            byte[] changed = [.. Assembly];
            changed[i] ^= (byte)(1 << (i % 8));
            try
            {
                GuidelineAssembly.LoadFromBytes(changed).Evaluators.Single().Description.Decisions.IsDefault.ShouldBeFalse();
            }
            catch (GuidelineLoadException)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Every_changed_byte_of_a_record_is_found()
    {
        IGuidelineEvaluator evaluator = GuidelineAssembly.LoadFromBytes(Assembly).Evaluators.Single();
        ArrayBufferWriter<byte> output = new();
        AuditRecord.Write(evaluator, """{ "id": "p1", "extent": "metastatic", "resectable": false, "differentiation": "well", "sstr": "positive", "ki67": 9.9 }"""u8, Compiled.Today, output);
        byte[] record = output.WrittenSpan.ToArray();
        AuditRecord.Replay(record, [evaluator]).Outcome.ShouldBe(ReplayOutcome.Same);
        for (int i = 0; i < record.Length; i++)
        {
            byte[] changed = [.. record];
            changed[i] ^= (byte)(1 << (i % 7));
            AuditRecord.Replay(changed, [evaluator]).Outcome.ShouldNotBe(ReplayOutcome.Same, $"byte {i}: {Encoding.UTF8.GetString(changed)}");
        }

        for (int length = 0; length < record.Length; length += 3)
        {
            AuditRecord.Replay(record.AsSpan(0, length), [evaluator]).Outcome.ShouldNotBe(ReplayOutcome.Same);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"schema\":\"gdl-audit/1\",\"guideline\":null,\"digest\":\"x\"}")]
    [InlineData("{\"schema\":\"gdl-audit/1\",\"guideline\":{\"id\":1,\"version\":[],\"digest\":{}},\"compiler\":0,\"today\":\"x\",\"patient\":{},\"result\":{},\"digest\":\"\"}")]
    [InlineData("{\"schema\":\"gdl-audit/1\",\"guideline\":{\"id\":\"gep_nen\",\"version\":\"1\",\"digest\":\"sha256:0\"},\"compiler\":\"0\",\"today\":\"9999-99-99\",\"patient\":{},\"result\":{},\"digest\":\"\"}")]
    [InlineData("{\"schema\":\"gdl-audit/1\",\"guideline\":{\"id\":null,\"version\":null,\"digest\":null},\"compiler\":null,\"today\":\"2025-01-01\",\"patient\":{},\"result\":{},\"digest\":null}")]
    public void Strange_records_are_damaged(string record)
    {
        IGuidelineEvaluator evaluator = GuidelineAssembly.LoadFromBytes(Assembly).Evaluators.Single();
        AuditRecord.Replay(Encoding.UTF8.GetBytes(record), [evaluator]).Outcome.ShouldBeOneOf(ReplayOutcome.Damaged, ReplayOutcome.OtherVersion);
    }
}
