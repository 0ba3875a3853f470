using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>The conditions of a large guideline as the bytes that its assembly carries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConditionFile
{
    /// <summary>The first bytes; the number changes with the form.</summary>
    private const string Magic = "gdl-conditions/1";

    /// <summary>The name of the resource.</summary>
    public static string ResourceOf(string guideline) => GuidelineAssembly.Bounded(guideline) + ".conditions";

    /// <summary>The bytes of the conditions.</summary>
    public static byte[] Write(ConditionData data)
    {
        DataWriter writer = new();
        writer.Text(Magic);
        writer.Int(data.Entries.Length);
        writer.Int(data.Tests.Length);
        for (int i = 0; i < data.Entries.Length; i++)
        {
            ConditionEntry entry = data.Entries[i];
            int end = i + 1 < data.Entries.Length ? data.Entries[i + 1].FirstTest : data.Tests.Length;
            writer.Byte((byte)entry.Join);
            if (entry.Join == TestJoin.Count)
            {
                writer.Int(entry.Minimum);
                writer.Int(entry.Maximum);
            }

            writer.Int(entry.End - i);
            writer.Int(end - entry.FirstTest);
            foreach (ConditionTest test in data.Tests.AsSpan()[entry.FirstTest..end])
            {
                writer.Byte((byte)(((int)test.Kind << 1) | (test.IsNegated ? 1 : 0)));
                writer.Int(test.Kind == TestKind.Holds ? test.Subject - i : test.Subject);
                writer.Int(test.Low);
                writer.Int(test.High);
            }
        }

        writer.List(data.Words, writer.Word);
        writer.List(data.Bounds, bounds =>
        {
            writer.Number(bounds.From);
            writer.Bool(bounds.FromInclusive);
            writer.Number(bounds.To);
            writer.Bool(bounds.ToInclusive);
        });
        Ranges(data.Constraints);
        writer.List(data.Decisions, Ranges);
        Ranges(data.Asked);
        return writer.ToArray();

        void Ranges(ImmutableArray<ConditionRange> ranges) => writer.List(ranges, range =>
        {
            writer.Int(range.First);
            writer.Int(range.End);
        });
    }

    /// <summary>Reads the conditions in a resource of an assembly.</summary>
    /// <exception cref="GuidelineLoadException">The assembly has no such resource, or it is damaged or of another form.</exception>
    public static ConditionData Read(Assembly assembly, string guideline) =>
        DataReader.Read(DataReader.Resource(assembly, ResourceOf(guideline)), Magic, Read);

    private static ConditionData Read(DataReader reader)
    {
        ConditionEntry[] entries = new ConditionEntry[reader.Count()];
        ConditionTest[] tests = new ConditionTest[reader.Count()];
        int next = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            TestJoin join = (TestJoin)reader.Byte();
            (int minimum, int maximum) = join == TestJoin.Count ? (reader.Int(), reader.Int()) : (0, 0);
            entries[i] = new ConditionEntry(join, next, i + reader.Int(), minimum, maximum);
            for (int count = reader.Int(); count > 0; count--)
            {
                byte kind = reader.Byte();
                int subject = reader.Int();
                TestKind asked = (TestKind)(kind >> 1);
                tests[next++] = new ConditionTest(asked, (kind & 1) != 0, asked == TestKind.Holds ? subject + i : subject, reader.Long(), reader.Long());
            }

            if (entries[i].End <= i || entries[i].End > entries.Length)
            {
                throw new FormatException("A condition ends where it cannot.");
            }
        }

        return new ConditionData(
            ImmutableCollectionsMarshal.AsImmutableArray(entries),
            ImmutableCollectionsMarshal.AsImmutableArray(tests),
            reader.List(reader.Word),
            reader.List(() => new NumberBounds(reader.OptionalNumber(), reader.Bool(), reader.OptionalNumber(), reader.Bool())),
            Ranges(),
            reader.List(Ranges),
            Ranges());

        ImmutableArray<ConditionRange> Ranges() => reader.List(() => new ConditionRange(reader.Int(), reader.Int()));
    }
}
