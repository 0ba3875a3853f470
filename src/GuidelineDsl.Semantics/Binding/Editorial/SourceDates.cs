using System.Globalization;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding.Editorial;

/// <summary>What is out of date on the day of the check: guidelines past their own dates, cited sources that expired or were superseded.</summary>
internal static class SourceDates
{
    public static IEnumerable<Diagnostic> Find(Compilation compilation, DateOnly day)
    {
        foreach (Metadata header in compilation.Model.Guidelines.Select(g => g.Metadata))
        {
            if (header.ValidUntil is { } until && LastDay(until) < day)
            {
                yield return EditorialDiagnostics.Outdated(header.Id, $"was valid until {until}", header.Location);
            }
            else if (header.ReviewBy is { } review && LastDay(review) < day)
            {
                yield return EditorialDiagnostics.Outdated(header.Id, $"was to be reviewed by {review}", header.Location);
            }
        }

        foreach (IGrouping<Source, Citation> cited in Citations(compilation.Model).GroupBy(c => c.Source))
        {
            if (Expiry(cited.Key, compilation.Table, day) is not { } reason)
            {
                continue;
            }

            foreach (Location place in cited.Select(c => c.Location).Distinct())
            {
                yield return EditorialDiagnostics.Expired(cited.Key.Id, reason, place, cited.Key.Location);
            }
        }
    }

    private static IEnumerable<Citation> Citations(GuidelineModel model)
    {
        IEnumerable<LocalDeclarations> declarations = model.Guidelines.Select(g => g.Declarations).Concat(model.Vocabularies.Select(v => v.Declarations));
        return declarations.SelectMany(d => d.Classifications.SelectMany(c => c.Citations).Concat(d.Scores.SelectMany(s => s.Citations)))
            .Concat(model.Guidelines.SelectMany(g => g.Decisions).SelectMany(d => d.Rules.SelectMany(r => r.Citations).Concat(d.Silences.SelectMany(s => s.Citations))))
            .Concat(model.Incompatibilities.SelectMany(i => i.Citations));
    }

    /// <summary>Why a source does not count any more; a superseded one counts until its successor's date.</summary>
    private static string? Expiry(Source source, SymbolTable table, DateOnly day)
    {
        if (source.Details.ValidUntil is { } until && LastDay(until) < day)
        {
            return $"was valid until {until}";
        }

        Declared? successor = source.Details.SupersededBy is { } name
            ? table.Files.FirstOrDefault(f => f.Tree.Source == source.Location.Source)?.Find(name)
            : null;
        return successor?.Symbol is Source next && (next.Details.Published is not { } published || FirstDay(published) <= day)
            ? $"is superseded by `{next.Id}`"
            : null;
    }

    private static DateOnly LastDay(string period)
    {
        int[] parts = Parts(period);
        return parts.Length switch
        {
            1 => new DateOnly(parts[0], 12, 31),
            2 => new DateOnly(parts[0], parts[1], DateTime.DaysInMonth(parts[0], parts[1])),
            _ => new DateOnly(parts[0], parts[1], parts[2]),
        };
    }

    private static DateOnly FirstDay(string period)
    {
        int[] parts = Parts(period);
        return new DateOnly(parts[0], parts.Length > 1 ? parts[1] : 1, parts.Length > 2 ? parts[2] : 1);
    }

    private static int[] Parts(string period) => [.. period.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
}
