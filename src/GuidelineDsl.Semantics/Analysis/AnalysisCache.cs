using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Reuse;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Analysis;

/// <summary>
/// What was found in single decisions, used again in the next check while neither the decision's text nor anything that it can name has changed; and of a
/// decision that was edited, what is proved of the rules that were not. Keeps what the last check used, up to a limit. One check at a time.
/// </summary>
public sealed class AnalysisCache
{
    // Some 64 MB.
    private const long MostNumbers = 8_000_000;

    private readonly Dictionary<string, DecisionBasis> _bases = [];
    private readonly HashSet<string> _used = [];
    private Dictionary<string, Entry> _before = [];
    private Dictionary<string, Entry> _now = [];
    private int _continued;

    /// <summary>How many decisions were analysed, and not taken from here.</summary>
    public int Analysed { get; private set; }

    /// <summary>How often a question was answered from what an earlier analysis had proved.</summary>
    internal int Continued => _continued;

    internal Entry? Find(string key)
    {
        if (!_now.TryGetValue(key, out Entry? entry) && _before.TryGetValue(key, out entry))
        {
            _now.Add(key, entry);
        }

        return entry;
    }

    /// <summary>What an earlier analysis proved, as long as only the decision itself has been edited since.</summary>
    internal DecisionBasis? BasisOf(DecisionText text) => _bases.GetValueOrDefault(text.Name) is { } known && known.Frame == text.Frame ? known : null;

    // Two questions about one decision may be asked at the same time.
    internal void CountContinued() => Interlocked.Increment(ref _continued);

    internal void Use(DecisionText text) => _used.Add(text.Name);

    internal void CountAnalysis() => Analysed++;

    internal void Keep(string key, Entry entry) => _now[key] = entry;

    internal void Keep(DecisionText text, DecisionBasis basis)
    {
        _bases.Remove(text.Name);
        if (_bases.Values.Sum(b => b.Size) + basis.Size <= MostNumbers)
        {
            _bases.Add(text.Name, basis);
        }
    }

    internal void EndCheck()
    {
        (_before, _now) = (_now, []);
        foreach (string gone in _bases.Keys.Where(n => !_used.Contains(n)).ToList())
        {
            _bases.Remove(gone);
        }

        _used.Clear();
    }

    internal sealed record Entry(ImmutableArray<Finding> Findings, DecisionSummary Summary, Location Place)
    {
        /// <summary>The usual values that the witnesses were chosen by: they come from the whole guideline.</summary>
        public required ImmutableArray<(string? Fact, PatientValue Value)> Typical { get; init; }
    }
}
