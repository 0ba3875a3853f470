using System.Collections.Immutable;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>
/// What was found in single decisions, used again in the next check while neither the decision's text nor anything that it can name has changed.
/// Keeps what the last check used. One check at a time.
/// </summary>
public sealed class AnalysisCache
{
    private Dictionary<string, Entry> _before = [];
    private Dictionary<string, Entry> _now = [];

    /// <summary>How many decisions were analysed, and not taken from here.</summary>
    public int Analysed { get; private set; }

    internal Entry? Find(string key)
    {
        if (!_now.TryGetValue(key, out Entry? entry) && _before.TryGetValue(key, out entry))
        {
            _now.Add(key, entry);
        }

        return entry;
    }

    internal void CountAnalysis() => Analysed++;

    internal void Keep(string key, Entry entry) => _now[key] = entry;

    internal void EndCheck() => (_before, _now) = (_now, []);

    internal sealed record Entry(ImmutableArray<Finding> Findings, DecisionSummary Summary, Location Place);
}
