using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>A diagnostic that the author allows, and where it says so.</summary>
public sealed record AllowedDiagnostic(Diagnostic Diagnostic, Allowance Allowance);

/// <summary>What is left of some diagnostics, what was silenced, and which <c>allow</c> silenced nothing.</summary>
public sealed record AllowanceResult(
    ImmutableArray<Diagnostic> Remaining, ImmutableArray<AllowedDiagnostic> Silenced, ImmutableArray<Allowance> Unused);

/// <summary>
/// The author's <c>allow</c>: it silences one code at its rule, decision, classification or score, that is, wherever a diagnostic
/// points into what these braces hold.
/// </summary>
public sealed class Allowances
{
    private readonly ImmutableArray<Owned> _all;

    private Allowances(ImmutableArray<Owned> all) => _all = all;

    /// <summary>The allowances of a compilation.</summary>
    public static Allowances Of(Compilation compilation)
    {
        Dictionary<Location, Location> owners = AllowanceOwners.Of(compilation.Trees);
        return new Allowances([.. Written(compilation.Model).Where(a => owners.ContainsKey(a.Location)).Select(a => new Owned(a, owners[a.Location]))]);
    }

    /// <summary>Whether a code can be silenced: not where the text has no clear meaning, nor where no patient is possible.</summary>
    public static bool MayBeAllowed(string code) =>
        code is "GDL2015" or "GDL3007" || (code != "GDL5014" && code.Length == 7 && code[3] is '4' or '5' or '6');

    /// <summary>Silences what is allowed.</summary>
    /// <param name="diagnostics">What was found, of any kind.</param>
    /// <param name="places">The places that a diagnostic is about: an <c>allow</c> at any of them counts. Without it, the place it points at.</param>
    public AllowanceResult Apply(IEnumerable<Diagnostic> diagnostics, Func<Diagnostic, IEnumerable<Location>>? places = null)
    {
        ImmutableArray<Diagnostic>.Builder remaining = ImmutableArray.CreateBuilder<Diagnostic>();
        ImmutableArray<AllowedDiagnostic>.Builder silenced = ImmutableArray.CreateBuilder<AllowedDiagnostic>();
        HashSet<Allowance> used = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Allowance[] allows = [.. AllowsOf(diagnostic, places?.Invoke(diagnostic) ?? [diagnostic.Location])];
            used.UnionWith(allows);
            if (allows is [var first, ..])
            {
                silenced.Add(new AllowedDiagnostic(diagnostic, first));
            }
            else
            {
                remaining.Add(diagnostic);
            }
        }

        return new AllowanceResult(remaining.ToImmutable(), silenced.ToImmutable(), [.. _all.Select(a => a.Allowance).Where(a => !used.Contains(a))]);
    }

    private IEnumerable<Allowance> AllowsOf(Diagnostic diagnostic, IEnumerable<Location> places)
    {
        if (!MayBeAllowed(diagnostic.Code))
        {
            return [];
        }

        Location[] about = [.. places];
        return _all.Where(a => a.Allowance.Code == diagnostic.Code && about.Any(p => IsInside(p, a.Owner))).Select(a => a.Allowance);
    }

    private static bool IsInside(Location place, Location owner) =>
        place.Source == owner.Source && place.Span.Start >= owner.Span.Start && place.Span.End <= owner.Span.End;

    private static IEnumerable<Allowance> Written(GuidelineModel model)
    {
        IEnumerable<LocalDeclarations> declarations = model.Guidelines.Select(g => g.Declarations).Concat(model.Vocabularies.Select(v => v.Declarations));
        return declarations.SelectMany(d => d.Classifications.SelectMany(c => c.Allows).Concat(d.Scores.SelectMany(s => s.Allows)))
            .Concat(model.Guidelines.SelectMany(g => g.Decisions).SelectMany(d => d.Allows.Concat(d.Rules.SelectMany(r => r.Allows))));
    }

    /// <summary>An allowance and the braces that it stands in.</summary>
    private sealed record Owned(Allowance Allowance, Location Owner);
}
