using GuidelineDsl.LanguageServer.Names;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Something that may be written at the cursor.</summary>
/// <param name="Insert">What is written; null writes the label. With <paramref name="IsSnippet"/> it has places to fill in.</param>
internal sealed record Suggestion(string Label, int Kind, string? Detail = null, string? Insert = null, bool IsSnippet = false, int Rank = 5, string? Documentation = null)
{
    public static Suggestion Keyword(string word) => new(word, 14, Rank: 6);

    public static Suggestion Choice(string word, string? detail = null) => new(word, 20, detail, Rank: 2);

    public static Suggestion Unit(string unit, int rank = 3) => new(unit, 11, "unit", Rank: rank);

    public static Suggestion Snippet(string label, string detail, string text) => new(label, 15, detail, text, IsSnippet: true, Rank: 7);

    public static Suggestion Name(Declared declared, string? insert = null, int rank = 4) =>
        new(declared.Id, SymbolKind(declared.Kind), declared.Label ?? declared.KindInWords, insert, Rank: rank);

    public static IEnumerable<Suggestion> Keywords(string words) => words.Split(' ').Select(Keyword);

    public static IEnumerable<Suggestion> Choices(string words) => words.Split(' ').Select(w => Choice(w));

    private static int SymbolKind(NameKind kind) => kind switch
    {
        NameKind.Guideline or NameKind.Vocabulary or NameKind.Source => 9,
        NameKind.Fact or NameKind.Patient => 6,
        NameKind.Value => 20,
        NameKind.Group or NameKind.Classification => 13,
        NameKind.Constraint or NameKind.Definition or NameKind.Score or NameKind.Computed => 21,
        NameKind.Action => 3,
        NameKind.Class or NameKind.Regimen => 7,
        NameKind.Decision => 8,
        NameKind.Rule or NameKind.Test => 2,
        _ => throw new InvalidOperationException($"{kind} has no symbol."),
    };
}

/// <summary>Pieces of a guideline to fill in.</summary>
internal static class Snippets
{
    public static readonly Suggestion[] File =
    [
        Suggestion.Snippet("guideline …", "header of a guideline", "guideline ${1:name} \"${2:Title}\" {\n  version \"${3:1.0}\"\n  status draft\n  publisher \"${4}\"\n}\n$0"),
        Suggestion.Snippet("vocabulary …", "header of a vocabulary", "vocabulary ${1:name} \"${2:Title}\" {\n  version \"${3:1.0}\"\n}\n$0"),
        Suggestion.Snippet("source …", "something that can be cited", "source ${1:name} \"${2:Title}\" {\n  kind ${3|guideline,review,trial,classification,label,registry,summary,expert_opinion|}\n  year ${4:2025}\n}\n$0"),
        Suggestion.Snippet("fact yes/no …", "an input that is yes or no", "fact ${1:name} \"${2:Label}\" : yes/no\n$0"),
        Suggestion.Snippet("fact one of …", "an input with named values", "fact ${1:name} \"${2:Label}\" : one of { ${3:a}, ${4:b} }\n$0"),
        Suggestion.Snippet("fact number …", "an input that is measured", "fact ${1:name} \"${2:Label}\" : number ${3:0} to ${4:100} ${5:%} resolution ${6:1}\n$0"),
        Suggestion.Snippet("action …", "something that can be advised", "action ${1:name} \"${2:Label}\" : ${3|drug,procedure,surgery,radiotherapy,test,imaging,follow_up,observation,supportive,referral,trial,other|}\n$0"),
        Suggestion.Snippet("define …", "a named condition", "define ${1:name} \"${2:in words}\" = ${3:condition}\n$0"),
        Suggestion.Snippet("classify …", "a derived value", "classify ${1:name} \"${2:Label}\" as { ${3:A}, ${4:B} } {\n  $3 when ${5:condition}\n  $4 otherwise\n  cite ${6:source} \"${7:where}\"\n}\n$0"),
        Suggestion.Snippet("score …", "a sum of points", "score ${1:name} \"${2:Label}\" {\n  add ${3:1} when ${4:condition}\n  cite ${5:source} \"${6:where}\"\n}\n$0"),
        Suggestion.Snippet("decision …", "one clinical question", "decision ${1:name} \"${2:Question}\" {\n  for ${3:condition}\n  choose ${4|one,all,first|}\n\n  rule ${5:rule_name} \"${6:Label}\" {\n    when ${7:condition}\n    ${8|recommend,consider,avoid,contraindicate|} ${9:action}\n    evidence ${10:ungraded}\n    cite ${11:source} \"${12:where}\"\n  }\n}\n$0"),
        Suggestion.Snippet("test …", "a patient and what must be advised", "test \"${1:What is tested}\" {\n  patient { ${2:fact} = ${3:value} }\n  expect ${4:decision} gives ${5:rule}\n}\n$0"),
    ];

    public static readonly Suggestion[] Decision =
    [
        Suggestion.Snippet("rule …", "patients and their advice", "rule ${1:name} \"${2:Label}\" {\n  when ${3:condition}\n  ${4|recommend,consider,avoid,contraindicate|} ${5:action}\n  evidence ${6:ungraded}\n  cite ${7:source} \"${8:where}\"\n}\n$0"),
        Suggestion.Snippet("silent when …", "patients of whom the source says nothing", "silent when ${1:condition}\n  because \"${2:why}\"\n  cite ${3:source} \"${4:where}\"\n$0"),
    ];

    public static readonly Suggestion[] Condition =
    [
        Suggestion.Snippet("all of …", "every one of the conditions", "all of { ${1:condition}, ${2:condition} }"),
        Suggestion.Snippet("any of …", "one of the conditions at least", "any of { ${1:condition}, ${2:condition} }"),
        Suggestion.Snippet("at least … of …", "so many of the conditions", "at least ${1:2} of { ${2:condition}, ${3:condition} }"),
    ];

    public static readonly Suggestion[] Evidence =
    [
        Suggestion.Snippet("esmo …", "ESMO: I to V, A to E", "esmo ${1|I,II,III,IV,V|} ${2|A,B,C,D,E|}"),
        Suggestion.Snippet("nccn …", "NCCN: 1, 2A, 2B, 3", "nccn ${1|1,2A,2B,3|}"),
        Suggestion.Snippet("grade …", "GRADE", "grade ${1|strong,weak|} ${2|high,moderate,low,very_low|}"),
    ];

    public static readonly Suggestion[] Outcome =
    [
        Suggestion.Snippet("is silent", "the source knowingly says nothing", "is silent"),
        Suggestion.Snippet("is out of scope", "the patient is not in the decision's scope", "is out of scope"),
        Suggestion.Snippet("has a gap", "no rule holds and none may", "has a gap"),
        Suggestion.Snippet("does not recommend …", "the action is not advised", "does not recommend ${1:action}"),
    ];
}
