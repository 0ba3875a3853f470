namespace GuidelineDsl.Syntax.Parsing;

/// <summary>Words that people bring from plain prose and from other languages, and what they are called here.</summary>
internal static class Habits
{
    /// <summary>The sign for a comparison in words, such as <c>greater than</c>.</summary>
    public static string? Comparison(string word, string? next) => (word.ToLowerInvariant(), next?.ToLowerInvariant()) switch
    {
        ("greater" or "more" or "larger" or "higher" or "bigger" or "older", "than") or ("above" or "over" or "exceeds", _) => ">",
        ("less" or "fewer" or "smaller" or "lower" or "younger", "than") or ("below" or "under", _) => "<",
        ("contains" or "contain" or "include" or "has" or "have", _) => "includes",
        ("equals" or "equal" or "are" or "was" or "eq", _) => "is",
        _ => null,
    };

    /// <summary>The word that begins the item that was meant.</summary>
    public static string? Item(string word, Block block)
    {
        string lower = word.ToLowerInvariant();
        if (block == Block.Rule)
        {
            return lower switch
            {
                "if" or "where" or "given" or "while" => "when",
                "else" or "default" or "others" => "otherwise",
                "offer" or "give" or "should" or "must" or "advise" or "do" or "use" => "recommend",
                "suggest" or "may" or "can" or "might" => "consider",
                "forbid" or "never" => "contraindicate",
                "source" or "reference" or "ref" or "citation" or "quote" => "cite",
                "grade" or "level" or "strength" => "evidence",
                "reason" or "rationale" or "why" => "because",
                "except" => "unless",
                _ => null,
            };
        }

        if (block == Block.Decision)
        {
            return lower switch
            {
                "scope" or "applies" or "population" or "when" or "if" => "for",
                "policy" or "select" or "pick" => "choose",
                "recommendation" => "rule",
                _ => null,
            };
        }

        if (block == Block.File)
        {
            return lower switch
            {
                "import" or "include" or "using" or "require" => "use",
                "input" or "variable" or "var" or "parameter" or "data" or "let" => "fact",
                "definition" or "def" or "condition" => "define",
                "classification" => "classify",
                "drug" or "procedure" or "intervention" or "treatment" => "action",
                "calculate" or "calculation" => "compute",
                "reference" or "citation" => "source",
                "question" => "decision",
                "example" => "test",
                "comment" => "remark",
                _ => null,
            };
        }

        return block == Block.Test && lower is "assert" or "then" or "should" or "expects" ? "expect" : null;
    }
}
