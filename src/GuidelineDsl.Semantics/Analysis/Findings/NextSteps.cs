using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>What an author could write next to answer a finding, as .gdl text that binds once the marked words are filled in.</summary>
internal static class NextSteps
{
    private const string Unsaid = "to_be_named";
    private const int MostBoxes = 5;
    private const int LongestName = 100;

    /// <summary>A rule for each part of the gap, one for the whole, a silence, and a test that shows the gap.</summary>
    public static Func<Guideline, Decision?, Patient, ImmutableArray<NextStep>> ForGap(RegionReport report)
    {
        string[] words = [.. report.Words.Take(MostBoxes)];
        string[] conditions = [.. report.Told.Take(MostBoxes).Select(t => t.Gdl)];
        string? whole = report.IsTruncated ? null : ConditionWriter.AnyOf([.. report.Told.Select(t => (t.Gdl, t.Parts))]);
        int parts = report.Told.Length;
        DateOnly? today = report.Today;
        return (guideline, decision, witness) => ForGap(guideline, decision!, witness, today, words, conditions, parts, whole);
    }

    private static ImmutableArray<NextStep> ForGap(
        Guideline guideline, Decision decision, Patient witness, DateOnly? today, string[] words, string[] conditions, int parts, string? whole)
    {
        ImmutableArray<NextStep>.Builder steps = ImmutableArray.CreateBuilder<NextStep>();
        for (int i = 0; i < conditions.Length; i++)
        {
            string title = parts == 1 ? "Add a rule for this gap" : $"Add a rule for this gap: {words[i]}";
            steps.Add(new NextStep(NextStepKind.Rule, title, Rule(guideline, decision, conditions[i])));
        }

        if (whole is not null)
        {
            if (parts > 1)
            {
                steps.Add(new NextStep(NextStepKind.Rule, "Add one rule for the whole gap", Rule(guideline, decision, whole)));
            }

            steps.Add(new NextStep(NextStepKind.Silence, "Declare that the source is silent here", Silence(guideline, whole)));
        }

        steps.Add(TestOf(guideline, $"{decision.Label}: {words[0]}", witness, today, [$"{decision.Id} has a gap"]));
        return steps.ToImmutable();
    }

    /// <summary>A test with the witness, and what is expected of it.</summary>
    public static Func<Guideline, Decision?, Patient, ImmutableArray<NextStep>> Test(string name, RegionReport report, string[] expectations)
    {
        DateOnly? today = report.Today;
        return (guideline, _, witness) => [TestOf(guideline, name, witness, today, expectations)];
    }

    private static NextStep TestOf(Guideline guideline, string name, Patient witness, DateOnly? today, string[] expectations)
    {
        HashSet<Fact> visible = [.. guideline.Facts];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"test \"{Escape(Short(name))}\" {{\n  patient {{\n");
        foreach ((Fact fact, PatientValue value) in witness.Values.Where(v => visible.Contains(v.Fact) && v.Value is not UnknownValue))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {fact.Id} = {PatientWriter.InGdl(fact, value)},\n");
        }

        text.Append("  }\n");
        if (today is { } day)
        {
            text.Append(CultureInfo.InvariantCulture, $"  today {day:yyyy-MM-dd}\n");
        }

        text.AppendJoin('\n', expectations.Select(e => $"  expect {e}"));
        return new NextStep(NextStepKind.Test, "Add a test for this patient", text.Append("\n}").ToString());
    }

    private static string Rule(Guideline guideline, Decision decision, string condition) =>
        $$"""
        rule {{NewName(decision)}} "Patients without advice so far" {
          when {{condition}}
          consider {{Unsaid}}
          evidence ungraded
          cite {{SourceOf(guideline)}} "…"
        }
        """;

    private static string Silence(Guideline guideline, string condition) =>
        $"""
        silent when {condition}
          because "the source does not say what to do"
          cite {SourceOf(guideline)} "…"
        """;

    private static string SourceOf(Guideline guideline) => guideline.Declarations.Sources is [{ } first, ..] ? first.Id : Unsaid;

    private static string NewName(Decision decision)
    {
        const string wish = "open_patients";
        HashSet<string> taken = [.. decision.Rules.Select(r => r.Id)];
        return taken.Contains(wish)
            ? Enumerable.Range(2, taken.Count + 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"{wish}_{i}")).First(n => !taken.Contains(n))
            : wish;
    }

    // Cut between two words.
    private static string Short(string name) => name.Length <= LongestName ? name : name[..name.LastIndexOf(' ', LongestName)].TrimEnd(',', ':') + " …";

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
