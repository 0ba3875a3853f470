using System.Collections.Immutable;

namespace GuidelineDsl.Semantics.Model;

/// <summary>Some of the values of an enumeration or set, by ordinal: sorted, without repetition.</summary>
public sealed record ValueSet(ImmutableArray<int> Ordinals)
{
    public static ValueSet Of(IEnumerable<int> ordinals) => new([.. new SortedSet<int>(ordinals)]);

    public bool Contains(int ordinal) => Ordinals.BinarySearch(ordinal) >= 0;

    public ValueSet Complement(int count) => new([.. Enumerable.Range(0, count).Where(i => !Contains(i))]);

    public bool Equals(ValueSet? other) => other is not null && Ordinals.AsSpan().SequenceEqual(other.Ordinals.AsSpan());

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int ordinal in Ordinals)
        {
            hash.Add(ordinal);
        }

        return hash.ToHashCode();
    }
}
