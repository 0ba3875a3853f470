using System.Globalization;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>What can be said of a guideline without analysing its conditions: sources, dates, grades, unused and ambiguous names.</summary>
internal sealed class EditorialChecks(GuidelineModel model, SymbolTable table, DateOnly? asOf, IReadOnlySet<string> roots)
{
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<Allowance> _usedAllows = [];

    public IReadOnlySet<Allowance> UsedAllows => _usedAllows;

    public IReadOnlyList<Diagnostic> Run()
    {
        foreach (SourceFile file in table.Files)
        {
            FindMixed(file.Tree, file.Tree.Root);
        }

        FindTwoMeanings();
        FindUnused();
        foreach (Guideline guideline in model.Guidelines)
        {
            foreach (Decision decision in guideline.Decisions)
            {
                foreach (Rule rule in decision.Rules)
                {
                    CheckEvidence(decision, rule);
                }
            }
        }

        if (asOf is { } day)
        {
            CheckDates(day);
        }

        return _found;
    }

    private void CheckEvidence(Decision decision, Rule rule)
    {
        if (rule.Evidence is null)
        {
            Report(EditorialDiagnostics.NoEvidence(rule.Id, rule.Location), rule, decision);
        }
        else if (EvidenceScales.IsStrongOnWeak(rule.Evidence.Scale, rule.Evidence.Grades))
        {
            string grade = $"{rule.Evidence.Scale} {string.Join(' ', rule.Evidence.Grades)}";
            Report(EditorialDiagnostics.StrongOnWeak(rule.Id, grade, rule.Location), rule, decision);
        }
    }

    private void Report(Diagnostic diagnostic, Rule rule, Decision decision)
    {
        Allowance? allow = rule.Allows.Concat(decision.Allows).FirstOrDefault(a => a.Code == diagnostic.Code);
        if (allow is null)
        {
            _found.Add(diagnostic);
        }
        else
        {
            _usedAllows.Add(allow);
        }
    }

    private void CheckDates(DateOnly day)
    {
        foreach (Guideline guideline in model.Guidelines)
        {
            Metadata header = guideline.Metadata;
            if (header.ValidUntil is not null && LastDay(header.ValidUntil) < day)
            {
                _found.Add(EditorialDiagnostics.Outdated(guideline.Id, $"was valid until {header.ValidUntil}", header.Location));
            }
            else if (header.ReviewBy is not null && LastDay(header.ReviewBy) < day)
            {
                _found.Add(EditorialDiagnostics.Outdated(guideline.Id, $"was to be reviewed by {header.ReviewBy}", header.Location));
            }
        }

        IEnumerable<Citation> citations = model.Guidelines
            .SelectMany(g => g.Decisions).SelectMany(d => d.Rules).SelectMany(r => r.Citations);
        foreach (IGrouping<Source, Citation> cited in citations.GroupBy(c => c.Source))
        {
            if (Expiry(cited.Key, day) is { } reason)
            {
                _found.Add(EditorialDiagnostics.Expired(cited.Key.Id, reason, cited.Key.Location, cited.First().Location));
            }
        }
    }

    /// <summary>A superseded source counts from its successor's date.</summary>
    private string? Expiry(Source source, DateOnly day)
    {
        if (source.Details.ValidUntil is { } until && LastDay(until) < day)
        {
            return $"was valid until {until}";
        }

        Source? successor = source.Details.SupersededBy is null
            ? null
            : model.Guidelines.SelectMany(g => g.Visible.Sources).FirstOrDefault(s => s.Id == source.Details.SupersededBy);
        return successor is not null && (successor.Details.Published is not { } published || FirstDay(published) <= day)
            ? $"is superseded by `{successor.Id}`"
            : null;
    }

    private static DateOnly LastDay(string period)
    {
        int[] parts = [.. period.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        return parts.Length switch
        {
            1 => new DateOnly(parts[0], 12, 31),
            2 => new DateOnly(parts[0], parts[1], DateTime.DaysInMonth(parts[0], parts[1])),
            _ => new DateOnly(parts[0], parts[1], parts[2]),
        };
    }

    private static DateOnly FirstDay(string period)
    {
        int[] parts = [.. period.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        return new DateOnly(parts[0], parts.Length > 1 ? parts[1] : 1, parts.Length > 2 ? parts[2] : 1);
    }

    /// <summary>Unused names of the files that were given; a vocabulary that was only imported may serve others.</summary>
    private void FindUnused()
    {
        if (model.Guidelines.IsEmpty)
        {
            return;
        }

        foreach (Declared declared in table.Files.Where(f => roots.Contains(f.Path)).SelectMany(f => f.Declarations))
        {
            bool counts = declared.Kind is SymbolKind.Fact or SymbolKind.Action or SymbolKind.Source or SymbolKind.Definition or SymbolKind.Classification
                or SymbolKind.Score or SymbolKind.Computed or SymbolKind.Group or SymbolKind.Class or SymbolKind.Regimen or SymbolKind.Patient;
            if (counts && !declared.IsUsed)
            {
                _found.Add(EditorialDiagnostics.Unused(declared.Kind.Words().Replace("a ", "the ", StringComparison.Ordinal).Replace("an ", "the ", StringComparison.Ordinal), declared.Name, declared.Location));
            }
        }
    }

    private void FindTwoMeanings()
    {
        Dictionary<string, (string Meaning, Location Place)> meanings = new(StringComparer.Ordinal);
        IEnumerable<Metadata> headers = model.Vocabularies.Select(v => v.Metadata).Concat(model.Guidelines.Select(g => g.Metadata));
        foreach ((string name, string meaning, Location place) in headers.SelectMany(h => h.Abbreviations))
        {
            if (!meanings.TryAdd(name, (meaning, place)) && !SameWords(meanings[name].Meaning, meaning))
            {
                _found.Add(EditorialDiagnostics.TwoMeanings(name, meanings[name].Meaning, meaning, place, meanings[name].Place));
            }
        }
    }

    private static bool SameWords(string a, string b) =>
        string.Equals(string.Join(' ', a.Split()), string.Join(' ', b.Split()), StringComparison.OrdinalIgnoreCase);

    private void FindMixed(SyntaxTree tree, SyntaxNode node)
    {
        if (node is OrCondition or && or.Operands.Any(o => o is AndCondition))
        {
            IEnumerable<TextEdit> edits = or.Operands.OfType<AndCondition>().SelectMany(a => new[]
            {
                new TextEdit(new Location(tree.Source, new TextSpan(a.Span.Start, 0)), "("),
                new TextEdit(new Location(tree.Source, new TextSpan(a.Span.End, 0)), ")"),
            });
            _found.Add(EditorialDiagnostics.Mixed(new Location(tree.Source, or.Span), new SuggestedFix("Add parentheses", [.. edits])));
        }

        foreach (SyntaxNode child in node.Children)
        {
            FindMixed(tree, child);
        }
    }
}
