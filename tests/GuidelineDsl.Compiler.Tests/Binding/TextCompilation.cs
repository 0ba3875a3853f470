using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>Compilations of texts in memory.</summary>
internal static class TextCompilation
{
    public const string Prelude = """
        guideline g "G" { version "1" status draft }
        source s "Source" { kind review year 2020 }
        fact ki67 "Ki-67 index" : number 0 to 100 % resolution 0.1
        fact size "Tumour size" : number 0 to 50 cm
        fact count "Count" : number 0 to 20 resolution 1
        fact stage "Stage" : ordered one of { I, II, III }
        fact site "Site" : one of { liver, lung, bone }
        fact spread "Spread" : set of { nodes, pleura }
        fact fit "Fit" : yes/no
        fact scan "Last scan" : date 2000-01-01 to 2030-12-31
        action a "Drug A" : drug
        action b "Drug B" : drug

        """;

    public static Compilation Of(string text, params (string Path, string Text)[] others) => Compilation.Create(
        [new SourceText("g.gdl", text)], new InMemory(others.ToDictionary(o => o.Path, o => new SourceText(o.Path, o.Text))));

    /// <summary>A rule with this condition, after the prelude.</summary>
    public static Compilation OfCondition(string condition) => Of(
        Prelude + $"decision d \"D\" {{\n  rule r \"R\" {{\n    when {condition}\n    recommend a\n    evidence ungraded\n    cite s\n  }}\n}}\n");

    /// <summary>Each message with its code and the text it points at.</summary>
    public static string[] Messages(this Compilation compilation) =>
        [.. compilation.Diagnostics.Select(d => $"{d.Code} [{d.Location.Text}] {d.Message}{(d.Help is null ? "" : " → " + d.Help)}")];

    private sealed class InMemory(Dictionary<string, SourceText> files) : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            return files.GetValueOrDefault(path);
        }
    }
}
