using System.Collections.Immutable;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;
using AdviceVerb = GuidelineDsl.Syntax.Nodes.AdviceVerb;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>Compares one expectation with a result; null when it is met.</summary>
public static class ExpectationCheck
{
    public static TestFailure? Failure(Expectation expectation, GuidelineResult result) => expectation switch
    {
        GivesRules e => Compare(e, result[e.Decision.Id], $"{e.Decision.Id} gives {Names(e.Rules.Select(r => r.Id))}",
            SameSet(e.Rules.Select(r => r.Id), result[e.Decision.Id].Rules.Select(r => r.Id)) && result[e.Decision.Id].Status == DecisionStatus.Decided),
        NeedsFacts e => Compare(e, result[e.Decision.Id], $"{e.Decision.Id} needs {Names(e.Facts.Select(f => f.Id))}",
            SameSet(e.Facts.Select(f => f.Id), result[e.Decision.Id].Needs.Select(f => f.Id))),
        HasStatus e => Compare(e, result[e.Decision.Id], $"{e.Decision.Id} {StatusWords(e.Status)}", result[e.Decision.Id].Status == StatusOf(e.Status)),
        GivesAdvice e => Advice(e, result[e.Decision.Id]),
        HasValue e => Derived(e, result),
        _ => throw new ArgumentOutOfRangeException(nameof(expectation)),
    };

    private static TestFailure? Compare(Expectation expectation, DecisionResult decision, string expected, bool met) =>
        met ? null : new TestFailure(expectation, expected, $"{decision.Decision.Id} {ResultWords.Answer(decision)}", ResultWords.Reasons(decision));

    private static TestFailure? Advice(GivesAdvice e, DecisionResult decision)
    {
        ImmutableArray<ImmutableArray<string>> options =
        [
            .. decision.Recommendations.Where(r => (int)r.Verb == (int)e.Verb)
                .SelectMany(r => r.Steps).SelectMany(s => s.Options).Select(o => o.Select(a => a.Id).ToImmutableArray()),
        ];
        Symbol[] wrong = [.. e.Actions.Where(a => IsAmong(a, options) == e.Negated)];
        string verb = e.Negated ? $"does not {VerbWord(e.Verb)}" : VerbWord(e.Verb) + "s";
        return wrong.Length == 0 ? null : Compare(e, decision, $"{e.Decision.Id} {verb} {Names(wrong.Select(w => w.Id))}", met: false);
    }

    /// <summary>An action in any option; of a class one member; of a regimen all parts together.</summary>
    private static bool IsAmong(Symbol symbol, ImmutableArray<ImmutableArray<string>> options) => symbol switch
    {
        ClinicalAction action => options.Any(o => o.Contains(action.Id)),
        ActionClass members => members.Members.Any(m => options.Any(o => o.Contains(m.Id))),
        Regimen regimen => options.Any(o => regimen.Parts.All(p => o.Contains(p.Id))),
        _ => throw new ArgumentOutOfRangeException(nameof(symbol)),
    };

    private static TestFailure? Derived(HasValue e, GuidelineResult result)
    {
        DerivedResult? derived = result.Derived.FirstOrDefault(d => d.Derived.Id == e.Derived.Id);
        string came = derived is null ? "unknown" : ResultWords.Value(derived);
        string expected = e.Value switch
        {
            UnknownValue => "unknown",
            YesNoValue v => v.Value ? "yes" : "no",
            EnumerationValue v => v.Value.Id,
            NumericValue v when e.Derived is ComputedValue { Type: Date date } => PatientWords.DateText(date, v),
            NumericValue v => v.Value.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(e)),
        };
        bool isMet = expected == came || (e.Value is UnknownValue && derived is { IsDetermined: false });
        return isMet ? null : new TestFailure(e, $"{e.Derived.Id} is {expected}", $"{e.Derived.Id} is {came}", []);
    }

    private static bool SameSet(IEnumerable<string> a, IEnumerable<string> b) => a.Order(StringComparer.Ordinal).SequenceEqual(b.Order(StringComparer.Ordinal));

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static string VerbWord(AdviceVerb verb) => verb.ToString().ToLowerInvariant();

    private static string StatusWords(ExpectedStatus status) => status switch
    {
        ExpectedStatus.Silent => "is silent",
        ExpectedStatus.OutOfScope => "is out of scope",
        ExpectedStatus.Gap => "has a gap",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static DecisionStatus StatusOf(ExpectedStatus status) => status switch
    {
        ExpectedStatus.Silent => DecisionStatus.Silent,
        ExpectedStatus.OutOfScope => DecisionStatus.OutOfScope,
        ExpectedStatus.Gap => DecisionStatus.NoRecommendation,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
