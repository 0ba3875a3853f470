using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>Diagnostics as a person reads them: the sentence, the lines with their marks, the patients, what to write.</summary>
public sealed class HumanDiagnostics(TextWriter output, Palette palette, Func<string, string> display)
{
    /// <summary>Also write what could be written next, in full.</summary>
    public bool WithNextSteps { get; init; }

    /// <summary>Describe patients by facts alone, not by the values of classifications.</summary>
    public bool ByFacts { get; init; }

    private const int WidthOfText = 110;

    public void Write(Diagnostic diagnostic)
    {
        string name = diagnostic.Severity.ToString().ToLowerInvariant();
        output.WriteLine($"{palette.Of(diagnostic.Severity, $"{name}[{diagnostic.Code}]")}{palette.Bold(": " + Sentence(diagnostic))}");
        List<MarkedPlace> places =
        [
            new(diagnostic.Location, diagnostic.Label, IsPrimary: true),
            .. diagnostic.Related.Select(r => new MarkedPlace(r.Location, r.Message, IsPrimary: false)),
        ];
        int gutter = places.Max(p => p.Location.Start.Line).ToString(CultureInfo.InvariantCulture).Length;
        string bar = palette.Place(new string(' ', gutter) + " |");
        foreach (IGrouping<string, MarkedPlace> file in places.GroupBy(p => p.Location.Source.Path))
        {
            MarkedPlace first = file.First();
            string arrow = first.IsPrimary ? "-->" : ":::";
            output.WriteLine(
                $"{new string(' ', gutter)}{palette.Place(arrow)} {display(file.Key)}:{first.Location.Start.Line}:{first.Location.Start.Column}");
            output.WriteLine(bar);
            Snippet.Write(output, palette, [.. file], gutter, text => palette.Of(diagnostic.Severity, text));
            output.WriteLine(bar);
        }

        if (diagnostic is Finding finding)
        {
            WriteFinding(finding, gutter);
        }

        if (diagnostic.Help is not null)
        {
            WriteNote(gutter, "help", diagnostic.Help);
        }

        if (WithNextSteps && diagnostic is Finding { NextSteps: var steps })
        {
            foreach (NextStep step in steps)
            {
                output.WriteLine($"{new string(' ', gutter)} {palette.Place("=")} {palette.Bold(step.Title + ":")}");
                output.WriteLine(string.Join('\n', step.Text.Split('\n').Select(l => $"{new string(' ', gutter)}     {l}")));
            }
        }

        output.WriteLine();
    }

    /// <summary>The message without the region and the patient, which stand below it.</summary>
    private static string Sentence(Diagnostic diagnostic)
    {
        int region = diagnostic is Finding { RegionInWords: [{ Length: > 0 } first, ..] }
            ? diagnostic.Message.IndexOf(": " + first, StringComparison.Ordinal)
            : -1;
        return region < 0 ? diagnostic.Message : diagnostic.Message[..region] + ".";
    }

    private void WriteFinding(Finding finding, int gutter)
    {
        ImmutableArray<string> region = ByFacts ? finding.RegionInFacts : finding.RegionInWords;
        for (int i = 0; i < region.Length; i++)
        {
            WriteNote(gutter, i == 0 ? "patients" : "      or", region[i]);
        }

        if (finding.IsTruncated)
        {
            WriteNote(gutter, "     and", "more regions of this kind; --all-regions lists them all");
        }

        if (finding.Witness is not null)
        {
            HashSet<Fact> shown = WitnessFacts(finding);
            WriteNote(gutter, "for example", PatientWords.Describe(finding.Witness.Only(shown), finding.WitnessToday));
        }
    }

    /// <summary>The facts that the finding turns on; the whole patient is in the JSON form.</summary>
    private static HashSet<Fact> WitnessFacts(Finding finding)
    {
        IEnumerable<Condition> conditions = finding.Rules.Select(r => r.Rule.Condition).Concat(finding.Rules.Select(r => r.Decision.Scope));
        if (finding.Decision is { } decision)
        {
            conditions = conditions.Append(decision.Scope);
            conditions = finding.Rules.IsEmpty ? conditions.Concat(decision.Rules.Select(r => r.Condition)) : conditions;
        }

        if (finding.Classification is { } classification)
        {
            conditions = conditions.Concat(classification.Branches.Select(b => b.Condition));
        }

        HashSet<Fact> facts = [.. conditions.SelectMany(FactReader.FactsOf)];
        return facts.Count > 0 || finding.Witness is null ? facts : [.. finding.Witness.Values.Select(v => v.Fact)];
    }

    private void WriteNote(int gutter, string title, string text)
    {
        string start = $"{new string(' ', gutter)} {palette.Place("=")} {palette.Bold(title + ":")} ";
        int indent = gutter + 3 + title.Length + 2;
        bool first = true;
        foreach (string line in Wrap(text, Math.Max(40, WidthOfText - indent)))
        {
            output.WriteLine(first ? start + line : new string(' ', indent) + line);
            first = false;
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        foreach (string paragraph in text.Split('\n'))
        {
            string rest = paragraph.TrimEnd();
            string indent = new(' ', rest.Length - rest.TrimStart().Length);
            while (rest.Length > width)
            {
                int cut = rest.LastIndexOf(' ', width);
                while (cut > indent.Length && BelongsTogether(rest, cut))
                {
                    cut = rest.LastIndexOf(' ', cut - 1);
                }

                if (cut <= indent.Length)
                {
                    break;
                }

                yield return rest[..cut];
                rest = indent + rest[(cut + 1)..].TrimStart();
            }

            yield return rest;
        }
    }

    // `fact = value` and `10 %` are read as one word.
    private static bool BelongsTogether(string text, int space) =>
        text[space - 1] == '=' || (space + 1 < text.Length && text[space + 1] is '=' or '%');
}
