using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Symbols;

/// <summary>One file of the compilation with the names it declares and the vocabularies it uses.</summary>
internal sealed class SourceFile(SyntaxTree tree)
{
    private IReadOnlyList<SourceFile>? _reach;

    public SyntaxTree Tree { get; } = tree;

    public string Path => Tree.Source.Path;

    public bool IsVocabulary => Tree.Root.Header?.Kind == DocumentKind.Vocabulary;

    public List<SourceFile> Imports { get; } = [];

    public Dictionary<string, Declared> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The names in written order.</summary>
    public List<Declared> Declarations { get; } = [];

    /// <summary>This file, then the vocabularies it uses, directly or not, in the order of first use.</summary>
    public IReadOnlyList<SourceFile> Reach
    {
        get
        {
            if (_reach is null)
            {
                List<SourceFile> reach = [];
                Collect(this, reach);
                _reach = reach;
            }

            return _reach;
        }
    }

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
        int common = from.Zip(to[..^1]).TakeWhile(p => p.First == p.Second).Count();
        return string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to[common..]]);
    }

    private static void Collect(SourceFile file, List<SourceFile> reach)
    {
        if (reach.Contains(file))
        {
            return;
        }

        reach.Add(file);
        foreach (SourceFile import in file.Imports)
        {
            Collect(import, reach);
        }
    }
}
