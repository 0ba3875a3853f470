using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Headers and sources. Which items there are, and the kinds of their values, is the parser's business.</summary>
internal sealed class MetadataBinder(FileScope scope)
{
    private static readonly string[] SourceKinds =
        ["guideline", "review", "trial", "classification", "label", "registry", "summary", "expert_opinion"];

    private static readonly string[] Repeatable = ["abbreviation", "disclaimer", "note"];

    /// <summary>A file without a header, which the parser reports, is bound under its own name, so that its other mistakes are found too.</summary>
    public Metadata BindHeader(Header? header)
    {
        ImmutableArray<PropertySyntax> properties = header?.Properties ?? [];
        Dictionary<string, PropertySyntax> items = Index(properties, "the header");
        if (items.GetValueOrDefault("status")?.Word is { } word)
        {
            CheckWord(word, ["draft", "active", "retired"], "status");
        }

        PropertySyntax? valid = items.GetValueOrDefault("valid");
        if (valid is { From: { } from, Date: { } until } && string.CompareOrdinal(from.Text, 0, until.Text, 0, Math.Min(from.Text.Length, until.Text.Length)) > 0)
        {
            scope.Report(TypeDiagnostics.InvalidType($"The guideline is valid from {from.Text} until {until.Text}, which is earlier.", scope.Locate(valid), "write the earlier date first."));
        }

        CheckAbbreviations(properties);
        string name = header?.Id.Name ?? scope.File.Path.Split('/')[^1].Split('.')[0];
        return new Metadata(
            name,
            header?.Title?.Value ?? name,
            Value(items, "version"),
            items.GetValueOrDefault("status")?.Word?.Name,
            Value(items, "publisher"),
            Value(items, "reviewed"),
            Value(items, "review"),
            valid?.From?.Text,
            Value(items, "valid"),
            Value(items, "language"),
            [
                .. properties.Where(p => p.Key.Name == "abbreviation" && p.Word is not null && p.Texts.Length > 0)
                    .Select(p => new Abbreviation(p.Word!.Name, p.Texts[0].Value, scope.Locate(p))),
            ],
            Texts(properties, "disclaimer"),
            Texts(properties, "note"),
            header is null ? new Location(scope.File.Tree.Source, new TextSpan(0, 0)) : scope.Locate(header.Id));
    }

    public Source BindSource(SourceDeclaration syntax, Location place)
    {
        Dictionary<string, PropertySyntax> items = Index(syntax.Properties, $"the source `{syntax.Id.Name}`");
        if (items.GetValueOrDefault("kind")?.Word is { } word)
        {
            CheckWord(word, SourceKinds, "kind of source");
        }

        if (items.TryGetValue("year", out PropertySyntax? year) && items.TryGetValue("published", out PropertySyntax? published))
        {
            scope.Report(NameDiagnostics.Repeated("date of publication", scope.Locate(published), scope.Locate(year)));
        }

        return new Source(syntax.Id.Name, syntax.Title?.Value ?? syntax.Id.Name, new SourceDetails(
            items.GetValueOrDefault("kind")?.Word?.Name ?? "other",
            Value(items, "publisher"), Value(items, "authors"), Value(items, "published") ?? Value(items, "year"), Value(items, "edition"),
            Value(items, "doi"), Value(items, "pmid"), Value(items, "url"), Value(items, "valid"), Successor(syntax, items.GetValueOrDefault("superseded")),
            Value(items, "note")), place);
    }

    /// <summary>The source that supersedes this one; a source that comes back to itself by its successors is a circle.</summary>
    private string? Successor(SourceDeclaration syntax, PropertySyntax? property)
    {
        if (property?.Word is not { } next)
        {
            return null;
        }

        if (scope.Peek(next.Name) is not { Kind: SymbolKind.Source } successor)
        {
            scope.Find(next, "a source", SymbolKind.Source);
            return null;
        }

        successor.IsUsed = true;
        List<Declared> chain = [];
        for (Declared? at = successor; at is not null && !chain.Contains(at); at = NextOf(at))
        {
            chain.Add(at);
            if (at.Syntax == syntax)
            {
                // One circle, one message: at the first of its declarations.
                if (chain.All(d => d.File != at.File || d.Location.Span.Start >= at.Location.Span.Start))
                {
                    scope.Report(NameDiagnostics.Circle([at, .. chain[..^1]], scope.Locate(next)) with { Help = "name the newer source as the successor of the older one only." });
                }

                return null;
            }
        }

        return next.Name;
    }

    private static Declared? NextOf(Declared source) =>
        ((SourceDeclaration)source.Syntax).Properties.FirstOrDefault(p => p.Key.Name == "superseded")?.Word is { } next
            && source.File.Find(next.Name) is { Kind: SymbolKind.Source } declared
            ? declared
            : null;

    private void CheckAbbreviations(ImmutableArray<PropertySyntax> properties)
    {
        Dictionary<string, PropertySyntax> seen = new(StringComparer.Ordinal);
        foreach (PropertySyntax abbreviation in properties.Where(p => p.Key.Name == "abbreviation" && p.Word is not null))
        {
            if (!seen.TryAdd(abbreviation.Word!.Name, abbreviation))
            {
                scope.Report(NameDiagnostics.Repeated($"meaning of the abbreviation `{abbreviation.Word.Name}`", scope.Locate(abbreviation), scope.Locate(seen[abbreviation.Word.Name])));
            }
        }
    }

    private Dictionary<string, PropertySyntax> Index(ImmutableArray<PropertySyntax> properties, string owner)
    {
        Dictionary<string, PropertySyntax> items = new(StringComparer.Ordinal);
        foreach (PropertySyntax property in properties)
        {
            string key = property.Key.Name;
            if (!items.TryAdd(key, property) && !Repeatable.Contains(key))
            {
                scope.Report(NameDiagnostics.Repeated($"`{key}` in {owner}", scope.Locate(property), scope.Locate(items[key])));
            }

            foreach (DateLiteral date in new[] { property.From, property.Date }.OfType<DateLiteral>())
            {
                if (!DateText.IsPeriod(date.Text, out string reason))
                {
                    scope.Report(TypeDiagnostics.InvalidDate(date.Text, reason, scope.Locate(date)));
                }
            }

            if (key == "year" && property.Number is { } year && !DateText.IsPeriod(year.Digits, out string fault))
            {
                scope.Report(TypeDiagnostics.InvalidDate(year.Digits, fault, scope.Locate(year)));
            }
        }

        return items;
    }

    private static string? Value(Dictionary<string, PropertySyntax> items, string key) =>
        items.TryGetValue(key, out PropertySyntax? item)
            ? item.Texts.IsEmpty ? item.Date?.Text ?? item.Number?.Digits ?? item.Word?.Name : string.Join(", ", item.Texts.Select(t => t.Value))
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
