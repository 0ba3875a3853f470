using System.Text;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>Applies the edits that diagnostics offer, except for guesses: those an author chooses. Of edits that overlap only the first is applied.</summary>
public static class SafeEdits
{
    /// <returns>The number of diagnostics whose edits were applied.</returns>
    public static int Apply(IEnumerable<Diagnostic> diagnostics, ProjectFiles files)
    {
        Dictionary<SourceText, List<TextEdit>> byFile = [];
        int applied = 0;
        foreach (SuggestedFix fix in diagnostics.Select(d => d.Fix).OfType<SuggestedFix>().Where(f => !f.IsGuess))
        {
            if (fix.Edits.Any(e => byFile.TryGetValue(e.Location.Source, out List<TextEdit>? taken) && taken.Any(t => Overlap(t, e))))
            {
                continue;
            }

            foreach (TextEdit edit in fix.Edits)
            {
                if (!byFile.TryGetValue(edit.Location.Source, out List<TextEdit>? edits))
                {
                    byFile.Add(edit.Location.Source, edits = []);
                }

                edits.Add(edit);
            }

            applied++;
        }

        foreach ((SourceText source, List<TextEdit> edits) in byFile)
        {
            AtomicFile.Write(files.FullPath(source.Path), Encoding.UTF8.GetBytes(Rewrite(source, edits)));
        }

        return applied;
    }

    private static bool Overlap(TextEdit a, TextEdit b) =>
        a.Location.Span.Start <= b.Location.Span.End && b.Location.Span.Start <= a.Location.Span.End;

    private static string Rewrite(SourceText source, List<TextEdit> edits)
    {
        StringBuilder text = new(source.Content);
        foreach (TextEdit edit in edits.OrderByDescending(e => e.Location.Span.Start))
        {
            text.Remove(edit.Location.Span.Start, edit.Location.Span.Length).Insert(edit.Location.Span.Start, edit.NewText);
        }

        return text.ToString();
    }
}
