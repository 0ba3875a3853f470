using System.Collections.Immutable;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>
/// Parts of conditions that never change them: leaves out one part after the other, largest first and from the end, and looks whether any
/// patient's truth changes.
/// </summary>
internal sealed class OracleParts(OracleComparison comparison)
{
    private Condition _root = null!;
    private PatientValue[][] _patients = [];

    public void Compare()
    {
        LocalDeclarations[] declarations = [.. comparison.Model.Guidelines.Select(g => g.Declarations).Distinct()];
        foreach (Condition condition in declarations.SelectMany(d => d.Definitions).Select(d => d.Condition)
            .Concat(declarations.SelectMany(d => d.Classifications).SelectMany(c => c.Branches).Where(b => !b.IsOtherwise).Select(b => b.Condition))
            .Concat(declarations.SelectMany(d => d.Scores).SelectMany(s => s.Lines).Select(l => l.Condition)))
        {
            Compare(condition, mayBeEmpty: false);
        }

        foreach (Decision decision in comparison.Decisions)
        {
            PatientValue[][] anybody = comparison.Oracle.PatientsOf(
                [.. decision.Rules.Select(r => r.Condition), .. decision.Silences.Select(s => s.Condition)], [decision.Scope], evenFaulty: true);
            Rule[] living = [.. decision.Rules.Where(r => !comparison.IsDead(r.Condition, anybody))];
            if (living.Length > 0)
            {
                Compare(decision.Scope, mayBeEmpty: true);
                living.Where(r => !r.IsOtherwise).ToList().ForEach(r => Compare(r.Condition, mayBeEmpty: true));
                living.SelectMany(r => r.Advice).SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options).Select(o => o.Guard).OfType<Condition>()
                    .ToList().ForEach(g => Compare(g, mayBeEmpty: false));
                decision.Silences.ToList().ForEach(s => Compare(s.Condition, mayBeEmpty: true));
            }
        }
    }

    private void Compare(Condition root, bool mayBeEmpty)
    {
        _root = root;
        _patients = comparison.Oracle.PatientsOf([root], [], evenFaulty: true);
        if (!mayBeEmpty && IsSame(new Constant(false, root.Origin)))
        {
            Expect(root);
        }
        else
        {
            Walk(root, true, c => c);
        }
    }

    private bool IsSame(Condition other) => _patients.All(p => comparison.Oracle.Truth(_root, p) == comparison.Oracle.Truth(other, p));

    private void Expect(Condition part) => OracleComparison.Check(
        comparison.Take(f => f.Code == "GDL5013" && ReferenceEquals(f.Location.Source, part.Origin.Source) && f.Location == part.Origin) is not null,
        $"superfluous: {part.Origin.Text} in {_root.Origin.Text}");

    private Condition Walk(Condition part, bool neutral, Func<Condition, Condition> whole)
    {
        if (part is Constant)
        {
            return part;
        }

        Constant without = new(neutral, part.Origin);
        if (IsSame(whole(without)))
        {
            Expect(part);
            return without;
        }

        return part switch
        {
            All a => Parts(a.Parts, true, parts => a with { Parts = parts }, whole),
            Any a => Parts(a.Parts, false, parts => a with { Parts = parts }, whole),
            Counting c => Parts(c.Parts, false, parts => c with { Parts = parts }, whole),
            Not { Part: All a } n => Parts(a.Parts, true, parts => n with { Part = a with { Parts = parts } }, whole),
            Not { Part: Any a } n => Parts(a.Parts, false, parts => n with { Part = a with { Parts = parts } }, whole),
            _ => part,
        };
    }

    private Condition Parts(
        ImmutableArray<Condition> parts, bool neutral, Func<ImmutableArray<Condition>, Condition> node, Func<Condition, Condition> whole)
    {
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            int index = i;
            ImmutableArray<Condition> now = parts;
            parts = parts.SetItem(index, Walk(parts[index], neutral, p => whole(node(now.SetItem(index, p)))));
        }

        return node(parts);
    }
}
