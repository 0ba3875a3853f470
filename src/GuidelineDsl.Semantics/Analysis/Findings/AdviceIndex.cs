using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>A rule among all rules of the compilation, in written order.</summary>
internal sealed record RuleInContext(GuidelineContext Guideline, Decision Decision, Rule Rule, int Order)
{
    public RuleReference Reference => new(Guideline.Guideline, Decision, Rule);
}

/// <summary>One option of one step of one piece of advice.</summary>
internal sealed record AdvisedOption(RuleInContext Rule, Advice Advice, Model.PlanStep Step, Model.PlanOption Option)
{
    public bool IsFor => Advice.Verb is AdviceVerb.Recommend or AdviceVerb.Consider;

    public ImmutableHashSet<ClinicalAction> All { get; } = [.. Option.Parts.Select(p => p.Action)];

    public ImmutableHashSet<ClinicalAction> Required { get; } = [.. Option.Parts.Where(p => !p.IsOptional).Select(p => p.Action)];

    /// <summary>The actions without which there is nothing: the needed parts, or all when every part is optional.</summary>
    public ImmutableHashSet<ClinicalAction> Core => Required.IsEmpty ? All : Required;
}

/// <summary>Everything that is advised for and against, by action.</summary>
internal sealed class AdviceIndex
{
    private readonly Dictionary<ClinicalAction, List<AdvisedOption>> _for = [];
    private readonly Dictionary<ClinicalAction, List<AdvisedOption>> _against = [];

    public AdviceIndex(IEnumerable<GuidelineContext> guidelines)
    {
        List<RuleInContext> rules = [];
        foreach (GuidelineContext guideline in guidelines)
        {
            foreach (Decision decision in guideline.Guideline.Decisions)
            {
                int start = rules.Count;
                rules.AddRange(decision.Rules.Select(r => new RuleInContext(guideline, decision, r, start + r.Index)));
            }
        }

        Rules = [.. rules];
        foreach (RuleInContext rule in rules)
        {
            foreach (AdvisedOption option in OptionsOf(rule))
            {
                foreach (ClinicalAction action in option.All)
                {
                    Dictionary<ClinicalAction, List<AdvisedOption>> index = option.IsFor ? _for : _against;
                    if (!index.TryGetValue(action, out List<AdvisedOption>? options))
                    {
                        index.Add(action, options = []);
                    }

                    options.Add(option);
                }
            }
        }
    }

    public ImmutableArray<RuleInContext> Rules { get; }

    /// <summary>Every action that is advised for or against.</summary>
    public IEnumerable<ClinicalAction> Actions => _for.Keys.Union(_against.Keys).OrderBy(a => a.Ordinal);

    public static IEnumerable<AdvisedOption> OptionsOf(RuleInContext rule) =>
        from advice in rule.Rule.Advice
        from step in advice.Plan.Steps
        from option in step.Options
        select new AdvisedOption(rule, advice, step, option);

    public IReadOnlyList<AdvisedOption> For(ClinicalAction action) => _for.GetValueOrDefault(action) ?? [];

    public IReadOnlyList<AdvisedOption> Against(ClinicalAction action) => _against.GetValueOrDefault(action) ?? [];

    /// <summary>What other decisions of the same guideline contraindicate, in a way that takes the parts away.</summary>
    public IEnumerable<AdvisedOption> RemoversOf(AdvisedOption option, ImmutableHashSet<ClinicalAction> parts) => parts
        .SelectMany(Against)
        .Distinct()
        .Where(b => b.Advice.Verb == AdviceVerb.Contraindicate && b.Advice.Plan.Steps.Length == 1
            && b.Rule.Guideline == option.Rule.Guideline && b.Rule.Decision != option.Rule.Decision && b.Core.IsSubsetOf(parts));
}
