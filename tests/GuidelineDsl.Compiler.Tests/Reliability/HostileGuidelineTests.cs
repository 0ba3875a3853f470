using System.Text;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Compiler.Tests.HouseRules;
using GuidelineDsl.Compiler.Tests.Reference;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Compilation = GuidelineDsl.Semantics.Compilation;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>Nothing that an author writes becomes code: words stay words, names stay names, whatever is in them.</summary>
public sealed class HostileGuidelineTests
{
    private static readonly string[] Words =
    [
        "*/ } } System.Environment.Exit(1); /*",
        "\"); System.Environment.Exit(1); //",
        "\\\"); System.IO.File.Delete(\"x\"); //",
        "\"\"\" + System.Environment.Exit(1) + \"\"\"",
        "@\"\" {0} $\"{System.Environment.Exit(1)}\"",
        "{{System.Environment.Exit(1)}}",
        "</summary><script>alert(1)</script> <see cref=\"System.Environment\"/> ]]> &lt; &#10;",
        "\n#line 1 \"x\"\n#if true\n#error stop\n#pragma warning disable\n#r \"x.dll\"",
        "a\r\nclass Evil { static Evil() { System.Environment.Exit(1); } }",
        "a\u2028System.Environment.Exit(1);\u2029b\u0085c",
        "\u202E)1(tixE.tnemnorivnE.metsyS\u202C\u2066x\u2069",
        "\\u0022); System.Environment.Exit(1); //",
        "\\x22\\U00000022\\n\\0",
        "a\u0001\u001B[2J\u007F",
        "\uFEFF\u200B\u200D\uFFFE",
        "\U0001F600 \U000E0041 \U0010FFFF",
        "'",
        "\\",
        "???/\"",
        "%s %n {0:C} {-1} $(whoami) `id` ${jndi:ldap://x}",
    ];

    private static readonly string[] Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "field", "finally", "fixed", "float", "foreach", "goto", "implicit", "int", "interface",
        "internal", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public",
        "readonly", "record", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try",
        "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "volatile", "while", "async", "await", "var", "dynamic", "nameof", "global", "value", "get",
        "set", "init", "required", "scoped", "file", "partial", "where", "yield", "with", "args", "evaluator", "patient", "truth", "number", "fact_", "Guideline", "instance", "description",
        "equals", "to_string", "get_hash_code", "get_type", "finalize", "memberwise_clone", "reference_equals", "new_patient", "evaluate", "patient_id", "get_value", "set_value",
        "visit_derived", "visit_decision", "System", "GuidelineDsl", "Guidelines", "evaluation_state", "dispose", "main", "cctor", "ctor",
    ];

    public static TheoryData<int> WordNumbers => [.. Enumerable.Range(0, Words.Length)];

    [Theory]
    [MemberData(nameof(WordNumbers))]
    public void Words_stay_words(int number)
    {
        string words = Words[number];
        EmitResult emitted = Compiled.Emit(Template(Quoted(words)), EmitOptions.Default);

        EmittedCalls.Forbidden(emitted.Assembly).ShouldBeEmpty();
        Shape(emitted).ShouldBe(Shape(Compiled.Emit(Template("\"plain\""), EmitOptions.Default)), "the code has another shape than with harmless words");
        IGuidelineEvaluator evaluator = GuidelineAssembly.LoadFromBytes(emitted.Assembly.AsMemory()).Evaluators.Single();
        PatientReading reading = evaluator.ReadPatient("""{ "f": true, "e": "v1", "t": ["m1"] }"""u8, Compiled.Today);
        evaluator.Evaluate(reading.Patient!, Compiled.Today, trace: true).Decisions.Single().Rules.Single().Because.ShouldBe(words);
        System.Text.Json.JsonDocument.Parse(emitted.Schema).RootElement.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
    }

    [Theory]
    [InlineData("\"\\u{0}\"")]
    [InlineData("\"\\u{D800}\"")]
    [InlineData("\"\\u{110000}\"")]
    [InlineData("\"\\u{}\"")]
    [InlineData("\"\0\"")]
    public void Words_that_no_text_can_hold_are_errors(string words) =>
        Compilation.Create([new SourceText("w.gdl", Template(words))], new HostileFiles()).IsBound.ShouldBeFalse();

    [Fact]
    public void Keywords_and_the_names_of_the_runtime_are_names()
    {
        string[] names = [.. Keywords.Where(k => IsName(k))];
        names.Length.ShouldBeGreaterThan(100);
        StringBuilder text = new("guideline System \"S\" { version \"1\" status draft }\nsource s \"S\" { kind summary year 2020 }\naction a \"A\" : drug\n");
        foreach (string name in names)
        {
            text.Append(name.Length % 2 == 0 ? $"fact {name} \"F\" : yes/no\n" : $"fact {name} \"F\" : one of {{ {name}, other }}\n");
        }

        string all = string.Join(" and ", names.Select(n => n.Length % 2 == 0 ? n : $"{n} is {n}"));
        text.Append($"decision evaluator_ \"D\" {{ choose one rule is_ \"R\" {{ when {all} recommend a evidence ungraded cite s }} }}\n");
        EmittedCalls.Forbidden(Compiled.Emit(text.ToString(), EmitOptions.Default).Assembly).ShouldBeEmpty();
    }

    [Fact]
    public void Names_that_fall_together_stay_apart()
    {
        const string Text = """
            guideline g "G" { version "1" status draft }
            source s "S" { kind summary year 2020 }
            action a "A" : drug
            fact ab_c "1" : yes/no
            fact abC "2" : yes/no
            fact aB_c "3" : yes/no
            fact AbC "4" : yes/no
            fact ab_c_2 "5" : yes/no
            fact abC_2 "6" : yes/no
            fact lower "7" : one of { x_y, xY, X_y, XY, xy }
            fact LOWER "8" : set of { x_y, xY, X_y, XY, xy }
            define rule_d "D" = ab_c and not abC
            decision d "D" {
              choose all
              rule r_a "R" { when aB_c and not AbC recommend a evidence ungraded cite s }
              rule rA "R" { when ab_c_2 and not abC_2 recommend a evidence ungraded cite s }
              rule R_a "R" { when lower is xY and LOWER includes X_y recommend a evidence ungraded cite s }
              rule RA "R" { when rule_d recommend a evidence ungraded cite s }
            }
            """;
        Compiled guideline = Compiled.From(Text);
        guideline.Decide("""{ "ab_c": true, "abC": false, "aB_c": true, "AbC": true, "ab_c_2": true, "abC_2": false, "lower": "xY", "LOWER": ["xY"] }""")
            .Rules.Select(r => r.Id).ShouldBe(["rA", "RA"]);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public void Long_names_are_names(int length)
    {
        string name = new('n', length);
        Compiled guideline = Compiled.From($$"""
            guideline {{name}} "G" { version "1" status draft }
            source s "S" { kind summary year 2020 }
            action {{name}}a "A" : drug
            fact {{name}}f "F" : yes/no
            fact {{name}}e "E" : one of { {{name}}v, {{name}}w }
            decision {{name}}d "D" { choose one rule {{name}}r "R" { when {{name}}f and {{name}}e is {{name}}w recommend {{name}}a evidence ungraded cite s } }
            """);
        guideline.Decide($$"""{ "{{name}}f": true, "{{name}}e": "{{name}}w" }""").Status.ShouldBe(DecisionStatus.Decided);
    }

    [Theory]
    [InlineData("a\"b.gdl")]
    [InlineData("a\nSystem.Environment.Exit(1);.gdl")]
    [InlineData("a\\\" //.gdl")]
    [InlineData("a#line 7.gdl")]
    [InlineData("\u202Ea\u2028b.gdl")]
    public void Paths_stay_paths(string path)
    {
        Compilation compilation = Compilation.Create([new SourceText(path, Template("\"plain\""))], new HostileFiles());
        EmittedCalls.Forbidden(GuidelineEmitter.Emit(compilation.Model, EmitOptions.Default).Assembly).ShouldBeEmpty();
    }

    [Fact]
    public void Every_shipped_guideline_only_evaluates()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "guidelines"), "*.gdl", SearchOption.AllDirectories)];
        Compilation compilation = Compilation.Create(
            [.. files.Select(f => new SourceText(Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'), File.ReadAllText(f)))], new HostileFiles());
        EmittedCalls.Forbidden(GuidelineEmitter.Emit(compilation.Model, EmitOptions.Default).Assembly).ShouldBeEmpty();
    }

    [Fact]
    public void Random_guidelines_only_evaluate()
    {
        for (int seed = 1; seed <= 15; seed++)
        {
            EmittedCalls.Forbidden(Compiled.Emit(new RandomGuideline(seed, isRich: true).Write()).Assembly).ShouldBeEmpty($"seed {seed}");
        }
    }

    /// <summary>The list does find what it is for.</summary>
    [Fact]
    public void The_list_forbids_what_reaches_further()
    {
        EmittedCalls.Forbidden(File.ReadAllBytes(typeof(HostileGuidelineTests).Assembly.Location)).ShouldNotBeEmpty();
    }

    private static string Template(string words) => $$"""
        guideline g {{words}} { version {{words}} status draft publisher {{words}} abbreviation ABC {{words}} disclaimer {{words}} note {{words}} }
        source s {{words}} { kind summary year 2020 publisher {{words}} authors {{words}} doi {{words}} url {{words}} note {{words}} }
        fact f {{words}} : yes/no judgement
        fact e {{words}} : one of { v1 {{words}}, v2 {{words}} }
        fact t {{words}} : set of { m1 {{words}}, m2 {{words}} }
        fact n {{words}} : number 0 to 10 cm
        action a {{words}} : drug { synonyms {{words}} note {{words}} }
        action b {{words}} : drug
        class c {{words}} = { a, b }
        define d1 {{words}} = f and not (n > 5 cm)
        constraint k {{words}} = f or not f
        classify y {{words}} as { G1 {{words}}, G2 {{words}} } { G1 when f G2 otherwise cite s {{words}} }
        score sc {{words}} { add 1 when f cite s {{words}} }
        compute q {{words}} : number cm = n + 1 cm
        decision d {{words}} {
          for everyone
          choose one
          rule r {{words}} {
            when f and e is v1 and t includes m1
            recommend one of c dose 1 mg route {{words}} until {{words}} wording {{words}} note {{words}}
            evidence ungraded
            cite s {{words}} {{words}}
            because {{words}}
          }
          silent when not f and d1 because {{words}} cite s {{words}}
          partial because {{words}}
          remark {{words}} cite s {{words}}
        }
        """;

    private static string Quoted(string words)
    {
        StringBuilder text = new("\"");
        foreach (char c in words)
        {
            text.Append(c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) || c is '\u2028' or '\u2029' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format || c >= '\uFFF0'
                ? $"\\u{{{(int)c:X}}}" : c.ToString());
        }

        return text.Append('"').ToString();
    }

    private static bool IsName(string name) =>
        !Compilation.Create([new SourceText("n.gdl", $"vocabulary v \"V\" {{ }}\nfact {name} \"F\" : yes/no\n")], new HostileFiles())
            .Diagnostics.Any(d => d.Severity == GuidelineDsl.Syntax.Diagnostics.Severity.Error);

    /// <summary>The kinds of all tokens and directives of the generated code: its shape, without its words.</summary>
    private static string Shape(EmitResult emitted) => string.Join('\n', emitted.Sources.Select(source =>
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source.Text).GetRoot();
        return source.Path + ": " + string.Join(' ', root.DescendantTokens().Select(t => t.IsKind(SyntaxKind.StringLiteralToken) ? "S" : t.IsKind(SyntaxKind.NumericLiteralToken) ? "N" : ((int)t.Kind()).ToString(System.Globalization.CultureInfo.InvariantCulture)))
            + " directives " + root.DescendantTrivia().Count(t => t.IsDirective);
    }));

    private sealed class HostileFiles : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            string full = Path.Combine(Repository.Root, path);
            return File.Exists(full) ? new SourceText(path, File.ReadAllText(full)) : null;
        }
    }
}
