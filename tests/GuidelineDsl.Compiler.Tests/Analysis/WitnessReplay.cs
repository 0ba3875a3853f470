using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>Runs the witness of every finding through the generated assembly and says where it does not show what the finding claims.</summary>
internal sealed class WitnessReplay
{
    private readonly GuidelineModel _model;
    private readonly Dictionary<string, IGuidelineEvaluator> _evaluators;

    public WitnessReplay(GuidelineModel model)
    {
        _model = model;
        _evaluators = Compiled.LoadAll(GuidelineEmitter.Emit(model, new EmitOptions { InMemory = true })).ToDictionary(e => e.Description.Id);
    }

    /// <summary>How many witnesses there were, and the complaints about them.</summary>
    public (int Count, ImmutableArray<string> Complaints) Run()
    {
        Finding[] findings = [.. Analyzer.Analyze(_model, AnalysisOptions.Default with { ShowOrder = true }).Findings];
        return (
            findings.Count(f => f.Witness is not null),
            [.. findings.SelectMany(f => Complaints(f).Select(c => $"{f.Code} {f.Message}\n  {(f.Witness is null ? "" : Json(f.Witness))}\n  {c}"))]);
    }

    private IEnumerable<string> Complaints(Finding finding)
    {
        bool hasNobody = finding.Code is "GDL4004" or "GDL5010" or "GDL5013" or "GDL5014" or "GDL5021" or "GDL5030";
        if (hasNobody != finding.Witness is null)
        {
            return [hasNobody ? "has a witness where there is nobody" : "has no witness"];
        }

        if (hasNobody)
        {
            return [];
        }

        // A vocabulary's classification, and advice of two guidelines, show in every guideline that is involved.
        return finding.Rules.Select(r => r.Guideline).Append(finding.Guideline!).Distinct().SelectMany(g => Complaints(finding, g));
    }

    private IEnumerable<string> Complaints(Finding finding, Guideline guideline)
    {
        IGuidelineEvaluator evaluator = _evaluators[guideline.Id];
        DateOnly today = finding.WitnessToday ?? Compiled.Today;
        HashSet<Fact> known = [.. guideline.Facts];
        PatientReading reading = evaluator.ReadPatient(Encoding.UTF8.GetBytes(Json(new Patient([.. finding.Witness!.Values.Where(v => known.Contains(v.Fact))]))), today);
        if (reading.Patient is not { } patient)
        {
            return reading.Faults.Select(f => $"the patient is refused: {f.Message}");
        }

        GuidelineResult result = evaluator.Evaluate(patient, today, trace: true);
        return Shows(finding, result, [.. finding.Rules.Where(r => r.Guideline == guideline)]) ? [] : [$"does not show it in {guideline.Id}: {Compiled.Json(result)}"];
    }

    private static bool Shows(Finding finding, GuidelineResult result, RuleReference[] rules)
    {
        bool Given(RuleReference rule) => result[rule.Decision.Id].Rules.Any(r => r.Id == rule.Rule.Id);
        bool Holds(RuleReference rule) => result[rule.Decision.Id].Trace!.Rules.Single(r => r.Rule.Id == rule.Rule.Id).Truth == Truth.True;
        switch (finding.Code)
        {
            case "GDL4001":
                return result[finding.Decision!.Id].Status == DecisionStatus.NoRecommendation;
            case "GDL4002":
                return result.Derived.Single(d => d.Derived.Id == finding.Classification!.Id).Value is null;
            case "GDL5008":
                return HasTwoValues(finding.Classification!, result);
            case "GDL4003":
                DecisionResult silent = result[finding.Decision!.Id];
                return silent.Trace!.Silences.Any(s => s.Truth == Truth.True) && rules.Any(Given);
            case "GDL5001" or "GDL5002" or "GDL5003" or "GDL5004" or "GDL5005" or "GDL5006":
                return rules.All(Given);
            case "GDL5007":
                return result[rules[0].Decision.Id].Recommendations.Any(r => r.Rule.Id == rules[0].Rule.Id && r.Steps.Any(s => s.Options.IsEmpty))
                    && rules.Skip(1).All(r => result[r.Decision.Id].Status == DecisionStatus.Decided || !Given(r));
            case "GDL5011" or "GDL5022":
                return Holds(rules[0]) && !Given(rules[0]) && rules.Skip(1).Any(Holds);
            case "GDL5012":
                return Holds(rules[0]) && (!Given(rules[0]) || rules.Skip(1).Any(Given));
            default:
                throw new ArgumentOutOfRangeException(nameof(finding), finding.Code, null);
        }
    }

    // By the traces of the lines; a classification that no rule uses is not traced.
    private static bool HasTwoValues(Classification classification, GuidelineResult result)
    {
        Dictionary<string, Truth> truths = [];
        void Walk(ConditionTrace condition)
        {
            truths[condition.Condition.Text] = condition.Truth;
            condition.Parts.ToList().ForEach(Walk);
        }

        foreach (DecisionTrace trace in result.Decisions.Select(d => d.Trace!))
        {
            trace.Rules.Select(r => r.Condition).Concat(trace.Silences).Append(trace.Scope).ToList().ForEach(Walk);
        }

        Branch[] traced = [.. classification.Branches.Where(b => truths.ContainsKey(b.Condition.Origin.Text))];
        return traced.Length < classification.Branches.Length
            || traced.Where(b => truths[b.Condition.Origin.Text] == Truth.True).Select(b => b.Value).Distinct().Count() > 1;
    }

    /// <summary>The patient as <c>gdl run --patient</c> takes it.</summary>
    private static string Json(Patient patient) => "{" + string.Join(", ", patient.Values.Where(v => v.Value is not UnknownValue).Select(v => $"\"{v.Fact.Id}\": {Json(v.Fact, v.Value)}")) + "}";

    private static string Json(Fact fact, PatientValue value) => value switch
    {
        YesNoValue v => v.Value ? "true" : "false",
        EnumerationValue v => JsonSerializer.Serialize(v.Value.Id),
        SetValue v => JsonSerializer.Serialize(v.Members.Select(m => m.Id)),
        NumericValue v when fact.Type is Date { HasTime: true } => $"\"{DateTime.MinValue.AddSeconds((long)v.Value.Floor()).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}\"",
        NumericValue v when fact.Type is Date => $"\"{DateOnly.FromDayNumber((int)v.Value.Floor()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"",
        NumericValue v => v.Value.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
