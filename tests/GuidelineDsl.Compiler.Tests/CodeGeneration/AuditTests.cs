using System.Buffers;
using System.Text;
using GuidelineDsl.Runtime.Audit;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>An audit record proves an answer, and tells precisely when it does not.</summary>
public sealed class AuditTests
{
    private static readonly Compiled FirstLine = Compiled.From(Samples.FirstLine);

    private static readonly string Record = Write(
        """{ "id": "p1", "extent": "metastatic", "resectable": false, "differentiation": "well", "sstr": "positive", "ki67": 9.90 }""");

    [Fact]
    public void A_record_replays_byte_for_byte()
    {
        AuditRecord.Replay(Encoding.UTF8.GetBytes(Record + "\n"), [FirstLine.Evaluator]).Outcome.ShouldBe(ReplayOutcome.Same);
        Record.ShouldContain("\"ki67\":9.90");
        Write("""{"ki67":1}""").ShouldBe(Write("""{"ki67":1}"""));
    }

    [Fact]
    public void A_changed_answer_is_found_with_its_place()
    {
        ReplayReport report = Replay(Record.Replace("\"status\":\"decided\"", "\"status\":\"silent\"", StringComparison.Ordinal));
        report.Outcome.ShouldBe(ReplayOutcome.Damaged);
        report.Path.ShouldBe("decisions[0].status");
        report.Recorded.ShouldBe("\"silent\"");
        report.Replayed.ShouldBe("\"decided\"");
    }

    [Fact]
    public void A_changed_patient_is_found() =>
        Replay(Record.Replace("9.90", "9.80", StringComparison.Ordinal)).Outcome.ShouldBe(ReplayOutcome.Damaged);

    [Fact]
    public void Another_version_is_told_apart()
    {
        Compiled changed = Compiled.From(Samples.FirstLine.Replace("10 %", "20 %", StringComparison.Ordinal));
        ReplayReport report = AuditRecord.Replay(Encoding.UTF8.GetBytes(Record), [changed.Evaluator]);
        report.Outcome.ShouldBe(ReplayOutcome.OtherVersion);
        report.Recorded.ShouldBe(FirstLine.Evaluator.Description.Digest);
        report.Replayed.ShouldBe(changed.Evaluator.Description.Digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"schema\":\"gdl-audit/1\"")]
    public void What_is_no_record_is_called_damaged(string text) => Replay(text).Outcome.ShouldBe(ReplayOutcome.Damaged);

    [Fact]
    public void A_record_that_is_cut_off_is_damaged() => Replay(Record[..(Record.Length / 2)]).Outcome.ShouldBe(ReplayOutcome.Damaged);

    private static ReplayReport Replay(string record) => AuditRecord.Replay(Encoding.UTF8.GetBytes(record), [FirstLine.Evaluator]);

    private static string Write(string patient)
    {
        ArrayBufferWriter<byte> output = new();
        AuditRecord.Write(FirstLine.Evaluator, Encoding.UTF8.GetBytes(patient), Compiled.Today, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
