using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>
/// Binds each declaration once, on first use, whatever the order of the text; what is needed for itself is a circle. Declarations that rest on one another
/// over too many levels are refused, so that neither this nor a later pass runs out of stack.
/// </summary>
internal sealed class BindingOrder(List<Diagnostic> diagnostics)
{
    private readonly List<Open> _open = [];
    private readonly Dictionary<Declared, int> _place = [];
    private readonly Dictionary<Declared, int> _levels = [];
    private int _above;
    private bool _hasRefused;

    /// <summary>How one declaration is bound; set once, before the first is.</summary>
    public required Func<Declared, Symbol?> Binder { private get; init; }

    /// <summary>The declarations that lead from this one back to it, while it is being bound; otherwise null.</summary>
    public ImmutableArray<Declared>? Circle(Declared declared) =>
        _place.TryGetValue(declared, out int first) ? [.. _open.Skip(first).Select(o => o.Declared)] : null;

    public Symbol? Bind(Declared declared)
    {
        if (!_levels.TryGetValue(declared, out int levels))
        {
            levels = BindOpen(declared);
        }

        if (_open.Count > 0)
        {
            _open[^1].Below = Math.Max(_open[^1].Below, levels);
        }

        return declared.Symbol;
    }

    /// <summary>Binds it for the first time, and tells how many levels deep it is.</summary>
    private int BindOpen(Declared declared)
    {
        int own = Depth(declared.Syntax);
        if (_above + own > Limits.Levels)
        {
            Refuse(declared);
            return _levels[declared] = 0;
        }

        Open open = new(declared);
        _above += own;
        _place.Add(declared, _open.Count);
        _open.Add(open);
        declared.Symbol = Binder(declared);
        _open.RemoveAt(_open.Count - 1);
        _place.Remove(declared);
        _above -= own;
        if (own + open.Below > Limits.Levels && declared.Symbol is not null)
        {
            Refuse(declared);
            return _levels[declared] = 0;
        }

        return _levels[declared] = own + open.Below;
    }

    /// <summary>One message for a whole chain, of which each piece is too long by itself.</summary>
    private void Refuse(Declared declared)
    {
        declared.Symbol = null;
        if (!_hasRefused)
        {
            diagnostics.Add(NameDiagnostics.TooManyLevels(declared.Name, declared.Location));
        }

        _hasRefused = true;
    }

    private static int Depth(SyntaxNode node)
    {
        int deepest = 0;
        foreach (SyntaxNode child in node.Children)
        {
            deepest = Math.Max(deepest, Depth(child));
        }

        return deepest + 1;
    }

    private sealed class Open(Declared declared)
    {
        public Declared Declared { get; } = declared;

        /// <summary>The levels of the deepest declaration that it rests on.</summary>
        public int Below { get; set; }
    }
}
