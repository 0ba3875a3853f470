using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>A condition with its number among the guideline's conditions. <paramref name="IsRepeat"/>: visited before under the same number.</summary>
internal sealed record ConditionNode(int Index, Condition Condition, ImmutableArray<ConditionNode> Parts, bool IsRepeat);

/// <summary>The conditions of a guideline, numbered in the order in which they are declared here.</summary>
internal sealed class ConditionTable
{
    private readonly List<ConditionNode?> _nodes = [];

    public int Count => _nodes.Count;

    public ConditionNode this[int index] => _nodes[index]!;

    /// <summary>
    /// Numbers a condition and its parts. A part that is the very condition of an earlier root of the same visit (as in
    /// <c>otherwise</c>) keeps that root's number.
    /// </summary>
    public ConditionNode Add(Condition condition, Dictionary<Condition, ConditionNode> visited)
    {
        ConditionNode root = Number(condition, visited);
        visited.TryAdd(condition, root);
        return root;
    }

    private ConditionNode Number(Condition condition, Dictionary<Condition, ConditionNode> visited)
    {
        if (visited.TryGetValue(condition, out ConditionNode? before))
        {
            return before with { IsRepeat = true };
        }

        int index = _nodes.Count;
        _nodes.Add(null);
        ImmutableArray<ConditionNode> parts = [.. PartsOf(condition).Select(part => Number(part, visited))];
        ConditionNode node = new(index, condition, parts, false);
        _nodes[index] = node;
        return node;
    }

    private static ImmutableArray<Condition> PartsOf(Condition condition) => condition switch
    {
        All all => all.Parts,
        Any any => any.Parts,
        Not not => [not.Part],
        Counting counting => counting.Parts,
        Constant or DefinitionTest or ClassificationTest or YesNoTest or ValueTest or SetTest or NumberTest or KnownTest => [],
        _ => throw new InvalidOperationException($"No such condition: {condition.GetType().Name}."),
    };
}
