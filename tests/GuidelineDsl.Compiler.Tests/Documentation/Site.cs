using System.Collections.Immutable;
using System.Xml.Linq;
using GuidelineDsl.Documentation;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Compiler.Tests.Documentation;

/// <summary>A site made from texts, its pages read as XML.</summary>
internal sealed class Site
{
    private Site(Compilation compilation, ImmutableArray<SiteFile> files)
    {
        Compilation = compilation;
        Files = files;
        Pages = files.Where(f => f.Path.EndsWith(".html", StringComparison.Ordinal)).ToDictionary(f => f.Path, f => Read(f.Content));
    }

    public Compilation Compilation { get; }

    public ImmutableArray<SiteFile> Files { get; }

    public IReadOnlyDictionary<string, XElement> Pages { get; }

    public static Site Of(string text, DateOnly? asOf = null) => Of([new SourceText("small.gdl", text)], new NoFiles(), asOf);

    public static Site Of(IEnumerable<SourceText> sources, ISourceResolver resolver, DateOnly? asOf = null)
    {
        Compilation compilation = Compilation.Create(sources, resolver);
        compilation.Diagnostics.Where(d => !d.Code.StartsWith("GDL6", StringComparison.Ordinal)).ShouldBeEmpty();
        CheckResult check = Checker.Check(compilation, new HashSet<string>(), null, AnalysisOptions.Default);
        AnalysisResult analysis = new([.. check.Diagnostics.OfType<Finding>()], check.Decisions);
        return new Site(compilation, SiteWriter.Write(compilation.Model, analysis, new SiteOptions { AsOf = asOf }));
    }

    public XElement Page(string path) => Pages[path];

    /// <summary>The text of everything that matches, with white space made plain.</summary>
    public static IEnumerable<string> Texts(XElement page, string name, string? css = null) => page.Descendants(name)
        .Where(e => css is null || Classes(e).Contains(css))
        .Select(Plain);

    public static IEnumerable<string> Classes(XElement element) => ((string?)element.Attribute("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text of an element; neighbouring elements are set apart by a space.</summary>
    public static string Plain(XElement element)
    {
        string all = string.Join(' ', element.DescendantNodes().OfType<XText>().Select(t => t.Value)).Replace('\u00a0', ' ');
        string words = string.Join(' ', all.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Replace(" ,", ",", StringComparison.Ordinal).Replace(" :", ":", StringComparison.Ordinal)
            .Replace("[ ", "[", StringComparison.Ordinal).Replace(" ]", "]", StringComparison.Ordinal);
    }

    private static XElement Read(string content)
    {
        content.ShouldStartWith("<!DOCTYPE html>\n");
        XElement root = XElement.Parse(content["<!DOCTYPE html>\n".Length..], LoadOptions.PreserveWhitespace);
        foreach (XElement element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root;
    }

    private sealed class NoFiles : ISourceResolver
    {
        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            return null;
        }
    }
}

/// <summary>The shipped guidelines.</summary>
internal static class ShippedGuidelines
{
    public static Site Site { get; } = Make();

    private static Site Make()
    {
        Files files = new();
        string folder = Path.Combine(HouseRules.Repository.Root, "guidelines");
        IEnumerable<SourceText> sources = Directory.EnumerateFiles(folder, "*.gdl", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(f => files.Resolve(Path.GetRelativePath(HouseRules.Repository.Root, f).Replace('\\', '/'), out _)!);
        return Documentation.Site.Of([.. sources], files);
    }

    private sealed class Files : ISourceResolver
    {
        private readonly Dictionary<string, SourceText> _read = [];

        public SourceText? Resolve(string path, out string? reason)
        {
            reason = null;
            if (!_read.TryGetValue(path, out SourceText? text) && File.Exists(Path.Combine(HouseRules.Repository.Root, path)))
            {
                _read[path] = text = new SourceText(path, File.ReadAllText(Path.Combine(HouseRules.Repository.Root, path)));
            }

            return text;
        }
    }
}
