using System.Collections;
using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis.Cells;

namespace GuidelineDsl.Semantics.Analysis.Linear;

/// <summary>The dimensions of a space; and, where some of them depend on one another, which of its regions hold anybody.</summary>
internal sealed class VariableSet(ImmutableArray<Variable> variables, LinearTheory? theory) : IReadOnlyList<Variable>
{
    public LinearTheory? Theory { get; } = theory;

    public int Length => variables.Length;

    public int Count => variables.Length;

    public Variable this[int index] => variables[index];

    public IEnumerator<Variable> GetEnumerator() => ((IEnumerable<Variable>)variables).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
