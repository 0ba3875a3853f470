using System.Globalization;
using System.Text;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Compiler.Tests.Reference;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Differences;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Differences;

/// <summary>
/// What <c>diff</c> claims, proved on the evaluators of both versions: random guidelines and random edits. Every witness is answered differently; and a
/// complete patient whom both accept is answered differently exactly where a region says so. GDL_DIFFERENTIAL_COUNT sets the number of guidelines.
/// </summary>
public sealed class DifferenceProofTests
{
    private const int PatientsPerGuideline = 80;

    private static readonly DateOnly Today = new(2025, 3, 31);

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("GDL_DIFFERENTIAL_COUNT"), CultureInfo.InvariantCulture, out int n) ? n : 50;

    [Fact]
    public void A_neutral_edit_is_the_same_advice()
    {
        List<string> wrong = [];
        for (int seed = 1; seed <= Count; seed++)
        {
            string text = new RandomGuideline(seed, asksWhetherKnown: false).Write();
            (string name, string edited) = new RandomEdit(seed).Neutral(text);
            ModelDifference difference = DifferenceFinder.Compare(Bind(text).Model, Bind(edited).Model, AnalysisOptions.Default);
            if (difference.ChangesAdvice)
            {
                wrong.Add($"seed {seed}, {name}: {string.Join(" | ", difference.Decisions.SelectMany(d => d.Differences).Select(Describe))}\n{text}\n→\n{edited}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Regions_and_witnesses_hold_on_the_evaluators()
    {
        List<string> wrong = [];
        int different = 0;
        int same = 0;
        for (int seed = 1; seed <= Count && wrong.Count < 4; seed++)
        {
            string text = new RandomGuideline(seed, asksWhetherKnown: false).Write();
            (string name, string edited) = new RandomEdit(seed).Any(text);
            Version before = new(Bind(text).Model);
            Version after = new(Bind(edited).Model);
            ModelDifference difference = DifferenceFinder.Compare(before.Model, after.Model, new AnalysisOptions { AllRegions = true });
            string title = $"seed {seed}, {name}";
            foreach (DecisionDifference decision in difference.Decisions)
            {
                decision.IsComplete.ShouldBeTrue(title);
                decision.NotAnalysed.ShouldBeEmpty(title);
                wrong.AddRange(decision.Differences
                    .Select(d => (Difference: d, Json: Json(d.Witness.Values.ToDictionary(v => v.Fact, v => v.Value))))
                    .Where(d => before.Answer(decision.Decision!, d.Json) is not { } was || after.Answer(decision.Decision!, d.Json) is not { } isNow || was == isNow)
                    .Select(d => $"{title}: the witness {d.Json} is answered alike: {before.Answer(decision.Decision!, d.Json)}; {Describe(d.Difference)}\n{text}\n→\n{edited}"));
            }

            foreach (Dictionary<Fact, PatientValue> patient in Patients(before.Model, after.Model, seed))
            {
                string json = Json(patient);
                foreach (DecisionDifference decision in difference.Decisions)
                {
                    if (before.Answer(decision.Decision!, json) is not { } was || after.Answer(decision.Decision!, json) is not { } isNow)
                    {
                        continue; // refused by one of them
                    }

                    bool isTold = decision.Differences.Any(d => d.Region.Any(b => Contains(b, patient)));
                    bool differs = was != isNow;
                    (different, same) = differs ? (different + 1, same) : (different, same + 1);
                    if (differs != isTold && was + isNow != "OutOfScope OutOfScope ")
                    {
                        wrong.Add($"{title}, {decision.Decision}, {json}: {(isTold ? "told as different" : "not told")}\n  was {was}\n  is  {isNow}\n{text}\n→\n{edited}");
                    }
                }
            }
        }

        wrong.Take(4).ShouldBeEmpty();
        different.ShouldBeGreaterThan(Count);
        same.ShouldBeGreaterThan(Count);
    }

    private static Compilation Bind(string text)
    {
        Compilation compilation = TextCompilation.Of(text);
        compilation.IsBound.ShouldBeTrue($"{string.Join('\n', compilation.Messages())}\n{text}");
        return compilation;
    }

    private static string Describe(AdviceDifference d) =>
        $"{string.Join("; ", d.Before)} → {string.Join("; ", d.After)} for {string.Join(" or ", d.RegionInWords)}";

    /// <summary>Complete patients on and beside the limits of both versions.</summary>
    private static IEnumerable<Dictionary<Fact, PatientValue>> Patients(GuidelineModel before, GuidelineModel after, int seed)
    {
        Random random = new(seed);
        Guideline old = before.Guidelines.Single();
        Guideline young = after.Guidelines.Single();
        (Fact Fact, PatientValue[] Values)[] facts =
        [
            .. young.Facts.Select(f => (f, ReferenceFacts.Representatives(after, young, f)
                .Concat(ReferenceFacts.Representatives(before, old, old.Facts.First(o => o.Id == f.Id))).ToArray())),
        ];
        for (int i = 0; i < PatientsPerGuideline; i++)
        {
            yield return facts.ToDictionary(f => f.Fact, f => f.Values[random.Next(f.Values.Length)]);
        }
    }

    private static bool Contains(Box box, Dictionary<Fact, PatientValue> patient)
    {
        return box.Parts.All(p => Contains(p.Part, patient.First(v => v.Key.Id == p.Fact.Id).Value));
    }

    private static bool Contains(FactPart part, PatientValue value) => (part, value) switch
    {
        (ValuesPart p, YesNoValue v) => p.Values.Contains(v.Value ? 1 : 0),
        (ValuesPart p, EnumerationValue v) => p.Values.Contains(v.Value.Ordinal),
        (IntervalPart p, NumericValue v) => p.Interval.Contains(v.Value),
        (SetPart p, SetValue v) => p.Includes.Ordinals.All(o => v.Members.Any(m => m.Ordinal == o))
            && !v.Members.Any(m => p.Excludes.Contains(m.Ordinal))
            && (p.IncludesAnyOf.Ordinals.IsEmpty || v.Members.Any(m => p.IncludesAnyOf.Contains(m.Ordinal))),
        (UnknownPart, _) => false,
        _ => throw new ArgumentOutOfRangeException(nameof(part), $"{part}, {value}"),
    };

    private static string Json(Dictionary<Fact, PatientValue> patient) => "{" + string.Join(',', patient.Select(p => $"\"{p.Key.Id}\":" + (p.Value switch
    {
        UnknownValue => "null",
        YesNoValue v => v.Value ? "true" : "false",
        EnumerationValue v => $"\"{v.Value.Id}\"",
        SetValue v => $"[{string.Join(',', v.Members.Select(m => $"\"{m.Id}\""))}]",
        NumericValue v when p.Key.Type is Date => $"\"{DateOnly.FromDayNumber((int)v.Value.Floor()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"",
        NumericValue v => v.Value.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(patient)),
    }))) + "}";

    /// <summary>One version of the guideline, compiled.</summary>
    private sealed class Version(GuidelineModel model)
    {
        private readonly IGuidelineEvaluator _evaluator =
            GuidelineAssembly.LoadFromBytes(GuidelineEmitter.Emit(model, new EmitOptions { InMemory = true }).Assembly.AsMemory()).Evaluators.Single();

        public GuidelineModel Model => model;

        /// <summary>Status and advice, names and order left out; null when the patient is refused.</summary>
        public string? Answer(string decision, string json)
        {
            PatientReading reading = _evaluator.ReadPatient(Encoding.UTF8.GetBytes(json), Today);
            if (reading.Patient is null)
            {
                return null;
            }

            DecisionResult result = _evaluator.Evaluate(reading.Patient, Today)[decision];
            return $"{result.Status} {string.Join(" & ", result.Recommendations.Select(Words).Distinct().Order(StringComparer.Ordinal))}";
        }

        private static string Words(Recommendation r) =>
            $"{r.Verb} line {r.Advice.Qualifiers.Line} {string.Join(" then ", r.Steps.Select(s => $"{s.Name} {string.Join(" or ", s.Options.Select(o => Words(o, s)).Distinct().Order(StringComparer.Ordinal))}"))}";

        private static string Words(IEnumerable<ActionDescription> option, StepResult step) =>
            string.Join('+', option.Select(a => (step.OptionalActions.Contains(a) ? "?" : "") + a.Id).Order(StringComparer.Ordinal));
    }
}
