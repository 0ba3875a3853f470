using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Logic;
using GuidelineDsl.Semantics.Analysis.Search;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>
/// Advice that does not go together, across all decisions and guidelines: for and against one action, incompatible actions, different schedules,
/// different strength. Candidates come from the actions; whether one patient gets both is then asked of the conditions. One finding per pair of rules.
/// </summary>
/// <param name="index">Who advises what.</param>
/// <param name="incompatibilities">What may not go together.</param>
/// <param name="budget">For looking for candidates; each question has its own.</param>
/// <param name="cap">The most boxes of a region.</param>
internal sealed class AdviceConflicts(AdviceIndex index, ImmutableArray<Incompatibility> incompatibilities, Budget budget, int cap)
{
    private const int MostCandidates = 100_000;

    private readonly SortedDictionary<CandidateKey, Candidate> _candidates = [];
    private (RuleInContext First, RuleInContext Second)? _looking;

    /// <summary>Pairs of rules of which one already makes the other superfluous.</summary>
    public required RulePairs AlreadyReported { get; init; }

    /// <summary>What is to be asked, each question with the rules that it is about.</summary>
    public IEnumerable<Question> Questions()
    {
        bool isWhole = Collect();
        foreach (Candidate candidate in _candidates.Values)
        {
            yield return new Question(candidate.First, candidate.Second, budget => Region(candidate, budget) is { } region ? ConflictMessages.Of(candidate, region) : null);
        }

        if (!isWhole && _looking is var (first, second))
        {
            yield return new Question(first, second, _ => throw new BudgetExceededException());
        }
    }

    private bool Collect()
    {
        try
        {
            foreach (ClinicalAction action in index.Actions)
            {
                CollectContradictions(action);
                CollectDifferences(action);
            }

            CollectIncompatibilities();
            return true;
        }
        catch (BudgetExceededException)
        {
            return false;
        }
    }

    private void CollectContradictions(ClinicalAction action)
    {
        foreach (AdvisedOption against in index.Against(action).Where(b => b.Advice.Plan.Steps.Length == 1))
        {
            foreach (AdvisedOption option in index.For(action))
            {
                bool sameGuideline = option.Rule.Guideline == against.Rule.Guideline;

                // In another decision of the same guideline it filters or marks, and contradicts nothing.
                if ((option.Rule.Decision == against.Rule.Decision || !sameGuideline) && MayMeet(option, against) && against.Core.IsSubsetOf(option.All))
                {
                    Add(AnalysisDiagnostics.Contradiction, option, against, against.Core, "");
                }
            }
        }
    }

    private void CollectDifferences(ClinicalAction action)
    {
        foreach (IReadOnlyList<AdvisedOption> options in (IReadOnlyList<AdvisedOption>[])[index.For(action), index.Against(action)])
        {
            WaysOfAdvising ways = new(options, budget);
            for (int i = 0; i < options.Count; i++)
            {
                AdvisedOption a = options[i];
                foreach (AdvisedOption b in ways.Differing(i))
                {
                    if (a.Advice == b.Advice || !MayMeet(a, b))
                    {
                        continue;
                    }

                    bool sameParts = a.All.SetEquals(b.All);
                    bool sameDecision = a.Rule.Decision == b.Rule.Decision;
                    if (a.IsFor && Schedules.Conflict(a.Advice.Qualifiers, b.Advice.Qualifiers, sameParts, sameDecision) is { } schedule)
                    {
                        Add(AnalysisDiagnostics.DifferentSchedule, a, b, [action], schedule);
                    }

                    if (sameParts && a.Rule.Guideline == b.Rule.Guideline && !AlreadyReported.Contains(a.Rule.Rule, b.Rule.Rule) && Strength(a, b) is { } strength)
                    {
                        Add(AnalysisDiagnostics.DifferentStrength, a, b, [action], strength);
                    }
                }
            }
        }
    }

    internal static string? Strength(AdvisedOption a, AdvisedOption b)
    {
        if (a.Advice.Verb != b.Advice.Verb)
        {
            return $"{Verb(a)} and {Verb(b)}";
        }

        return a.Rule.Rule.Evidence is { Grades.IsEmpty: false } x && b.Rule.Rule.Evidence is { Grades.IsEmpty: false } y
            && x.Scale == y.Scale && !x.Grades.SequenceEqual(y.Grades)
            ? $"evidence {x.Scale} {string.Join(' ', x.Grades)} and {string.Join(' ', y.Grades)}"
            : null;
    }

    private static string Verb(AdvisedOption option) => option.Advice.Verb.ToString().ToLowerInvariant();

    private void CollectIncompatibilities()
    {
        foreach (Incompatibility incompatibility in incompatibilities)
        {
            for (int i = 0; i < incompatibility.Members.Length; i++)
            {
                for (int j = i + 1; j < incompatibility.Members.Length; j++)
                {
                    foreach (ClinicalAction a in incompatibility.Members[i])
                    {
                        foreach (ClinicalAction b in incompatibility.Members[j].Where(b => b != a))
                        {
                            CollectIncompatible(incompatibility, a, b);
                        }
                    }
                }
            }
        }
    }

    private void CollectIncompatible(Incompatibility incompatibility, ClinicalAction a, ClinicalAction b)
    {
        foreach (AdvisedOption x in index.For(a))
        {
            foreach (AdvisedOption y in index.For(b))
            {
                // Alternatives of one step are never given together; its parts, other steps and other advice are.
                bool together = x == y || x.Step != y.Step;
                if (together && (x == y || MayMeet(x, y)))
                {
                    Add(AnalysisDiagnostics.IncompatibleActions, x, y, [a, b], incompatibility.Because);
                }
            }
        }
    }

    /// <summary>Whether both can be given to one patient without another code saying so: rules of one decision meet only where all are given.</summary>
    private bool MayMeet(AdvisedOption a, AdvisedOption b)
    {
        _looking = (a.Rule, b.Rule);
        budget.Spend();
        return a.Rule == b.Rule || a.Rule.Decision != b.Rule.Decision || a.Rule.Decision.Policy == ChoicePolicy.All;
    }

    private void Add(DiagnosticDescriptor descriptor, AdvisedOption a, AdvisedOption b, IEnumerable<ClinicalAction> actions, string detail)
    {
        (AdvisedOption first, AdvisedOption second) = a.Rule.Order <= b.Rule.Order ? (a, b) : (b, a);
        CandidateKey key = new(first.Rule.Order, second.Rule.Order, descriptor.Code);
        if (!_candidates.TryGetValue(key, out Candidate? candidate))
        {
            if (_candidates.Count == MostCandidates)
            {
                throw new BudgetExceededException();
            }

            _candidates.Add(key, candidate = new Candidate(descriptor, first.Rule, second.Rule));
        }

        candidate.Pairs.Add(new OptionPair(first, second, [.. actions], detail));
    }

    private RegionReport? Region(Candidate candidate, Budget budget)
    {
        RuleInContext[] rules = [.. new[] { candidate.First, candidate.Second }.Distinct()];
        Decision[] decisions = [.. rules.Select(r => r.Decision).Distinct()];
        Way[] ways = [.. candidate.Pairs.Select(p => WayOf(p.First, p.Second, p.Actions))];
        if (ways.Any(w => w is { Guarded.Length: 0, Removers.Length: 0 }))
        {
            ways = [];
        }

        PatientSpace patients = new(
            rules.Select(r => r.Guideline),
            [
                .. decisions.Select(d => d.Scope),
                .. rules.SelectMany(r => Given.ConditionsOf(r.Decision, r.Rule)),
                .. ways.SelectMany(w => w.Guarded.Select(o => o.Option.Guard!).Concat(w.Removers.SelectMany(Removal.ConditionsOf))),
            ],
            budget);
        Given given = new(patients, unsettledAs: false);
        Removal removal = new(patients, unsettledAs: true);
        Formula offered = ways.Length == 0 ? patients.Space.Formulas.True : patients.Space.Formulas.Or(ways.Select(w => patients.Space.Formulas.And(
        [
            .. w.Guarded.Select(o => patients.Patients.Certain(o.Option.Guard!, unsettledAs: false)),
            .. w.Removers.Select(r => patients.Space.Formulas.Negate(removal.Of(r))),
        ])));
        return patients.Report(
            [
                .. patients.Patients.WithoutFaults,
                .. decisions.Select(d => patients.Outside(d.Scope)),
                .. rules.SelectMany(r => patients.NotHolding(given.InScope(r.Decision, r.Rule))),
                .. patients.NotHolding(offered),
            ],
            cap);
    }

    // What must hold besides the rules: the options' guards, and that no other decision takes the actions away.
    private Way WayOf(AdvisedOption a, AdvisedOption b, ImmutableHashSet<ClinicalAction> actions)
    {
        AdvisedOption[] options = [.. new[] { a, b }.Distinct()];
        return new Way(
            [.. options.Where(o => o.Option.Guard is not null)],
            [.. options.Where(o => o.IsFor).SelectMany(o => index.RemoversOf(o, o.Required.Union(actions.Intersect(o.All)))).Distinct()]);
    }

    private sealed record Way(AdvisedOption[] Guarded, AdvisedOption[] Removers);
}

/// <summary>Which rules, in their order, and which code: candidates are asked in the order of the rules.</summary>
internal sealed record CandidateKey(int First, int Second, string Code) : IComparable<CandidateKey>
{
    public int CompareTo(CandidateKey? other) =>
        other is null ? 1
        : First != other.First ? First.CompareTo(other.First)
        : Second != other.Second ? Second.CompareTo(other.Second)
        : string.CompareOrdinal(Code, other.Code);
}

/// <summary>Two options that may not go together, and the actions that it is about.</summary>
internal sealed record OptionPair(AdvisedOption First, AdvisedOption Second, ImmutableHashSet<ClinicalAction> Actions, string Detail);

/// <summary>Two rules, or one, and the options that may not go together.</summary>
internal sealed record Candidate(DiagnosticDescriptor Descriptor, RuleInContext First, RuleInContext Second)
{
    public List<OptionPair> Pairs { get; } = [];
}

/// <summary>When a contraindication takes an option away: its rule is given, and where it has a guard, that holds.</summary>
internal sealed class Removal(PatientSpace patients, bool unsettledAs)
{
    private readonly Given _given = new(patients, unsettledAs);

    public static IEnumerable<Condition> ConditionsOf(AdvisedOption remover) =>
    [
        remover.Rule.Decision.Scope,
        .. Given.ConditionsOf(remover.Rule.Decision, remover.Rule.Rule),
        .. remover.Option.Guard is { } guard ? [guard] : Array.Empty<Condition>(),
    ];

    public Formula Of(AdvisedOption remover)
    {
        Formula given = _given.Of(remover.Rule.Decision, remover.Rule.Rule);
        return remover.Option.Guard is { } guard ? patients.Space.Formulas.And(given, patients.Patients.Certain(guard, unsettledAs)) : given;
    }
}
