using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Findings;

/// <summary>The pairs of rules that findings are about: the first rule of each with every other one.</summary>
internal sealed class RulePairs
{
    private readonly Dictionary<Rule, HashSet<Rule>> _others = new(ReferenceEqualityComparer.Instance);

    public RulePairs(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            foreach (RuleReference other in finding.Rules.Skip(1))
            {
                Add(finding.Rules[0].Rule, other.Rule);
                Add(other.Rule, finding.Rules[0].Rule);
            }
        }
    }

    public bool Contains(Rule first, Rule second) => _others.TryGetValue(first, out HashSet<Rule>? others) && others.Contains(second);

    private void Add(Rule first, Rule second)
    {
        if (!_others.TryGetValue(first, out HashSet<Rule>? others))
        {
            _others.Add(first, others = new HashSet<Rule>(ReferenceEqualityComparer.Instance));
        }

        others.Add(second);
    }
}
