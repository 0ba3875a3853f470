using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Cli.Coverage;

/// <summary>A test, ready to be put at the end of its guideline, and what it would cover.</summary>
public sealed record SuggestedTest(Guideline Guideline, string Covers, string Name, string Text);

/// <summary>
/// Tests for what is missing. The analysis finds the patients, the evaluator says what it answers them, and every test is compiled with its guideline
/// and run before it is offered. What a suggestion covers besides needs no other.
/// </summary>
public sealed class TestSuggestions
{
    private readonly ImmutableArray<IGuidelineEvaluator> _evaluators;
    private readonly SeenByTests _seen;
    private readonly List<SuggestedTest> _found = [];

    private TestSuggestions(ImmutableArray<IGuidelineEvaluator> evaluators, SeenByTests seen)
    {
        _evaluators = evaluators;
        _seen = seen;
    }

    public static ImmutableArray<SuggestedTest> For(
        CoverageReport report, ImmutableArray<TestOutcome> outcomes, ImmutableArray<IGuidelineEvaluator> evaluators, ProjectFiles files, CancellationToken cancellation)
    {
        TestSuggestions suggestions = new(evaluators, new SeenByTests(outcomes));
        suggestions.Find(report, cancellation);
        return Green(suggestions._found, files, cancellation);
    }

    private void Find(CoverageReport report, CancellationToken cancellation)
    {
        foreach (RuleCoverage rule in report.Rules)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(rule.Guideline, rule.Decision, rule.Missing, $"{rule.Decision.Id} gives {rule.Rule.Id}", rule.Name, () => _seen.Given(rule.Guideline, rule.Decision, rule.Rule) > 0);
        }

        foreach (ConditionCoverage condition in report.Conditions)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach ((bool truth, Missing missing) in condition.MissingSides)
            {
                AtomicCondition atom = condition.Condition;
                string covers = $"{CoverageReasons.Line(atom.Text)} is {(truth ? "true" : "false")}";
                Add(atom.Guideline, atom.Decision, missing, $"{covers}, {atom.Owner}", $"{covers} in {atom.Owner}", () =>
                {
                    (int yes, int no, _) = _seen.Truths(atom);
                    return (truth ? yes : no) > 0;
                });
            }
        }
    }

    private void Add(Guideline guideline, Decision decision, Missing? missing, string name, string covers, Func<bool> isCovered)
    {
        if (missing?.Answer is not SomePatient some || isCovered())
        {
            return;
        }

        DateOnly today = some.Today ?? TestRunner.DefaultToday(guideline);
        IGuidelineEvaluator evaluator = _evaluators.First(e => e.Description.Id == guideline.Id);
        if (evaluator.ReadPatient(TestRunner.PatientJson(some.Patient), today).Patient is not { } patient)
        {
            return;
        }

        GuidelineResult result = evaluator.Evaluate(patient, today, trace: true);
        _seen.Add(guideline.Id, result);
        if (isCovered())
        {
            string title = name.Replace('"', '\'').Replace('\\', '/');
            string day = some.Today is { } t ? $"  today {t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\n" : "";
            _found.Add(new SuggestedTest(guideline, covers, title,
                $"test \"{title}\" {{\n  patient {{ {PatientWords.Describe(some.Patient, null)} }}\n{day}  expect {decision.Id} {Answer(result[decision.Id])}\n}}\n"));
        }
    }

    private static string Answer(DecisionResult decision) => decision.Status switch
    {
        DecisionStatus.OutOfScope => "is out of scope",
        DecisionStatus.NeedsData => $"needs {string.Join(", ", decision.Needs.Select(f => f.Id))}",
        DecisionStatus.Decided => $"gives {string.Join(", ", decision.Rules.Select(r => r.Id))}",
        DecisionStatus.Silent => "is silent",
        DecisionStatus.NoRecommendation => "has a gap",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    /// <summary>Those that pass when they stand in their guideline.</summary>
    private static ImmutableArray<SuggestedTest> Green(List<SuggestedTest> tests, ProjectFiles files, CancellationToken cancellation)
    {
        if (tests.Count == 0)
        {
            return [];
        }

        ILookup<string, SuggestedTest> byFile = tests.ToLookup(t => t.Guideline.Metadata.Location.Source.Path);
        IEnumerable<SourceText> sources = files.Inputs.Select(s => byFile.Contains(s.Path)
            ? new SourceText(s.Path, s.Content + "\n" + string.Join('\n', byFile[s.Path].Select(t => t.Text)))
            : s);
        Compilation compilation = CheckRun.Compile(sources, files, cancellation);
        if (!compilation.IsBound)
        {
            // One that does not bind must not cost the others.
            return tests.Count == 1 ? [] : [.. tests.SelectMany(t => Green([t], files, cancellation))];
        }

        ImmutableArray<IGuidelineEvaluator> evaluators = Evaluators.Compile(compilation, files);
        HashSet<(string, string)> passed =
        [
            .. from guideline in compilation.Model.Guidelines
               let evaluator = evaluators.First(e => e.Description.Id == guideline.Id)
               from test in guideline.Tests
               where TestRunner.Run(guideline, test, evaluator).Passed
               select (guideline.Id, test.Name),
        ];
        return [.. tests.Where(t => passed.Contains((t.Guideline.Id, t.Name)))];
    }
}
