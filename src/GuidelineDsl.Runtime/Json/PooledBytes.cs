using System.Buffers;

namespace GuidelineDsl.Runtime.Json;

/// <summary>Bytes that grow, in memory that is given back.</summary>
internal ref struct PooledBytes
{
    private const int Start = 1 << 15;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Start);
    private int _length;

    public PooledBytes()
    {
    }

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Add(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _bytes.Length - _length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(checked(2 * Math.Max(_bytes.Length, piece.Length)));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
    }

    public readonly void Return() => ArrayPool<byte>.Shared.Return(_bytes);
}
