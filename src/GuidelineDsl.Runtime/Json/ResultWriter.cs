using System.Buffers;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Json;

/// <summary>Writes results as <c>gdl-result/1</c>: members in a fixed order and exact decimals, so that equal results are equal bytes.</summary>
public static class ResultWriter
{
    /// <summary>The name of the form.</summary>
    public const string Schema = "gdl-result/1";

    /// <summary>Writes one result as UTF-8 JSON.</summary>
    /// <param name="result">The result; its trace is written where it has one.</param>
    /// <param name="output">Where to.</param>
    /// <param name="indented">With line breaks for people; otherwise one line, without a line break at its end.</param>
    public static void Write(GuidelineResult result, IBufferWriter<byte> output, bool indented = false) =>
        throw new NotImplementedException();
}
