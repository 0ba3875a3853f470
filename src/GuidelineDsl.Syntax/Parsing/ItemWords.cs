using System.Collections.Frozen;
using GuidelineDsl.Syntax.Generated;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Which words begin an item of which block, and which are never names.</summary>
internal static class ItemWords
{
    /// <summary>The words that can only be structure.</summary>
    public static FrozenSet<int> Reserved { get; } = Enumerable.Range(GUIDELINE, OPTIONAL - GUIDELINE + 1).ToFrozenSet();

    /// <summary>Words of top-level declarations that are never names.</summary>
    public static FrozenSet<int> ReservedDeclarations { get; } =
        [GUIDELINE, VOCABULARY, FACT, CONSTRAINT, DEFINE, CLASSIFY, COMPUTE, INCOMPATIBLE, DECISION];

    /// <summary>Words of top-level declarations that may also be names.</summary>
    public static FrozenSet<int> SoftDeclarations { get; } = [USE, SOURCE, GROUP, SCORE, ACTION, CLASS, REGIMEN, TEST, PATIENT];

    public static FrozenSet<int> RuleItems { get; } =
        [WHEN, OTHERWISE, RECOMMEND, CONSIDER, AVOID, CONTRAINDICATE, EVIDENCE, CITE, BECAUSE, OVERRIDES, REMARK, ALLOW];

    public static FrozenSet<int> Qualifiers { get; } =
        [PREFERRED, ALTERNATIVE, IN, LINE, DOSE, FRACTION, EVERY, FOR, FROM, UNTIL, LIFELONG, ROUTE, WORDING, NOTE];

    /// <summary>The words between the values of a condition.</summary>
    public static FrozenSet<int> ConditionSigns { get; } =
        [IS, IN, BETWEEN, INCLUDES, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL];

    /// <summary>How many kinds of tokens can be a name: a longer list of what may follow is more than "a name".</summary>
    public static int NameCount { get; } = SCOPE - USE + 2;

    public static bool IsName(int type) => type is IDENTIFIER or (>= USE and <= SCOPE);

    public static string Spell(int type) => GdlLexer.DefaultVocabulary.GetLiteralName(type)?.Trim('\'') ?? string.Empty;

    public static IEnumerable<string> Spell(IEnumerable<int> types) => types.Order().Select(Spell);
}
