using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>Everything that an assembly's code can reach outside itself, read from its metadata.</summary>
internal static class EmittedCalls
{
    /// <summary>What generated code may use of the base library: numbers, dates, lists, attributes; no files, network, processes or reflection.</summary>
    private static readonly string[] AllowedTypes =
    [
        "System.Object", "System.ValueType", "System.Enum", "System.Attribute", "System.Type", "System.Array", "System.Void",
        "System.Boolean", "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.String", "System.Decimal", "System.DateOnly", "System.DateTime", "System.Nullable`1", "System.Func`2", "System.Converter`2", "System.Runtime.InteropServices.InAttribute", "System.Span`1", "System.ReadOnlySpan`1",
        "System.RuntimeTypeHandle", "System.RuntimeFieldHandle", "System.ArgumentOutOfRangeException", "System.ArgumentException", "System.InvalidOperationException",
        "System.Linq.Enumerable", "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.IReadOnlyCollection`1",
        "System.Collections.Generic.IReadOnlyList`1", "System.Collections.Immutable.ImmutableArray`1", "System.Collections.Immutable.ImmutableArray", "System.Numerics.BigInteger", "System.Numerics.BitOperations",
        "System.Diagnostics.DebuggableAttribute", "System.Diagnostics.DebuggerBrowsableAttribute", "System.Diagnostics.DebuggerBrowsableState",
        "System.Runtime.CompilerServices.RuntimeHelpers", "System.Runtime.CompilerServices.Unsafe", "System.Runtime.InteropServices.MemoryMarshal",
    ];

    /// <summary>Of these types only the named members: the rest of them reaches further.</summary>
    private static readonly Dictionary<string, string[]> AllowedMembers = new(StringComparer.Ordinal)
    {
        ["System.Reflection.Assembly"] = [],
        ["System.Type"] = ["GetTypeFromHandle", "get_Assembly"],
        ["System.Runtime.CompilerServices.RuntimeHelpers"] = ["InitializeArray", "CreateSpan", "GetSubArray"],
        ["System.Runtime.CompilerServices.Unsafe"] = ["As", "Add", "AsRef"],
        ["System.Runtime.InteropServices.MemoryMarshal"] = ["CreateReadOnlySpan", "CreateSpan", "GetReference", "Cast"],
        ["GuidelineDsl.Runtime.Loading.DescriptionReader"] = ["Read"],
    };

    /// <summary>What the assembly reaches that it may not; empty for one that only evaluates.</summary>
    public static IReadOnlyList<string> Forbidden(IEnumerable<byte> assembly)
    {
        using PEReader image = new(new MemoryStream([.. assembly]));
        MetadataReader metadata = image.GetMetadataReader();
        List<string> forbidden = [];
        forbidden.AddRange(metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name))
            .Where(n => n != "GuidelineDsl.Runtime" && !n.StartsWith("System.", StringComparison.Ordinal)));
        forbidden.AddRange(metadata.TypeReferences.Select(h => Name(metadata, h)).Where(n => !IsAllowed(n)));
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                string type = Name(metadata, (TypeReferenceHandle)member.Parent);
                string name = metadata.GetString(member.Name);
                if (AllowedMembers.TryGetValue(type, out string[]? allowed) && !allowed.Contains(name))
                {
                    forbidden.Add($"{type}.{name}");
                }
            }
        }

        forbidden.AddRange(metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(t => t.GetDeclaringType().IsNil)
            .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}")
            .Where(n => !n.StartsWith("Guidelines.", StringComparison.Ordinal) && !IsOfTheCompiler(n))
            .Select(n => $"declares {n}"));
        forbidden.AddRange(metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
            .Where(m => !m.GetImport().Module.IsNil)
            .Select(m => $"imports {metadata.GetString(m.Name)}"));
        if (metadata.GetTableRowCount(TableIndex.ModuleRef) > 0)
        {
            forbidden.Add("refers to a native library");
        }

        return forbidden;
    }

    private static bool IsAllowed(string type) =>
        type.StartsWith("GuidelineDsl.Runtime.Evaluation.", StringComparison.Ordinal)
        || type.StartsWith("GuidelineDsl.Runtime.Values.", StringComparison.Ordinal)
        || type.StartsWith("GuidelineDsl.Runtime.Masks.", StringComparison.Ordinal)
        || type is "GuidelineDsl.Runtime.Loading.DescriptionReader" or "GuidelineDsl.Runtime.Loading.CompiledGuidelineAttribute" or "GuidelineDsl.Runtime.Loading.CompiledByAttribute"
        || (type.EndsWith("Attribute", StringComparison.Ordinal) && (type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) || type.StartsWith("System.Reflection.Assembly", StringComparison.Ordinal)))
        || type.StartsWith("System.Diagnostics.DebuggableAttribute", StringComparison.Ordinal)
        || type.StartsWith("System.Runtime.CompilerServices.InlineArray", StringComparison.Ordinal)
        || AllowedMembers.ContainsKey(type) || AllowedTypes.Contains(type);

    private static bool IsOfTheCompiler(string type) =>
        type is ".<Module>" || type.StartsWith(".<", StringComparison.Ordinal) || type.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
        || type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal);

    private static string Name(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Name(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
