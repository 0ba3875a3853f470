using System.Numerics;
using GuidelineDsl.Runtime.Masks;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The answers for many patients as columns of bits: one column per rule, and the statuses of each decision. Made by
/// <see cref="IGuidelineEvaluator.NewAnswers"/>; an object can be filled again and again.
/// </summary>
public sealed class ColumnAnswers
{
    /// <summary>Columns do not begin at multiples of a large power of two: they would all compete for the same few places of the cache.</summary>
    private const int Offset = 72;

    private readonly AlignedArray<ulong> _columns;

    internal ColumnAnswers(GuidelineDescription guideline, int count, int words)
    {
        Guideline = guideline;
        Count = count;
        DecisionCount = guideline.DecisionCount;
        RuleCount = guideline.RuleCount;
        Words = words;
        _columns = new AlignedArray<ulong>((ColumnSlices.RefusedColumn(RuleCount, DecisionCount) + 1) * Stride);
    }

    /// <summary>How many patients there are.</summary>
    public int Count { get; }

    /// <summary>How many decisions there are.</summary>
    public int DecisionCount { get; }

    /// <summary>How many rules there are.</summary>
    public int RuleCount { get; }

    /// <summary>The guideline whose answers they are.</summary>
    internal GuidelineDescription Guideline { get; }

    /// <summary>How many words a column takes.</summary>
    internal int Words { get; }

    /// <summary>The status of one decision for one patient; without meaning when the patient is refused.</summary>
    public DecisionStatus Status(int decision, int patient)
    {
        int status = 0;
        for (int bit = 0; bit < ColumnSlices.StatusBits; bit++)
        {
            status |= Bit(StatusBit(decision, bit), patient) << bit;
        }

        return (DecisionStatus)status;
    }

    /// <summary>Whether a rule is given to a patient.</summary>
    /// <param name="rule">The rule, by <see cref="RuleDescription.Ordinal"/>.</param>
    /// <param name="patient">The patient.</param>
    public bool IsGiven(int rule, int patient) => Bit(Given(rule), patient) != 0;

    /// <summary>The patients to whom a rule is given as bits, 64 to a word.</summary>
    public ReadOnlySpan<ulong> Given(int rule) => GivenWords(rule)[..((Count + 63) / 64)];

    /// <summary>To how many patients a rule is given.</summary>
    public int CountGiven(int rule)
    {
        int count = 0;
        foreach (ulong word in Given(rule))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>The patients that violate a constraint, or lack a fact that is required, as bits. They are given nothing, and their statuses mean nothing.</summary>
    public ReadOnlySpan<ulong> Refused => RefusedWords[..((Count + 63) / 64)];

    /// <summary>Whether the patient violates a constraint, or lacks a fact that is required.</summary>
    public bool IsRefused(int patient) => Bit(RefusedWords, patient) != 0;

    /// <summary>How many words after another a column begins.</summary>
    internal int Stride => Words + Offset;

    /// <summary>All columns: see <see cref="ColumnSlices.StatusColumn"/>.</summary>
    internal Span<ulong> AllWords => _columns.Span;

    internal Span<ulong> GivenWords(int rule) => Column(rule);

    internal Span<ulong> StatusBit(int decision, int bit) => Column(ColumnSlices.StatusColumn(RuleCount, decision) + bit);

    internal Span<ulong> RefusedWords => Column(ColumnSlices.RefusedColumn(RuleCount, DecisionCount));

    private Span<ulong> Column(int index) => _columns.Span.Slice(index * Stride, Words);

    private static int Bit(ReadOnlySpan<ulong> bits, int patient) => (int)(bits[patient >> 6] >> (patient & 63)) & 1;
}
