using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Follows <c>use</c> from the given files; each file is parsed once.</summary>
internal sealed class ImportLoader(ISourceResolver resolver, List<Diagnostic> diagnostics, CancellationToken cancellation)
{
    private readonly Dictionary<string, SourceFile> _byPath = new(StringComparer.Ordinal);
    private readonly List<SourceFile> _files = [];

    public IReadOnlyList<SourceFile> Load(IEnumerable<SyntaxTree> roots)
    {
        foreach (SyntaxTree tree in roots)
        {
            if (!_byPath.ContainsKey(tree.Source.Path))
            {
                Add(tree);
            }
        }

        for (int i = 0; i < _files.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Follow(_files[i]);
        }

        ReportCycles();
        return _files;
    }

    private SourceFile Add(SyntaxTree tree)
    {
        SourceFile file = new(tree);
        _byPath.Add(tree.Source.Path, file);
        _files.Add(file);
        return file;
    }

    private void Follow(SourceFile file)
    {
        Dictionary<string, UseDeclaration> seen = new(StringComparer.Ordinal);
        foreach (UseDeclaration use in file.Tree.Root.Declarations.OfType<UseDeclaration>())
        {
            Location place = new(file.Tree.Source, use.Path.Span);
            void Refuse(string message, string help)
            {
                diagnostics.Add(NameDiagnostics.Import(message, place, help));
                file.LacksImport = true;
            }

            if (FaultOf(use.Path.Value) is { } fault)
            {
                Refuse(fault, "write a path relative to this file, with forward slashes: \"../vocabulary/common.gdl\".");
                continue;
            }

            if (Combine(file.Path, use.Path.Value) is not { } path)
            {
                Refuse($"The path \"{use.Path.Value}\" leads out of the project.", "use a file inside the project, by a path relative to this file.");
                continue;
            }

            if (!seen.TryAdd(path, use))
            {
                diagnostics.Add(NameDiagnostics.Repeated($"`use` of this file", place, new Location(file.Tree.Source, seen[path].Path.Span)));
                continue;
            }

            if (!_byPath.TryGetValue(path, out SourceFile? target))
            {
                SourceText? text = resolver.Resolve(path, out string? reason);
                if (text is null)
                {
                    Refuse(reason ?? $"There is no file \"{use.Path.Value}\".", "the path is relative to this file.");
                    continue;
                }

                if (_files.Count >= Limits.Files)
                {
                    Refuse($"More than {Limits.Files:N0} files are used.", "join small vocabularies.");
                    return;
                }

                // Where a system asks for no case, several paths lead to one file.
                target = _byPath.GetValueOrDefault(text.Path) ?? Add(Parser.Parse(text, cancellation));
            }

            if (target.Tree.Root.Header is { Kind: DocumentKind.Guideline })
            {
                Refuse("Only vocabularies can be used; this file is a guideline.", "check both guidelines in one call: gdl check a.gdl b.gdl.");
            }
            else
            {
                file.Imports.Add(target);
            }
        }
    }

    /// <summary>What keeps a text from being a relative path, in words; null when it is one.</summary>
    private static string? FaultOf(string use) =>
        use.Trim().Length == 0 ? "The path is empty."
        : use.Contains('\\', StringComparison.Ordinal) ? $"The path \"{use}\" has backslashes."
        : use.StartsWith('/') || use.Contains(':', StringComparison.Ordinal) ? $"The path \"{use}\" is not relative to this file."
        : use.Any(char.IsControl) ? "The path has characters that no file name has."
        : null;

    /// <summary>The named path relative to the project root, or null when it leaves it.</summary>
    private static string? Combine(string from, string use)
    {
        List<string> parts = [.. from.Split('/')[..^1]];
        foreach (string part in use.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private void ReportCycles()
    {
        foreach (SourceFile file in _files.Where(f => f.Imports.Exists(i => i.Reaches(f))))
        {
            foreach (UseDeclaration use in file.Tree.Root.Declarations.OfType<UseDeclaration>())
            {
                bool isCircle = Combine(file.Path, use.Path.Value) is { } path && _byPath.TryGetValue(path, out SourceFile? target)
                    && file.Imports.Contains(target) && target.Reaches(file);
                string[] circle = isCircle ? [.. file.Reach.Where(f => f.Reaches(file)).Select(f => f.Path).Order(StringComparer.Ordinal)] : [];
                if (isCircle && circle[0] == file.Path)
                {
                    diagnostics.Add(NameDiagnostics.Import(
                        $"The files use one another in a circle: {Listing.Of(circle)}.", new Location(file.Tree.Source, use.Path.Span), "move what both need into a vocabulary of its own."));
                }
            }
        }
    }
}
