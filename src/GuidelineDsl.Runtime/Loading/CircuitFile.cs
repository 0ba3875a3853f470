using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using System.Text;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>The network of a guideline's conditions as the bytes that a generated assembly carries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CircuitFile
{
    /// <summary>The first bytes; the number changes with the form.</summary>
    private const string Magic = "gdl-circuit/1";

    /// <summary>The name of the resource.</summary>
    public static string ResourceOf(string guideline) => GuidelineAssembly.Bounded(guideline) + ".circuit";

    /// <summary>The bytes of a network.</summary>
    public static byte[] Write(Circuit circuit)
    {
        using MemoryStream stream = new();
        BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(Magic);
        List(circuit.Axes, axis =>
        {
            Int((int)axis.Kind);
            Int(axis.Subject);
            List(axis.Limits, writer.Write7BitEncodedInt64);
            Int(axis.Bins);
        });
        List(circuit.Planes, plane =>
        {
            Int(plane.Axis);
            Int(plane.WhenUnknown.IsUnknown ? 0 : plane.WhenUnknown.IsTrue ? 1 : 2);
            List(plane.Bins, range =>
            {
                Int(range.First);
                Int(range.Last);
            });
        });
        List(circuit.Gates, gate =>
        {
            Int((int)gate.Kind);
            List(gate.Inputs, Int);
            List(gate.Weights, writer.Write7BitEncodedInt64);
            writer.Write7BitEncodedInt64(gate.Minimum);
        });
        List(circuit.Rules, Int);
        List(circuit.Decisions, decision =>
        {
            Int(decision.Scope);
            List(decision.Silences, Int);
        });
        List(circuit.Constraints, Int);
        writer.Flush();
        return stream.ToArray();

        void Int(int value) => writer.Write7BitEncodedInt(value);

        void List<T>(ImmutableArray<T> items, Action<T> write)
        {
            Int(items.Length);
            foreach (T item in items)
            {
                write(item);
            }
        }
    }

    /// <summary>Reads the network in a resource of an assembly.</summary>
    /// <exception cref="GuidelineLoadException">The assembly has no such resource, or it is damaged or of another form.</exception>
    public static Circuit Read(Assembly assembly, string guideline)
    {
        using Stream stream = assembly.GetManifestResourceStream(ResourceOf(guideline))
            ?? throw new GuidelineLoadException($"The assembly '{assembly.GetName().Name}' lacks its part '{ResourceOf(guideline)}'. Build it again.");
        using BinaryReader reader = new(stream, Encoding.UTF8);
        try
        {
            return reader.ReadString() == Magic
                ? Read(reader)
                : throw new GuidelineLoadException("The guideline was compiled for another version of GuidelineDsl.Runtime. Build it again.");
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new GuidelineLoadException("The compiled guideline is damaged. Build it again.", error);
        }
    }

    private static Circuit Read(BinaryReader reader)
    {
        return new Circuit(
            List(() => new Axis((AxisKind)Int(), Int(), List(reader.Read7BitEncodedInt64), Int())),
            List(ReadPlane),
            List(() => new Gate((GateKind)Int(), List(Int), List(reader.Read7BitEncodedInt64), reader.Read7BitEncodedInt64())),
            List(Int),
            List(() => new DecisionNodes(Int(), List(Int))),
            List(Int));

        Plane ReadPlane()
        {
            (int axis, int unknown) = (Int(), Int());
            return new Plane(axis, List(() => new BinRange(Int(), Int())), unknown == 0 ? Truth.Unknown : unknown == 1);
        }

        int Int() => reader.Read7BitEncodedInt();

        ImmutableArray<T> List<T>(Func<T> read)
        {
            int count = Int();
            ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(Math.Min(count, 1 << 16));
            for (int i = 0; i < count; i++)
            {
                items.Add(read());
            }

            return items.DrainToImmutable();
        }
    }
}
