using System.Collections.Frozen;

namespace GuidelineDsl.LanguageServer.Names;

/// <summary>The words of the language: those that are never names, and those that are words only in their place.</summary>
internal static class Keywords
{
    public static readonly FrozenSet<string> Reserved = Words(
        "guideline vocabulary fact constraint define classify compute incompatible remark decision rule choose when unless otherwise "
        + "recommend consider avoid contraindicate evidence cite because overrides allow expect and or not is in between includes then optional");

    public static readonly FrozenSet<string> Soft = Words(
        "one all any only at exactly out use source group score action class regimen test patient of as by to from until for with except "
        + "ordered set number date time resolution required judgement add status kind abbreviation valid review superseded note first silent "
        + "partial preferred alternative selected patients line dose fraction route every lifelong wording before after least most today "
        + "gives recommends considers avoids contraindicates needs does has gap scope yes no unknown known empty everyone yes/no a");

    /// <summary>Words with a fixed meaning where a value or a condition stands; they cannot name one.</summary>
    private static readonly FrozenSet<string> s_values = Words("yes no unknown known today everyone empty");

    public static bool IsReserved(string word) => Reserved.Contains(word) || s_values.Contains(word);

    public static bool IsName(string word) =>
        word.Length > 0 && char.IsAsciiLetter(word[0]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
