using GuidelineDsl.Syntax.Generated;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Which words begin an item of which block, and which are never names.</summary>
internal static class ItemWords
{
    /// <summary>The words that can only be structure.</summary>
    public static IEnumerable<int> Reserved => Enumerable.Range(GUIDELINE, OPTIONAL - GUIDELINE + 1);

    /// <summary>Words of top-level declarations that are never names.</summary>
    public static HashSet<int> ReservedDeclarations { get; } =
        [GUIDELINE, VOCABULARY, FACT, CONSTRAINT, DEFINE, CLASSIFY, COMPUTE, INCOMPATIBLE, DECISION];

    /// <summary>Words of top-level declarations that may also be names.</summary>
    public static HashSet<int> SoftDeclarations { get; } = [USE, SOURCE, GROUP, SCORE, ACTION, CLASS, REGIMEN, TEST, PATIENT];

    public static HashSet<int> RuleItems { get; } =
        [WHEN, OTHERWISE, RECOMMEND, CONSIDER, AVOID, CONTRAINDICATE, EVIDENCE, CITE, BECAUSE, OVERRIDES, REMARK, ALLOW];

    public static HashSet<int> Qualifiers { get; } =
        [PREFERRED, ALTERNATIVE, IN, LINE, DOSE, FRACTION, EVERY, FOR, FROM, UNTIL, LIFELONG, ROUTE, WORDING, NOTE];

    /// <summary>The words between the values of a condition.</summary>
    public static HashSet<int> ConditionSigns { get; } =
        [IS, IN, BETWEEN, INCLUDES, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL];

    /// <summary>How many kinds of tokens can be a name: a longer list of what may follow is more than "a name".</summary>
    public static int NameCount { get; } = SCOPE - USE + 2;

    public static bool IsReserved(int type) => type is >= GUIDELINE and <= OPTIONAL;

    public static bool IsName(int type) => type is IDENTIFIER or (>= USE and <= SCOPE);

    public static string Spell(int type) => GdlLexer.DefaultVocabulary.GetLiteralName(type)?.Trim('\'') ?? string.Empty;

    public static IEnumerable<string> Spell(IEnumerable<int> types) => new SortedSet<int>(types).Select(Spell);

    public static bool IsFirstOnLine(List<SourceToken> tokens, int index) => index == 0 || tokens[index - 1].Line < tokens[index].Line;

    /// <summary>Whether a top-level declaration begins here: its keyword, first on the line, and what must follow it.</summary>
    public static bool BeginsDeclaration(List<SourceToken> tokens, int index)
    {
        if (index + 2 >= tokens.Count || !IsFirstOnLine(tokens, index))
        {
            return false;
        }

        SourceToken token = tokens[index];
        int next = tokens[index + 1].Type;
        int third = tokens[index + 2].Type;
        return token.Type switch
        {
            GUIDELINE or VOCABULARY or FACT or CONSTRAINT or DEFINE or CLASSIFY or COMPUTE or INCOMPATIBLE or DECISION => true,
            USE or TEST => next == STRING,
            SOURCE or SCORE => IsName(next) && third is STRING or LBRACE,
            GROUP => IsName(next) && third is STRING or OF,
            ACTION => IsName(next) && third is STRING or COLON,
            CLASS or REGIMEN => IsName(next) && third is STRING or EQUAL,
            PATIENT => IsName(next) && (third is LBRACE || (IsName(third) && index + 3 < tokens.Count && tokens[index + 3].Type == WITH)) && next != WITH && third != WITH,
            _ => false,
        };
    }
}
