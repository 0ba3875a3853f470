using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Symbols;

/// <summary>One file of the compilation with the names it declares and the vocabularies it uses.</summary>
internal sealed class SourceFile(SyntaxTree tree)
{
    private (IReadOnlyList<SourceFile> Files, HashSet<SourceFile> Members)? _reach;
    private ILookup<string, Declared>? _ownersOfValues;

    public SyntaxTree Tree { get; } = tree;

    public string Path => Tree.Source.Path;

    public bool IsVocabulary => Tree.Root.Header?.Kind == DocumentKind.Vocabulary;

    public List<SourceFile> Imports { get; } = [];

    /// <summary>Whether a <c>use</c> of this file names nothing that can be used, so that names which it hoped for are missing.</summary>
    public bool LacksImport { get; set; }

    public Dictionary<string, Declared> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The names in written order.</summary>
    public List<Declared> Declarations { get; } = [];

    /// <summary>This file, then the vocabularies it uses, directly or not, in the order of first use.</summary>
    public IReadOnlyList<SourceFile> Reach => (_reach ??= Collect()).Files;

    /// <summary>Whether it is this file or one that it uses, directly or not.</summary>
    public bool Reaches(SourceFile file) => (_reach ??= Collect()).Members.Contains(file);

    public Declared? Find(string name)
    {
        foreach (SourceFile file in Reach)
        {
            if (file.Names.TryGetValue(name, out Declared? declared))
            {
                return declared;
            }
        }

        return null;
    }

    /// <summary>The path of another file as a <c>use</c> in this one would name it.</summary>
    public string PathTo(SourceFile other)
    {
        string[] from = Path.Split('/')[..^1];
        string[] to = other.Path.Split('/');
        int common = 0;
        while (common < from.Length && common < to.Length - 1 && from[common] == to[common])
        {
            common++;
        }

        return string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to[common..]]);
    }

    /// <summary>The enumerations, sets and classifications of this file that have a value of this name.</summary>
    public IEnumerable<Declared> OwnersOfValue(string value)
    {
        _ownersOfValues ??= Declarations.SelectMany(d => ValuesOf(d).Distinct(StringComparer.Ordinal).Select(v => (Declared: d, Value: v)))
            .ToLookup(p => p.Value, p => p.Declared, StringComparer.Ordinal);
        return _ownersOfValues[value];
    }

    private static IEnumerable<string> ValuesOf(Declared declared) => declared.Syntax switch
    {
        FactDeclaration { Type: EnumerationType type } => type.Values.Select(v => v.Id.Name),
        ClassificationDeclaration classification => classification.Values.Select(v => v.Id.Name),
        _ => [],
    };

    /// <summary>A file before what it uses; chains of files may be long, so the stack is our own.</summary>
    private (IReadOnlyList<SourceFile> Files, HashSet<SourceFile> Members) Collect()
    {
        List<SourceFile> files = [];
        HashSet<SourceFile> members = [];
        Stack<SourceFile> open = new([this]);
        while (open.TryPop(out SourceFile? file))
        {
            if (members.Add(file))
            {
                files.Add(file);
                for (int i = file.Imports.Count - 1; i >= 0; i--)
                {
                    open.Push(file.Imports[i]);
                }
            }
        }

        return (files, members);
    }
}
