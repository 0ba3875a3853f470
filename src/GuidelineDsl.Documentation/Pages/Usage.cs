using GuidelineDsl.Documentation.Pictures;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Pages;

/// <summary>One place where something is used: a rule, a silence, a definition and so on, with its link inside the guideline's folder.</summary>
internal sealed record Use(string Kind, string Label, string Href, Citation? Citation = null);

/// <summary>What rests on each source, and where each fact and action occurs, in one guideline.</summary>
internal sealed class Usage
{
    private readonly Dictionary<object, (List<Use> InOrder, HashSet<Use> Known)> _uses = new(ReferenceEqualityComparer.Instance);

    public Usage(SiteMap site, Guideline guideline)
    {
        foreach (Decision decision in guideline.Decisions)
        {
            string href = site.Href(decision, guideline);
            Read(decision.Scope, new Use("scope", decision.Label, $"{href}#{Uri.EscapeDataString(decision.Id)}"));
            Remarks(decision.Remarks, new Use("remark", decision.Label, $"{href}#{Uri.EscapeDataString(decision.Id)}"));
            foreach (Rule rule in decision.Rules)
            {
                Use use = new("rule", rule.Label, site.Href(decision, rule, guideline));
                Read(rule.Condition, use);
                Cite(rule.Citations, use);
                Remarks(rule.Remarks, use with { Kind = "remark" });
                foreach (PlanOption option in rule.Advice.SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options))
                {
                    foreach (PlanPart part in option.Parts)
                    {
                        Add(part.Action, use);
                    }

                    if (option.Guard is not null)
                    {
                        Read(option.Guard, use);
                    }
                }
            }

            for (int i = 0; i < decision.Silences.Length; i++)
            {
                Use use = new("silence", decision.Label, $"{href}#{Uri.EscapeDataString($"{decision.Id}-silence-{i + 1}")}");
                Read(decision.Silences[i].Condition, use);
                Cite(decision.Silences[i].Citations, use);
            }
        }

        foreach (Classification classification in guideline.Visible.Classifications)
        {
            Cite(classification.Citations, new Use("classification", classification.Label, $"definitions.html#{Uri.EscapeDataString(classification.Id)}"));
        }

        foreach (Score score in guideline.Visible.Scores)
        {
            Cite(score.Citations, new Use("score", score.Label, $"definitions.html#{Uri.EscapeDataString(score.Id)}"));
        }

        Remarks(guideline.Declarations.Remarks, new Use("remark", "Overview", "index.html#remarks"));
    }

    public IReadOnlyList<Use> Of(object symbol) => _uses.TryGetValue(symbol, out (List<Use> InOrder, HashSet<Use> Known) uses) ? uses.InOrder : [];

    private void Remarks(IEnumerable<Remark> remarks, Use use)
    {
        foreach (Remark remark in remarks)
        {
            Cite(remark.Citations, use);
        }
    }

    private void Cite(IEnumerable<Citation> citations, Use use)
    {
        foreach (Citation citation in citations)
        {
            Add(citation.Source, use with { Citation = citation });
        }
    }

    private void Read(Condition condition, Use use)
    {
        Reach reach = Reach.Of([condition]);
        foreach (Symbol symbol in reach.Facts.Cast<Symbol>().Concat(reach.Derived))
        {
            Add(symbol, use);
        }
    }

    private void Add(object symbol, Use use)
    {
        if (!_uses.TryGetValue(symbol, out (List<Use> InOrder, HashSet<Use> Known) uses))
        {
            _uses[symbol] = uses = ([], []);
        }

        if (uses.Known.Add(use))
        {
            uses.InOrder.Add(use);
        }
    }
}
