namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// The outcome of a question as a function of what is unknown: a decision diagram whose equal parts are one node. An outcome is a
/// number; impossible patients are <see cref="Impossible"/>, for which no outcome counts.
/// </summary>
internal sealed class OutcomeDiagram
{
    /// <summary>The node of patients that a constraint rules out.</summary>
    public const int Impossible = -1;

    private readonly List<(int Level, int[] Children)> _nodes = [];
    private readonly Dictionary<NodeKey, int> _ids = [];

    /// <summary>The node that stands for the whole function.</summary>
    public int Root { get; set; }

    /// <summary>The terminal node of an outcome.</summary>
    public static int Terminal(int outcome) => -2 - outcome;

    /// <summary>The node of a choice; a choice that makes no difference is no node.</summary>
    public int Node(int level, int[] children)
    {
        if (Array.TrueForAll(children, child => child == children[0]))
        {
            return children[0];
        }

        NodeKey key = new(level, children);
        if (!_ids.TryGetValue(key, out int id))
        {
            id = _nodes.Count;
            _nodes.Add((level, children));
            _ids.Add(key, id);
        }

        return id;
    }

    /// <summary>All outcomes that some possible patient has.</summary>
    public SortedSet<int> Outcomes()
    {
        SortedSet<int> outcomes = [];
        HashSet<int> seen = [];
        Stack<int> open = new([Root]);
        while (open.TryPop(out int node))
        {
            if (!seen.Add(node) || node == Impossible)
            {
                continue;
            }

            if (node < 0)
            {
                outcomes.Add(-2 - node);
                continue;
            }

            foreach (int child in _nodes[node].Children)
            {
                open.Push(child);
            }
        }

        return outcomes;
    }

    /// <summary>The same function with its outcomes grouped.</summary>
    public OutcomeDiagram Grouped(Func<int, int> group)
    {
        OutcomeDiagram result = new();
        Dictionary<int, int> done = [];
        result.Root = Copy(Root);
        return result;

        int Copy(int node)
        {
            if (node < 0)
            {
                return node == Impossible ? Impossible : Terminal(group(-2 - node));
            }

            if (!done.TryGetValue(node, out int copy))
            {
                (int level, int[] children) = _nodes[node];
                copy = result.Node(level, Array.ConvertAll(children, Copy));
                done.Add(node, copy);
            }

            return copy;
        }
    }

    /// <summary>
    /// The levels that matter: there are two possible patients with different outcomes who differ in nothing else. Where constraints tie
    /// unknown facts together, and no such level exists although outcomes differ, the fewest levels that decide.
    /// </summary>
    /// <param name="groups">The fact that each level belongs to; levels of one fact may differ together.</param>
    public SortedSet<int> EssentialGroups(IReadOnlyList<int> groups)
    {
        SortedSet<int> present = [.. Reachable().Select(node => groups[_nodes[node].Level])];
        if (!Reachable().Any(node => _nodes[node].Children.Contains(Impossible)))
        {
            return present;
        }

        SortedSet<int> essential = [.. present.Where(group => Conflict(g => g == group))];
        if (!Conflict(g => !essential.Contains(g)))
        {
            return essential;
        }

        SortedSet<int> kept = [.. present];
        foreach (int group in present.Reverse())
        {
            if (!essential.Contains(group) && !Conflict(g => g == group || !kept.Contains(g)))
            {
                kept.Remove(group);
            }
        }

        return kept;

        // Two possible patients with different outcomes that agree on all levels but those that may differ.
        bool Conflict(Func<int, bool> mayDiffer)
        {
            Dictionary<(int, int), bool> done = [];
            return Differ(Root, Root);

            bool Differ(int a, int b)
            {
                if (a < 0 && b < 0)
                {
                    return a != Impossible && b != Impossible && a != b;
                }

                if (a == Impossible || b == Impossible)
                {
                    return false;
                }

                if (done.TryGetValue((a, b), out bool known))
                {
                    return known;
                }

                done.Add((a, b), false);
                int level = Math.Min(LevelOf(a), LevelOf(b));
                int count = LevelOf(a) == level ? _nodes[a].Children.Length : _nodes[b].Children.Length;
                bool free = mayDiffer(groups[level]);
                bool result = false;
                for (int i = 0; i < count && !result; i++)
                {
                    for (int j = free ? 0 : i; j < (free ? count : i + 1) && !result; j++)
                    {
                        result = Differ(Child(a, level, i), Child(b, level, j));
                    }
                }

                return done[(a, b)] = result;
            }
        }
    }

    private int LevelOf(int node) => node < 0 ? int.MaxValue : _nodes[node].Level;

    private int Child(int node, int level, int index) => LevelOf(node) == level ? _nodes[node].Children[index] : node;

    private List<int> Reachable()
    {
        List<int> nodes = [];
        HashSet<int> seen = [];
        Stack<int> open = new([Root]);
        while (open.TryPop(out int node))
        {
            if (node >= 0 && seen.Add(node))
            {
                nodes.Add(node);
                foreach (int child in _nodes[node].Children)
                {
                    open.Push(child);
                }
            }
        }

        return nodes;
    }

    private readonly struct NodeKey(int level, int[] children) : IEquatable<NodeKey>
    {
        private readonly int _level = level;
        private readonly int[] _children = children;

        public bool Equals(NodeKey other) => _level == other._level && _children.AsSpan().SequenceEqual(other._children);

        public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_level);
            foreach (int child in _children)
            {
                hash.Add(child);
            }

            return hash.ToHashCode();
        }
    }
}
