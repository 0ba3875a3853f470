using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Differences;

/// <summary>The decisions of one version, speaking of the shared facts and actions.</summary>
internal sealed class VersionRewriter(SharedFacts facts, IReadOnlyDictionary<ClinicalAction, ClinicalAction> actions)
{
    private readonly Dictionary<Symbol, Symbol> _symbols = [];

    public Guideline Rewrite(Guideline guideline) => guideline with
    {
        Facts = facts.Facts,
        Constraints = [.. guideline.Constraints.Select(c => new Constraint(c.Id, c.Label, Rewrite(c.Condition), c.Location))],
        Decisions = [.. guideline.Decisions.Select(Rewrite)],
    };

    private Decision Rewrite(Decision d) => new(
        d.Id, d.Label, Rewrite(d.Scope), d.Policy, [.. d.Rules.Select(Rewrite)], [.. d.Silences.Select(s => s with { Condition = Rewrite(s.Condition) })],
        d.PartialBecause, d.Remarks, d.Allows, d.Location);

    private Rule Rewrite(Rule r) => new(
        r.Id, r.Label, r.Index, Rewrite(r.Condition), r.IsOtherwise, [.. r.Advice.Select(Rewrite)], r.Evidence, r.Citations, r.Because, r.Overrides,
        r.Remarks, r.Allows, r.Location);

    private Advice Rewrite(Advice advice) => advice with
    {
        Plan = new Plan([.. advice.Plan.Steps.Select(s => s with { Options = [.. s.Options.Select(Rewrite)] })]),
        Qualifiers = advice.Qualifiers with { From = Rewrite(advice.Qualifiers.From), UntilTime = Rewrite(advice.Qualifiers.UntilTime) },
    };

    private PlanOption Rewrite(PlanOption option) => new(
        [.. option.Parts.Select(p => p with { Action = Rewrite(p.Action) })], option.Guard is { } guard ? Rewrite(guard) : null);

    private TimeAnchor? Rewrite(TimeAnchor? anchor) => anchor is null ? null : anchor with { Anchor = Rewrite(anchor.Anchor) };

    private ClinicalAction Rewrite(ClinicalAction action) => actions.GetValueOrDefault(action, action);

    private Condition Rewrite(Condition condition) => condition switch
    {
        Constant => condition,
        All c => c with { Parts = Rewrite(c.Parts) },
        Any c => c with { Parts = Rewrite(c.Parts) },
        Not c => c with { Part = Rewrite(c.Part) },
        Counting c => c with { Parts = Rewrite(c.Parts) },
        DefinitionTest c => c with { Definition = (Definition)Rewrite(c.Definition) },
        ClassificationTest c => c with { Classification = (Classification)Rewrite(c.Classification) },
        YesNoTest c => c with { Fact = facts.Of(c.Fact) },
        ValueTest c => c with { Fact = facts.Of(c.Fact), Values = facts.Values(c.Fact, c.Values, out _) },
        SetTest c => Rewrite(c),
        NumberTest c => c with { Subject = Rewrite(c.Subject) },
        KnownTest c => c with { Subject = Rewrite(c.Subject) },
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name),
    };

    private Condition Rewrite(SetTest test)
    {
        ValueSet values = facts.Values(test.Fact, test.Values, out bool losesSome);
        return losesSome && test.Kind == SetTestKind.IncludesAll
            ? new Constant(false, test.Origin)
            : test with { Fact = facts.Of(test.Fact), Values = values };
    }

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
        FactValue e => facts.ValueOf(e.Fact),
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
