using System.Collections.Immutable;
using System.ComponentModel;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>Some neighbouring bins, both ends included.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BinRange(int First, int Last);

/// <summary>A condition on one axis: it holds in some of its bins.</summary>
/// <param name="Axis">The axis, by index.</param>
/// <param name="Bins">The bins in which it holds, apart from bin 0; sorted and not touching.</param>
/// <param name="WhenUnknown">Its truth in bin 0.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Plane(int Axis, ImmutableArray<BinRange> Bins, Truth WhenUnknown)
{
    /// <summary>Its truth in a bin.</summary>
    public Truth In(int bin)
    {
        if (bin == 0)
        {
            return WhenUnknown;
        }

        foreach (BinRange range in Bins)
        {
            if (bin <= range.Last)
            {
                return bin >= range.First;
            }
        }

        return false;
    }

    /// <summary>The condition that holds where this one does not.</summary>
    public Plane Negated(int bins)
    {
        ImmutableArray<BinRange>.Builder rest = ImmutableArray.CreateBuilder<BinRange>();
        int next = 1;
        foreach (BinRange range in Bins)
        {
            if (range.First > next)
            {
                rest.Add(new BinRange(next, range.First - 1));
            }

            next = range.Last + 1;
        }

        if (next < bins)
        {
            rest.Add(new BinRange(next, bins - 1));
        }

        return new Plane(Axis, rest.ToImmutable(), !WhenUnknown);
    }
}

/// <summary>How a <see cref="Gate"/> joins its inputs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum GateKind
{
    /// <summary>All inputs hold; with no input, true.</summary>
    And,

    /// <summary>At least one input holds; with no input, false.</summary>
    Or,

    /// <summary>The one input does not hold.</summary>
    Not,

    /// <summary>The weights of the inputs that hold add up to a minimum.</summary>
    AtLeast,
}

/// <summary>A condition made of others.</summary>
/// <param name="Kind">How.</param>
/// <param name="Inputs">The planes and earlier gates that it joins: planes by index, gates by index after all planes.</param>
/// <param name="Weights">For <see cref="GateKind.AtLeast"/> the positive weight of each input; otherwise empty.</param>
/// <param name="Minimum">For <see cref="GateKind.AtLeast"/> the least sum.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Gate(GateKind Kind, ImmutableArray<int> Inputs, ImmutableArray<long> Weights, long Minimum);

/// <summary>The conditions of one decision that its status and rules hang on.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Silences">The silences.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DecisionNodes(int Scope, ImmutableArray<int> Silences);

/// <summary>
/// All conditions that status and given rules hang on, as one network over bins: what the quick forms of the evaluator are made from. Truth
/// is three-valued throughout; the network says of a patient exactly what the readable conditions say.
/// </summary>
/// <param name="Axes">What is looked at.</param>
/// <param name="Planes">The conditions on one axis, each once.</param>
/// <param name="Gates">The conditions made of others, each after its inputs.</param>
/// <param name="Rules">The condition of each rule, by ordinal.</param>
/// <param name="Decisions">The other conditions of each decision.</param>
/// <param name="Constraints">The constraints.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Circuit(
    ImmutableArray<Axis> Axes,
    ImmutableArray<Plane> Planes,
    ImmutableArray<Gate> Gates,
    ImmutableArray<int> Rules,
    ImmutableArray<DecisionNodes> Decisions,
    ImmutableArray<int> Constraints)
{
    /// <summary>Whether some axis needs the readable form of the evaluator.</summary>
    public bool HasConditions { get; } = Axes.Any(axis => axis.Kind == AxisKind.Condition);

    /// <summary>The gate of a node, or null for a plane.</summary>
    public Gate? GateOf(int node) => node < Planes.Length ? null : Gates[node - Planes.Length];

    /// <summary>The truth of a node in given bins.</summary>
    public Truth Evaluate(int node, Func<int, int> binOf)
    {
        if (GateOf(node) is not { } gate)
        {
            Plane plane = Planes[node];
            return plane.In(binOf(plane.Axis));
        }

        switch (gate.Kind)
        {
            case GateKind.And:
                return gate.Inputs.Aggregate(Truth.True, (truth, input) => truth & Evaluate(input, binOf));
            case GateKind.Or:
                return gate.Inputs.Aggregate(Truth.False, (truth, input) => truth | Evaluate(input, binOf));
            case GateKind.Not:
                return !Evaluate(gate.Inputs[0], binOf);
            case GateKind.AtLeast:
                long certain = 0;
                long possible = 0;
                for (int i = 0; i < gate.Inputs.Length; i++)
                {
                    Truth truth = Evaluate(gate.Inputs[i], binOf);
                    certain += truth.IsTrue ? gate.Weights[i] : 0;
                    possible += truth.IsPossible ? gate.Weights[i] : 0;
                }

                return certain >= gate.Minimum ? Truth.True : possible < gate.Minimum ? Truth.False : Truth.Unknown;
            default:
                throw new InvalidOperationException($"No such gate: {gate.Kind}.");
        }
    }
}
