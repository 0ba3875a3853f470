using System.Collections.Immutable;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// How the bins of many patients lie as bits, where a guideline has code of its own for them. An axis takes as many slices as its bins have binary digits:
/// in the slice of a digit each patient has one bit. The slices of a group of patients lie one after another, so that memory is read in one stream.
/// </summary>
internal sealed class ColumnSlices
{
    /// <summary>The words of one slice of a group: as many as the widest vector has.</summary>
    public const int GroupWords = 8;

    /// <summary>Axes with more bins do not have a byte per patient, and no slices.</summary>
    public const int MostBins = byte.MaxValue;

    /// <summary>The bits of a status.</summary>
    public const int StatusBits = 3;

    /// <param name="circuit">The axes.</param>
    /// <param name="hasRequired">Whether some fact is required: then the last slice has those who lack one.</param>
    public ColumnSlices(Circuit circuit, bool hasRequired)
    {
        Digits = [.. circuit.Axes.Select(axis => 32 - (int)uint.LeadingZeroCount((uint)axis.Bins - 1))];
        First = [.. Digits.Select((_, axis) => Digits.Take(axis).Sum())];
        Refused = hasRequired ? Digits.Sum() : -1;
        Count = Digits.Sum() + (hasRequired ? 1 : 0);
    }

    /// <summary>How many slices each axis has.</summary>
    public ImmutableArray<int> Digits { get; }

    /// <summary>The first slice of each axis: that of the lowest digit.</summary>
    public ImmutableArray<int> First { get; }

    /// <summary>The slice of those who lack a required fact; -1 where none is required.</summary>
    public int Refused { get; }

    /// <summary>How many slices there are.</summary>
    public int Count { get; }

    /// <summary>How many words a group of patients takes.</summary>
    public int WordsPerGroup => Count * GroupWords;

    /// <summary>The column of the answers in which the lowest status bit of a decision lies. The columns of the rules come first, by ordinal.</summary>
    public static int StatusColumn(int rules, int decision) => rules + (decision * StatusBits);

    /// <summary>The last column of the answers: those who are refused.</summary>
    public static int RefusedColumn(int rules, int decisions) => StatusColumn(rules, decisions);
}
