using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>Everything that a condition consists of, through definitions, classifications and scores.</summary>
internal static class OracleConditions
{
    /// <summary>The facts whose being known the conditions ask, directly or of something derived from them.</summary>
    public static HashSet<Fact> AskedFacts(IEnumerable<Condition> conditions)
    {
        HashSet<Fact> asked = [];
        foreach (KnownTest test in conditions.SelectMany(Everything).OfType<KnownTest>())
        {
            asked.UnionWith(test.Subject is Fact fact ? [fact] : Parts(test.Subject).SelectMany(Everything).SelectMany(FactsOf));
        }

        return asked;
    }

    public static HashSet<Classification> Classifications(IEnumerable<Condition> conditions) =>
    [
        .. conditions.SelectMany(Everything).Select(c => c switch
        {
            ClassificationTest test => test.Classification,
            KnownTest { Subject: Classification classification } => classification,
            _ => null,
        }).OfType<Classification>(),
    ];

    public static IEnumerable<Condition> Everything(Condition condition) => (condition switch
    {
        Not n => [n.Part],
        All a => a.Parts,
        Any a => a.Parts,
        Counting c => c.Parts,
        DefinitionTest d => Parts(d.Definition),
        ClassificationTest c => Parts(c.Classification),
        NumberTest { Subject: ScoreValue s } => Parts(s.Score),
        KnownTest k => Parts(k.Subject),
        _ => Array.Empty<Condition>(),
    }).SelectMany(Everything).Append(condition);

    public static IEnumerable<Condition> Roots(GuidelineModel model) =>
    [
        .. model.Constraints.Select(c => c.Condition),
        .. model.Guidelines.SelectMany(g => g.Decisions).SelectMany(d =>
            d.Rules.Select(r => r.Condition)
                .Concat(d.Silences.Select(s => s.Condition))
                .Concat(d.Rules.SelectMany(r => r.Advice).SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options).Select(o => o.Guard).OfType<Condition>())
                .Append(d.Scope)),
        .. model.Guidelines.SelectMany(g => g.Declarations.Classifications).SelectMany(Parts),
        .. model.Guidelines.SelectMany(g => g.Declarations.Definitions).SelectMany(Parts),
        .. model.Guidelines.SelectMany(g => g.Declarations.Scores).SelectMany(Parts),
    ];

    private static IEnumerable<Condition> Parts(Symbol derived) => derived switch
    {
        Definition d => [d.Condition],
        Classification c => c.Branches.Select(b => b.Condition),
        Score s => s.Lines.Select(l => l.Condition),
        _ => [],
    };

    private static Fact[] FactsOf(Condition leaf) => leaf switch
    {
        YesNoTest t => [t.Fact],
        ValueTest t => [t.Fact],
        SetTest t => [t.Fact],
        NumberTest { Subject: FactValue f } => [f.Fact],
        KnownTest { Subject: Fact f } => [f],
        _ => [],
    };
}
