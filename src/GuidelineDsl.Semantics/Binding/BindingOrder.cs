using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Binds each declaration once, on first use, whatever the order of the text; what is needed for itself is a circle.</summary>
internal sealed class BindingOrder
{
    private readonly List<Declared> _open = [];
    private readonly HashSet<Declared> _bound = [];

    /// <summary>How one declaration is bound; set once, before the first is.</summary>
    public required Func<Declared, Symbol?> Binder { private get; init; }

    /// <summary>The declarations that lead from this one back to it, while it is being bound; otherwise null.</summary>
    public ImmutableArray<Declared>? Circle(Declared declared) =>
        _open.IndexOf(declared) is var first and >= 0 ? [.. _open[first..]] : null;

    public Symbol? Bind(Declared declared)
    {
        if (_bound.Contains(declared))
        {
            return declared.Symbol;
        }

        _open.Add(declared);
        declared.Symbol = Binder(declared);
        _open.RemoveAt(_open.Count - 1);
        _bound.Add(declared);
        return declared.Symbol;
    }
}
