using System.Buffers;

namespace GuidelineDsl.Cli.Pipeline;

/// <summary>Bytes to be written; those of an answer that is not finished can be taken back.</summary>
public sealed class PatientBuffer : IBufferWriter<byte>
{
    private const int Least = 256;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Takes back what was written from a place on.</summary>
    public void TakeBackTo(int length) => Length = Math.Min(Length, length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Grow(int room)
    {
        int needed = checked(Length + Math.Max(room, Least));
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, 2L * _bytes.Length), Array.MaxLength));
        }
    }
}
