using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>The facts whose being known a guideline's decisions or constraints ask, directly or of something derived from them.</summary>
internal static class AskedFacts
{
    public static HashSet<Fact> Of(GuidelineModel model)
    {
        HashSet<Fact> asked = [];
        foreach (Condition condition in model.Constraints.Select(c => c.Condition).Concat(model.Guidelines.SelectMany(g => g.Decisions).SelectMany(d =>
            d.Rules.Select(r => r.Condition).Concat(d.Silences.Select(s => s.Condition)).Append(d.Scope))))
        {
            foreach (KnownTest test in Leaves(condition).OfType<KnownTest>())
            {
                asked.UnionWith(test.Subject is Fact fact ? [fact] : Read(test.Subject));
            }
        }

        return asked;
    }

    private static IEnumerable<Fact> Read(Symbol derived) => Parts(derived).SelectMany(Leaves).SelectMany(l => l switch
    {
        YesNoTest t => [t.Fact],
        ValueTest t => [t.Fact],
        SetTest t => [t.Fact],
        NumberTest { Subject: FactValue f } => [f.Fact],
        KnownTest { Subject: Fact f } => [f],
        _ => Array.Empty<Fact>(),
    });

    private static IEnumerable<Condition> Parts(Symbol derived) => derived switch
    {
        Definition d => [d.Condition],
        Classification c => c.Branches.Select(b => b.Condition),
        Score s => s.Lines.Select(l => l.Condition),
        _ => [],
    };

    private static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        Not n => Leaves(n.Part),
        All a => a.Parts.SelectMany(Leaves),
        Any a => a.Parts.SelectMany(Leaves),
        Counting c => c.Parts.SelectMany(Leaves),
        DefinitionTest d => Parts(d.Definition).SelectMany(Leaves),
        ClassificationTest c => Parts(c.Classification).SelectMany(Leaves),
        NumberTest { Subject: ScoreValue s } => Parts(s.Score).SelectMany(Leaves),
        KnownTest k => Parts(k.Subject).SelectMany(Leaves).Append(k),
        _ => [condition],
    };
}
