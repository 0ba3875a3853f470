using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding.Editorial;

/// <summary>
/// One abbreviation, or one name, that means two things in guidelines which are read and used together. Names of facts and actions
/// are shared and cannot; those of definitions, classifications, scores, computed values and sources belong to each guideline.
/// </summary>
internal static class TwoMeanings
{
    public static IEnumerable<Diagnostic> Find(GuidelineModel model) => Abbreviations(model).Concat(model.Guidelines.Length > 1 ? Names(model) : []);

    private static IEnumerable<Diagnostic> Abbreviations(GuidelineModel model)
    {
        Dictionary<string, (string Meaning, Location Place)> meanings = new(StringComparer.Ordinal);
        IEnumerable<Metadata> headers = model.Vocabularies.Select(v => v.Metadata).Concat(model.Guidelines.Select(g => g.Metadata));
        foreach ((string name, string meaning, Location place) in headers.SelectMany(h => h.Abbreviations))
        {
            if (!meanings.TryAdd(name, (meaning, place)) && !SameWords(meanings[name].Meaning, meaning))
            {
                yield return EditorialDiagnostics.TwoMeanings(name, meanings[name].Meaning, meaning, place, meanings[name].Place);
            }
        }
    }

    private static IEnumerable<Diagnostic> Names(GuidelineModel model)
    {
        Dictionary<string, NamedMeaning> first = new(StringComparer.Ordinal);
        HashSet<Symbol> seen = [];
        foreach (Guideline guideline in model.Guidelines)
        {
            foreach (NamedMeaning named in MeaningsIn(guideline).Where(m => seen.Add(m.Symbol)))
            {
                string name = named.Symbol.Id;
                if (!first.TryAdd(name, named) && first[name] is var other
                    && other.Guideline != guideline && (named.Kind != other.Kind || named.Meaning != other.Meaning))
                {
                    yield return EditorialDiagnostics.TwoMeaningsOfName(
                        name, named.Kind, other.Kind, named.Symbol.Location, other.Symbol.Location, other.Guideline.Id);
                }
            }
        }
    }

    /// <summary>What each name means, as text: two names mean the same when their texts are equal.</summary>
    private static IEnumerable<NamedMeaning> MeaningsIn(Guideline guideline)
    {
        LocalDeclarations visible = guideline.Visible;
        return
        [
            .. visible.Definitions.Select(d => new NamedMeaning(guideline, d, "definition", ConditionPrinter.Print(d.Condition))),
            .. visible.Classifications.Select(c => new NamedMeaning(
                guideline, c, "classification", $"{c.ChooseFirst} {string.Join(',', c.Type.Values.Select(v => v.Id))} {string.Join(';', c.Branches.Select(b => $"{b.Value} {ConditionPrinter.Print(b.Condition)}"))}")),
            .. visible.Scores.Select(s => new NamedMeaning(guideline, s, "score", string.Join(';', s.Lines.Select(l => $"{l.Points} {ConditionPrinter.Print(l.Condition)}")))),
            .. visible.ComputedValues.Select(c => new NamedMeaning(guideline, c, "computed value", $"{(c.Type as Number)?.Unit} {ConditionPrinter.Print(c.Value)}")),
            .. visible.Sources.Select(s => new NamedMeaning(guideline, s, "source", Identity(s))),
        ];
    }

    /// <summary>The strongest mark of a source: its number in a registry, otherwise its title and year.</summary>
    private static string Identity(Source source) =>
        (source.Details.Doi ?? source.Details.Pmid ?? source.Details.Url ?? $"{Words(source.Label)} {source.Details.Published} {source.Details.Edition}").ToUpperInvariant();

    private static bool SameWords(string a, string b) => string.Equals(Words(a), Words(b), StringComparison.OrdinalIgnoreCase);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A name of a guideline and what it means there.</summary>
    private sealed record NamedMeaning(Guideline Guideline, Symbol Symbol, string Kind, string Meaning);
}
