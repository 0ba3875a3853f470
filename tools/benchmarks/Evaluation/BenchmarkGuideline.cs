using System.Globalization;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Syntax.Text;
using FactValue = GuidelineDsl.Runtime.Evaluation.FactValue;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>The 24 rules over 9 facts, compiled, and the same distinct patients in every form that a competitor takes; one value in ten is missing.</summary>
internal static class BenchmarkGuideline
{
    /// <summary>Enough that the branch predictor does not learn them by heart.</summary>
    public const int Patients = 1 << 16;

    public static readonly DateOnly Today = new(2025, 10, 10);

    public static IGuidelineEvaluator Load() => Load(Text());

    public static string Text()
    {
        using Stream stream = typeof(BenchmarkGuideline).Assembly.GetManifestResourceStream("benchmark24.gdl")!;
        return new StreamReader(stream).ReadToEnd();
    }

    public static IGuidelineEvaluator Load(string text) =>
        GuidelineAssembly.LoadFromBytes(Emit(text).Assembly.AsMemory()).Evaluators.Single();

    public static EmitResult Emit(string text) => GuidelineEmitter.Emit(Bind(text).Model, new EmitOptions { InMemory = true });

    public static Compilation Bind(string text)
    {
        Compilation compilation = Compilation.Create([new SourceText("benchmark.gdl", text)], new NoImports());
        return compilation.IsBound ? compilation : throw new InvalidOperationException(compilation.Diagnostics[0].Message);
    }

    public static CodedPatient[] Coded()
    {
        Random random = new(24);
        return [.. Enumerable.Range(0, Patients).Select(_ => new CodedPatient
        {
            Ki67 = Number(1000),
            Age = Number(120),
            Gfr = Number(200),
            Differentiation = Named(2),
            Sstr = Named(2),
            Extent = Named(3),
            Site = Named(4),
            Ecog = Named(5),
            Resectable = Named(2),
        })];

        int Number(int most) => random.Next(10) == 0 ? -1 : random.Next(most + 1);
        byte Named(int count) => (byte)(random.Next(10) == 0 ? 0 : 1 + random.Next(count));
    }

    /// <summary>The same patients with all facts known.</summary>
    public static CodedPatient[] Known()
    {
        CodedPatient[] coded = Coded();
        Random random = new(1);
        for (int i = 0; i < coded.Length; i++)
        {
            ref CodedPatient p = ref coded[i];
            p.Ki67 = p.Ki67 < 0 ? random.Next(1001) : p.Ki67;
            p.Age = p.Age < 0 ? random.Next(121) : p.Age;
            p.Gfr = p.Gfr < 0 ? random.Next(201) : p.Gfr;
            p.Differentiation = Math.Max((byte)1, p.Differentiation);
            p.Sstr = Math.Max((byte)1, p.Sstr);
            p.Extent = Math.Max((byte)1, p.Extent);
            p.Site = Math.Max((byte)1, p.Site);
            p.Ecog = Math.Max((byte)1, p.Ecog);
            p.Resectable = Math.Max((byte)1, p.Resectable);
        }

        return coded;
    }

    public static PlainPatient[] Plain(CodedPatient[] patients) => [.. patients.Select(p => new PlainPatient
    {
        Ki67 = p.Ki67 < 0 ? null : p.Ki67 / 10.0,
        Age = p.Age < 0 ? null : p.Age,
        Gfr = p.Gfr < 0 ? null : p.Gfr,
        Differentiation = p.Differentiation == 0 ? null : (Differentiation)(p.Differentiation - 1),
        Sstr = p.Sstr == 0 ? null : (Sstr)(p.Sstr - 1),
        Extent = p.Extent == 0 ? null : (Extent)(p.Extent - 1),
        Site = p.Site == 0 ? null : (Site)(p.Site - 1),
        Ecog = p.Ecog == 0 ? null : (Ecog)(p.Ecog - 1),
        Resectable = p.Resectable == 0 ? null : p.Resectable == 2,
    })];

    public static DecimalPatient[] Decimal(CodedPatient[] patients) => [.. patients.Select(p => new DecimalPatient
    {
        Ki67 = p.Ki67 < 0 ? null : p.Ki67 / 10m,
        Age = p.Age < 0 ? null : p.Age,
        Gfr = p.Gfr < 0 ? null : p.Gfr,
        Differentiation = p.Differentiation == 0 ? null : (Differentiation)(p.Differentiation - 1),
        Sstr = p.Sstr == 0 ? null : (Sstr)(p.Sstr - 1),
        Extent = p.Extent == 0 ? null : (Extent)(p.Extent - 1),
        Site = p.Site == 0 ? null : (Site)(p.Site - 1),
        Ecog = p.Ecog == 0 ? null : (Ecog)(p.Ecog - 1),
        Resectable = p.Resectable == 0 ? null : p.Resectable == 2,
    })];

    public static GuidelinePatient[] Compiled(IGuidelineEvaluator evaluator, CodedPatient[] patients) => [.. patients.Select(p =>
    {
        GuidelinePatient patient = evaluator.NewPatient();
        int[] codes = [p.Ki67, p.Age, p.Gfr, p.Differentiation - 1, p.Sstr - 1, p.Extent - 1, p.Site - 1, p.Ecog - 1, p.Resectable - 1];
        for (int i = 0; i < codes.Length; i++)
        {
            patient.SetValue(i, codes[i] < 0 ? FactValue.Unknown : i switch
            {
                0 => FactValue.From(codes[i] / 10m),
                1 or 2 => FactValue.From((decimal)codes[i]),
                8 => FactValue.OfYesNo(codes[i] == 1),
                _ => FactValue.OfEnumeration(codes[i]),
            });
        }

        return patient;
    })];

    /// <summary>A patient as JSON, without what is not known.</summary>
    public static string Json(CodedPatient p)
    {
        List<string> members = [];
        Add("ki67", p.Ki67 < 0 ? null : (p.Ki67 / 10m).ToString(CultureInfo.InvariantCulture));
        Add("age", p.Age < 0 ? null : p.Age.ToString(CultureInfo.InvariantCulture));
        Add("gfr", p.Gfr < 0 ? null : p.Gfr.ToString(CultureInfo.InvariantCulture));
        Add("differentiation", Quoted(p.Differentiation, "well", "poor"));
        Add("sstr", Quoted(p.Sstr, "positive", "negative"));
        Add("extent", Quoted(p.Extent, "localised", "locally_advanced", "metastatic"));
        Add("site", Quoted(p.Site, "pancreas", "small_bowel", "lung", "other"));
        Add("ecog", Quoted(p.Ecog, "p0", "p1", "p2", "p3", "p4"));
        Add("resectable", p.Resectable == 0 ? null : p.Resectable == 2 ? "true" : "false");
        return "{" + string.Join(',', members) + "}";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                members.Add($"\"{name}\":{value}");
            }
        }

        static string? Quoted(byte bin, params string[] names) => bin == 0 ? null : $"\"{names[bin - 1]}\"";
    }

    private sealed class NoImports : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = "A benchmark imports nothing.";
            return null;
        }
    }
}
