using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>The conditions of one version, speaking of the joined facts.</summary>
internal sealed class ConditionRewriter(FactUnion facts)
{
    private readonly Dictionary<Symbol, Symbol> _symbols = [];

    public Condition Rewrite(Condition condition) => condition switch
    {
        Constant => condition,
        All c => c with { Parts = Rewrite(c.Parts) },
        Any c => c with { Parts = Rewrite(c.Parts) },
        Not c => c with { Part = Rewrite(c.Part) },
        Counting c => c with { Parts = Rewrite(c.Parts) },
        DefinitionTest c => c with { Definition = (Definition)Rewrite(c.Definition) },
        ClassificationTest c => c with { Classification = (Classification)Rewrite(c.Classification) },
        YesNoTest c => c with { Fact = facts.Of(c.Fact) },
        ValueTest c => c with { Fact = facts.Of(c.Fact), Values = facts.Values(c.Fact, c.Values) },
        SetTest c => c with { Fact = facts.Of(c.Fact), Values = facts.Values(c.Fact, c.Values) },
        NumberTest c => c with { Subject = Rewrite(c.Subject) },
        KnownTest c => c with { Subject = Rewrite(c.Subject) },
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name),
    };

    private ImmutableArray<Condition> Rewrite(ImmutableArray<Condition> parts) => [.. parts.Select(Rewrite)];

    private Symbol Rewrite(Symbol symbol)
    {
        if (symbol is Fact fact)
        {
            return facts.Of(fact);
        }

        if (_symbols.TryGetValue(symbol, out Symbol? known))
        {
            return known;
        }

        Symbol rewritten = symbol switch
        {
            Definition d => new Definition(d.Id, d.Label, Rewrite(d.Condition), d.Location),
            Classification c => new Classification(
                c.Id, c.Label, c.Type, c.ChooseFirst, [.. c.Branches.Select(b => b with { Condition = Rewrite(b.Condition) })], c.Citations, c.Allows, c.Location),
            Score s => new Score(s.Id, s.Label, [.. s.Lines.Select(l => l with { Condition = Rewrite(l.Condition) })], s.Citations, s.Allows, s.Location),
            ComputedValue c => new ComputedValue(c.Id, c.Label, c.Type, Rewrite(c.Value), c.Location),
            _ => throw new ArgumentOutOfRangeException(nameof(symbol), symbol.GetType().Name),
        };
        _symbols.Add(symbol, rewritten);
        return rewritten;
    }

    private NumericExpression Rewrite(NumericExpression expression) => expression switch
    {
        NumberLiteral or Today => expression,
        FactValue e => new FactValue(facts.Of(e.Fact)),
        ScoreValue e => new ScoreValue((Score)Rewrite(e.Score)),
        ComputedReference e => new ComputedReference((ComputedValue)Rewrite(e.Computed)),
        Sum e => new Sum([.. e.Terms.Select(Rewrite)]),
        Product e => new Product([.. e.Factors.Select(Rewrite)]),
        Quotient e => new Quotient(Rewrite(e.Dividend), Rewrite(e.Divisor)),
        FunctionCall e => e with { Arguments = [.. e.Arguments.Select(Rewrite)] },
        CalendarShift e => e with { Date = Rewrite(e.Date) },
        CalendarDifference e => e with { To = Rewrite(e.To), From = Rewrite(e.From) },
        ConditionalNumber e => new ConditionalNumber([.. e.Arms.Select(a => (Rewrite(a.Value), a.Condition is null ? null : Rewrite(a.Condition)))]),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name),
    };
}
