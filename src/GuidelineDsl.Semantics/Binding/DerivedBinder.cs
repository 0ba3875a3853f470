using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Classifications and scores. Null after a report.</summary>
internal sealed class DerivedBinder(FileScope scope)
{
    private readonly ConditionBinder _conditions = new(scope);
    private readonly CitationBinder _citations = new(scope);

    public Classification? BindClassification(ClassificationDeclaration syntax, Location place)
    {
        ImmutableArray<NamedValue> values = new TypeBinder(scope).Values(syntax.Values);
        bool broken = values.Length < syntax.Values.Length;
        if (syntax.Values.IsEmpty || syntax.Branches.IsEmpty)
        {
            scope.Report(NameDiagnostics.Missing(
                $"The classification `{syntax.Id.Name}` has no {(syntax.Values.IsEmpty ? "value" : "line")}.", place, "write `classify id \"Label\" as { A, B } { A when … B otherwise cite … }`."));
            broken = true;
        }

        List<(int Value, Condition? Condition, ClassificationBranch Syntax)> branches = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < syntax.Values.Length; i++)
        {
            places.TryAdd(syntax.Values[i].Id.Name, i);
        }

        foreach (ClassificationBranch branch in syntax.Branches)
        {
            Condition? condition = branch.Condition is null ? null : _conditions.Bind(branch.Condition);
            int value = ValueOf(syntax, branch, places);
            broken |= value < 0 || (branch.Condition is not null && condition is null);
            branches.Add((value, condition, branch));
        }

        broken |= !CheckOtherwise(branches);
        HashSet<string> given = [.. syntax.Branches.Select(b => b.Value.Name)];
        foreach (ValueDeclaration value in syntax.Values.Where(v => !broken && !given.Contains(v.Id.Name)))
        {
            scope.Report(NameDiagnostics.UnreachableValue(value.Id.Name, syntax.Id.Name, scope.Locate(value.Id)));
        }

        ImmutableArray<Citation> citations = Citations($"The classification `{syntax.Id.Name}`", syntax.Citations, place);
        ImmutableArray<Allowance> allows = _citations.Bind(syntax.Allows);
        if (broken)
        {
            return null;
        }

        ImmutableArray<Condition> others = [.. branches.Select(b => b.Condition).OfType<Condition>()];
        return new Classification(
            syntax.Id.Name,
            FileScope.Label(syntax.Label, syntax.Id),
            new Enumeration(values, syntax.IsOrdered),
            syntax.ChooseFirst,
            [
                .. branches.Select(b => new Branch(
                    b.Value, b.Condition ?? new Not(new Any(others, scope.Locate(b.Syntax)), scope.Locate(b.Syntax)), b.Condition is null, scope.Locate(b.Syntax))),
            ],
            citations,
            allows,
            place);
    }

    public Score? BindScore(ScoreDeclaration syntax, Location place)
    {
        List<PointLine> lines = [];
        bool broken = false;
        if (syntax.Lines.IsEmpty)
        {
            scope.Report(NameDiagnostics.Missing($"The score `{syntax.Id.Name}` has no line.", place, "write `add 1 when …`."));
            broken = true;
        }

        foreach (ScoreLine line in syntax.Lines)
        {
            Rational? points = PointsOf(line.Points);
            Condition? condition = _conditions.Bind(line.Condition);
            if (points is { } value && condition is not null)
            {
                lines.Add(new PointLine(value, condition, scope.Locate(line)));
            }
            else
            {
                broken = true;
            }
        }

        ImmutableArray<Citation> citations = Citations($"The score `{syntax.Id.Name}`", syntax.Citations, place);
        ImmutableArray<Allowance> allows = _citations.Bind(syntax.Allows);
        return broken ? null : new Score(syntax.Id.Name, FileScope.Label(syntax.Label, syntax.Id), [.. lines], citations, allows, place);
    }

    /// <summary>The place of a line's value among the declared ones; -1 after a report.</summary>
    private int ValueOf(ClassificationDeclaration syntax, ClassificationBranch branch, Dictionary<string, int> places)
    {
        int value = places.GetValueOrDefault(branch.Value.Name, -1);
        if (value < 0)
        {
            IEnumerable<string> names = syntax.Values.Select(v => v.Id.Name).Distinct();
            scope.Report(NameDiagnostics.UnknownValue(
                branch.Value.Name, $"`{syntax.Id.Name}`", names, scope.Similar(branch.Value.Name, names), scope.Locate(branch.Value), null));
        }

        return value;
    }

    private Rational? PointsOf(ExpressionSyntax syntax)
    {
        Rational? points = TypeBinder.Plain(syntax);
        SyntaxNode? unit = (syntax as Syntax.Nodes.NumberLiteral)?.Unit ?? ((syntax as NegationExpression)?.Operand as Syntax.Nodes.NumberLiteral)?.Unit;
        if (unit is not null)
        {
            scope.Report(TypeDiagnostics.InvalidType("Points have no unit.", scope.Locate(unit), "write the number alone: `add 2 when …`."));
            return null;
        }

        return points;
    }

    private bool CheckOtherwise(List<(int Value, Condition? Condition, ClassificationBranch Syntax)> branches)
    {
        int first = branches.FindIndex(b => b.Syntax.Condition is null);
        if (first < 0 || first == branches.Count - 1)
        {
            return true;
        }

        scope.Report(TypeDiagnostics.Otherwise(
            "`otherwise` stands for all patients whom no other line covers, and lines follow it.", scope.Locate(branches[first].Syntax), "write it once, as the last line."));
        return false;
    }

    private ImmutableArray<Citation> Citations(string subject, ImmutableArray<CitationSyntax> citations, Location place)
    {
        if (citations.IsEmpty)
        {
            scope.Report(EditorialDiagnostics.MissingCitation(subject, place));
        }

        return _citations.Bind(citations);
    }
}
