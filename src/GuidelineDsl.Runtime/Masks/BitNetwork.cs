namespace GuidelineDsl.Runtime.Masks;

/// <summary>What a <see cref="BitNode"/> does.</summary>
internal enum BitKind
{
    None,
    All,
    Slice,
    Not,
    And,
    Or,
    Xor,
}

/// <summary>One operation on words of bits, one bit per patient.</summary>
/// <param name="Kind">Which.</param>
/// <param name="A">The first operand by number; of a slice which.</param>
/// <param name="B">The second operand by number.</param>
internal readonly record struct BitNode(BitKind Kind, int A, int B);

/// <summary>Operations on words of bits, each of which is there once however often it is asked for; what is constant is not there at all.</summary>
internal sealed class BitNetwork
{
    public const int None = 0;
    public const int All = 1;

    private readonly List<BitNode> _nodes = [new(BitKind.None, 0, 0), new(BitKind.All, 0, 0)];
    private readonly Dictionary<BitNode, int> _numbers = [];

    public BitNode this[int node] => _nodes[node];

    public int Count => _nodes.Count;

    public int Slice(int slice) => Number(new BitNode(BitKind.Slice, slice, 0));

    public int Not(int a) => a switch
    {
        None => All,
        All => None,
        _ when _nodes[a].Kind == BitKind.Not => _nodes[a].A,
        _ => Number(new BitNode(BitKind.Not, a, 0)),
    };

    public int And(int a, int b) =>
        a == None || b == None || AreOpposite(a, b) ? None
        : a == All || a == b ? b
        : b == All ? a
        : Number(new BitNode(BitKind.And, Math.Min(a, b), Math.Max(a, b)));

    public int Or(int a, int b) =>
        a == All || b == All || AreOpposite(a, b) ? All
        : a == None || a == b ? b
        : b == None ? a
        : Number(new BitNode(BitKind.Or, Math.Min(a, b), Math.Max(a, b)));

    public int Xor(int a, int b) =>
        a == b ? None
        : AreOpposite(a, b) ? All
        : a == None ? b
        : b == None ? a
        : a == All ? Not(b)
        : b == All ? Not(a)
        : Number(new BitNode(BitKind.Xor, Math.Min(a, b), Math.Max(a, b)));

    public int AndAll(IEnumerable<int> nodes) => nodes.Aggregate(All, And);

    public int OrAll(IEnumerable<int> nodes) => nodes.Aggregate(None, Or);

    /// <summary>Where a number, given by its digits, is one of some values.</summary>
    /// <param name="digits">The slices of its digits, the lowest first.</param>
    /// <param name="wanted">For each value the digits can say whether it is one of them; null where the number never is that value.</param>
    public int OneOf(ReadOnlySpan<int> digits, ReadOnlySpan<bool?> wanted)
    {
        if (!wanted.Contains(false))
        {
            return All;
        }

        if (!wanted.Contains(true))
        {
            return None;
        }

        int half = wanted.Length / 2;
        ReadOnlySpan<bool?> low = wanted[..half];
        ReadOnlySpan<bool?> high = wanted[half..];
        if (Merged(low, high, isOpposite: false) is { } same)
        {
            return OneOf(digits[..^1], same);
        }

        int top = Slice(digits[^1]);
        if (Merged(low, high, isOpposite: true) is { } opposite)
        {
            return Xor(top, OneOf(digits[..^1], opposite));
        }

        return (OneOf(digits[..^1], low), OneOf(digits[..^1], high)) switch
        {
            (None, var ifSet) => And(top, ifSet),
            (var ifClear, None) => And(Not(top), ifClear),
            (All, var ifSet) => Or(Not(top), ifSet),
            (var ifClear, All) => Or(top, ifClear),
            var (ifClear, ifSet) => Or(And(top, ifSet), And(Not(top), ifClear)),
        };
    }

    /// <summary>What is wanted where the top digit makes no difference, or turns everything round; null where neither is so.</summary>
    private static bool?[]? Merged(ReadOnlySpan<bool?> low, ReadOnlySpan<bool?> high, bool isOpposite)
    {
        bool?[] merged = new bool?[low.Length];
        for (int i = 0; i < low.Length; i++)
        {
            bool? turned = high[i] ^ isOpposite;
            if (low[i] is { } one && turned is { } other && one != other)
            {
                return null;
            }

            merged[i] = low[i] ?? turned;
        }

        return merged;
    }

    private bool AreOpposite(int a, int b) =>
        (_nodes[a].Kind == BitKind.Not && _nodes[a].A == b) || (_nodes[b].Kind == BitKind.Not && _nodes[b].A == a);

    private int Number(BitNode node)
    {
        if (!_numbers.TryGetValue(node, out int number))
        {
            number = _nodes.Count;
            _nodes.Add(node);
            _numbers.Add(node, number);
        }

        return number;
    }
}
