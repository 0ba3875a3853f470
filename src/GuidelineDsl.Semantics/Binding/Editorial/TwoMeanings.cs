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
        Dictionary<string, (Symbol Symbol, string Kind, string Meaning, Guideline Guideline)> first = new(StringComparer.Ordinal);
        HashSet<Symbol> seen = [];
        foreach (Guideline guideline in model.Guidelines)
        {
            foreach ((Symbol symbol, string kind, string meaning) in Meanings(guideline.Visible).Where(m => seen.Add(m.Symbol)))
            {
                if (first.TryAdd(symbol.Id, (symbol, kind, meaning, guideline)))
                {
                    continue;
                }

                (Symbol other, string otherKind, string otherMeaning, Guideline otherGuideline) = first[symbol.Id];
                if (otherGuideline != guideline && (kind != otherKind || meaning != otherMeaning))
                {
                    yield return EditorialDiagnostics.TwoMeaningsOfName(symbol.Id, kind, otherKind, symbol.Location, other.Location, otherGuideline.Id);
                }
            }
        }
    }

    /// <summary>What each name means, as text: two names mean the same when their texts are equal.</summary>
    private static IEnumerable<(Symbol Symbol, string Kind, string Meaning)> Meanings(LocalDeclarations visible) =>
    [
        .. visible.Definitions.Select(d => ((Symbol)d, "definition", ConditionPrinter.Print(d.Condition))),
        .. visible.Classifications.Select(c => (
            (Symbol)c, "classification", $"{c.ChooseFirst} {string.Join(',', c.Type.Values.Select(v => v.Id))} {string.Join(';', c.Branches.Select(b => $"{b.Value} {ConditionPrinter.Print(b.Condition)}"))}")),
        .. visible.Scores.Select(s => ((Symbol)s, "score", string.Join(';', s.Lines.Select(l => $"{l.Points} {ConditionPrinter.Print(l.Condition)}")))),
        .. visible.ComputedValues.Select(c => ((Symbol)c, "computed value", $"{(c.Type as Number)?.Unit} {ConditionPrinter.Print(c.Value)}")),
        .. visible.Sources.Select(s => ((Symbol)s, "source", Identity(s))),
    ];

    /// <summary>The strongest mark of a source: its number in a registry, otherwise its title and year.</summary>
    private static string Identity(Source source) =>
        (source.Details.Doi ?? source.Details.Pmid ?? source.Details.Url ?? $"{Words(source.Label)} {source.Details.Published} {source.Details.Edition}").ToUpperInvariant();

    private static bool SameWords(string a, string b) => string.Equals(Words(a), Words(b), StringComparison.OrdinalIgnoreCase);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
