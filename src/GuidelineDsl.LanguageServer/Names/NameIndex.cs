using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Names;

/// <summary>Where every name of a project stands and what it means.</summary>
internal sealed class NameIndex
{
    private readonly Dictionary<Document, ImmutableArray<Occurrence>> _byDocument;
    private readonly ILookup<Declared, Occurrence> _byTarget;

    public NameIndex(Project project)
    {
        _byDocument = project.Documents.ToDictionary(d => d, d => Occurrences.In(project, d));
        _byTarget = _byDocument.OrderBy(p => p.Key.Path, StringComparer.Ordinal).SelectMany(p => p.Value).ToLookup(o => o.Target);
    }

    public ImmutableArray<Occurrence> In(Document document) => _byDocument.GetValueOrDefault(document, []);

    /// <summary>Every place of a name, by file and position.</summary>
    public IEnumerable<Occurrence> Of(Declared target) => _byTarget[target];

    public IEnumerable<Occurrence> UsesOf(Declared target) => _byTarget[target].Where(o => !o.IsDeclaration);

    /// <summary>The name at an offset; a cursor directly behind a name counts.</summary>
    public Occurrence? At(Document document, int offset)
    {
        ImmutableArray<Occurrence> occurrences = In(document);
        int low = 0;
        int high = occurrences.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (occurrences[middle].Span.Start <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        Occurrence? nearest = low == 0 ? null : occurrences[low - 1];
        return nearest is not null && offset <= nearest.Span.End ? nearest : null;
    }

    /// <summary>The name that fills a span exactly.</summary>
    public Declared? Exactly(Document document, TextSpan span) =>
        At(document, span.Start) is { } found && found.Span == span ? found.Target : null;
}
