using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Headers and sources.</summary>
internal sealed class MetadataBinder(FileScope scope)
{
    private static readonly string[] HeaderItems =
        ["version", "status", "publisher", "reviewed", "review", "valid", "language", "abbreviation", "disclaimer", "note"];

    private static readonly string[] SourceItems =
        ["kind", "publisher", "authors", "year", "published", "edition", "doi", "pmid", "url", "valid", "superseded", "note"];

    private static readonly string[] SourceKinds =
        ["guideline", "review", "trial", "classification", "label", "registry", "summary", "expert_opinion"];

    private static readonly string[] Repeatable = ["abbreviation", "disclaimer", "note"];

    public Metadata? BindHeader(Header? header)
    {
        if (header is null)
        {
            scope.Report(NameDiagnostics.Missing(
                "The file does not begin with `guideline` or `vocabulary`.", new Location(scope.File.Tree.Source, new TextSpan(0, 0)), "write `guideline name \"Title\" { version \"1\" status draft }` at the top."));
            return null;
        }

        Dictionary<string, PropertySyntax> items = Index(header.Properties, HeaderItems, "item of a header");
        if (items.TryGetValue("status", out PropertySyntax? status) && status.Word is { } word)
        {
            CheckWord(word, ["draft", "active", "retired"], "status");
        }

        return new Metadata(
            header.Id.Name,
            header.Title?.Value ?? header.Id.Name,
            Value(items, "version"),
            items.GetValueOrDefault("status")?.Word?.Name,
            Value(items, "publisher"),
            Value(items, "reviewed"),
            Value(items, "review"),
            items.GetValueOrDefault("valid")?.From?.Text,
            Value(items, "valid"),
            Value(items, "language"),
            [
                .. header.Properties.Where(p => p.Key.Name == "abbreviation" && p.Word is not null && p.Texts.Length > 0)
                    .Select(p => (p.Word!.Name, p.Texts[0].Value, scope.Locate(p))),
            ],
            Texts(header.Properties, "disclaimer"),
            Texts(header.Properties, "note"),
            scope.Locate(header.Id));
    }

    public Source BindSource(SourceDeclaration syntax, Location place)
    {
        Dictionary<string, PropertySyntax> items = Index(syntax.Properties, SourceItems, "item of a source");
        if (items.TryGetValue("kind", out PropertySyntax? kind) && kind.Word is { } word)
        {
            CheckWord(word, SourceKinds, "kind of source");
        }

        string? successor = null;
        if (items.GetValueOrDefault("superseded")?.Word is { } next)
        {
            Declared? declared = scope.Peek(next.Name);
            if (declared is not { Kind: SymbolKind.Source })
            {
                scope.Find(next, "a source", SymbolKind.Source);
            }
            else
            {
                declared.IsUsed = true;
                successor = next.Name;
            }
        }

        return new Source(syntax.Id.Name, syntax.Title?.Value ?? syntax.Id.Name, new SourceDetails(
            items.GetValueOrDefault("kind")?.Word?.Name ?? "other",
            Value(items, "publisher"), Value(items, "authors"), Value(items, "published") ?? Value(items, "year"), Value(items, "edition"),
            Value(items, "doi"), Value(items, "pmid"), Value(items, "url"), Value(items, "valid"), successor, Value(items, "note")), place);
    }

    private Dictionary<string, PropertySyntax> Index(ImmutableArray<PropertySyntax> properties, string[] allowed, string what)
    {
        Dictionary<string, PropertySyntax> items = new(StringComparer.Ordinal);
        foreach (PropertySyntax property in properties)
        {
            string key = property.Key.Name;
            if (!allowed.Contains(key))
            {
                scope.Report(NameDiagnostics.UnknownWord(key, what, allowed, Spelling.Closest(key, allowed), scope.Locate(property.Key)));
            }
            else if (!items.TryAdd(key, property) && !Repeatable.Contains(key))
            {
                scope.Report(NameDiagnostics.Repeated($"`{key}`", scope.Locate(property), scope.Locate(items[key])));
            }

            foreach (DateLiteral date in new[] { property.From, property.Date }.OfType<DateLiteral>())
            {
                if (!DateText.IsPeriod(date.Text, out string reason))
                {
                    scope.Report(TypeDiagnostics.InvalidDate(date.Text, reason, scope.Locate(date)));
                }
            }
        }

        return items;
    }

    private static string? Value(Dictionary<string, PropertySyntax> items, string key) =>
        items.TryGetValue(key, out PropertySyntax? item)
            ? item.Texts.FirstOrDefault()?.Value ?? item.Date?.Text ?? item.Number?.Digits ?? item.Word?.Name
            : null;

    private static ImmutableArray<string> Texts(ImmutableArray<PropertySyntax> properties, string key) =>
        [.. properties.Where(p => p.Key.Name == key).SelectMany(p => p.Texts).Select(t => t.Value)];

    private void CheckWord(Identifier word, string[] allowed, string what)
    {
        if (!allowed.Contains(word.Name))
        {
            scope.Report(NameDiagnostics.UnknownWord(word.Name, what, allowed, Spelling.Closest(word.Name, allowed), scope.Locate(word)));
        }
    }
}
