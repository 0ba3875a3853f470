using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>The network of a guideline's conditions as the bytes that a generated assembly carries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CircuitFile
{
    /// <summary>The first bytes; the number changes with the form.</summary>
    private const string Magic = "gdl-circuit/2";

    /// <summary>The name of the resource.</summary>
    public static string ResourceOf(string guideline) => GuidelineAssembly.Bounded(guideline) + ".circuit";

    /// <summary>The bytes of a network.</summary>
    public static byte[] Write(Circuit circuit)
    {
        DataWriter writer = new();
        writer.Text(Magic);
        Write(writer, circuit.Axes);
        writer.List(circuit.Planes, plane =>
        {
            writer.Int(plane.Axis);
            writer.Int(plane.WhenUnknown.IsUnknown ? 0 : plane.WhenUnknown.IsTrue ? 1 : 2);
            writer.List(plane.Bins, range =>
            {
                writer.Int(range.First);
                writer.Int(range.Last);
            });
        });
        writer.List(circuit.Gates, gate =>
        {
            writer.Int((int)gate.Kind);
            writer.Ints(gate.Inputs);
            if (gate.Kind == GateKind.AtLeast)
            {
                writer.List(gate.Weights, writer.Int);
                writer.Int(gate.Minimum);
            }
        });
        writer.Ints(circuit.Rules);
        writer.List(circuit.Decisions, decision =>
        {
            writer.Int(decision.Scope);
            writer.Ints(decision.Silences);
        });
        writer.Ints(circuit.Constraints);
        return writer.ToArray();
    }

    /// <summary>Reads the network in a resource of an assembly.</summary>
    /// <exception cref="GuidelineLoadException">The assembly has no such resource, or it is damaged or of another form.</exception>
    public static Circuit Read(Assembly assembly, string guideline) =>
        DataReader.Read(DataReader.Resource(assembly, ResourceOf(guideline)), Magic, Read);

    internal static void Write(DataWriter writer, ImmutableArray<Axis> axes) => writer.List(axes, axis =>
    {
        writer.Int((int)axis.Kind);
        writer.Int(axis.Subject);
        writer.List(axis.Limits, writer.Int);
        writer.Int(axis.Bins);
    });

    internal static ImmutableArray<Axis> ReadAxes(DataReader reader) =>
        reader.List(() => new Axis((AxisKind)reader.Int(), reader.Int(), reader.List(reader.Long), reader.Int()));

    private static Circuit Read(DataReader reader)
    {
        return new Circuit(
            ReadAxes(reader),
            reader.List(Plane),
            reader.List(Gate),
            reader.Ints(),
            reader.List(() => new DecisionNodes(reader.Int(), reader.Ints())),
            reader.Ints());

        Plane Plane()
        {
            (int axis, int unknown) = (reader.Int(), reader.Int());
            return new Plane(axis, reader.List(() => new BinRange(reader.Int(), reader.Int())), unknown == 0 ? Truth.Unknown : unknown == 1);
        }

        Gate Gate()
        {
            (GateKind kind, ImmutableArray<int> inputs) = ((GateKind)reader.Int(), reader.Ints());
            return kind == GateKind.AtLeast ? new Gate(kind, inputs, reader.List(reader.Long), reader.Long()) : new Gate(kind, inputs, [], 0);
        }
    }
}
