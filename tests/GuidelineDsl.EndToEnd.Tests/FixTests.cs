using System.Text.RegularExpressions;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>
/// <c>gdl check --fix</c>: what is safe is written, once for every kind of diagnostic that carries such an edit; a name, a value, a unit or a
/// bracket that is only guessed stays as it is.
/// </summary>
public sealed partial class FixTests
{
    private const string Vocabulary = """
        vocabulary shared "Shared" { version "1" }

        source s "A source" { kind review year 2020 }
        fact fit    "Fit"    : yes/no
        fact frail  "Frail"  : yes/no
        fact size   "Size"   : number 0 to 50 cm resolution 0.1
        fact site   "Site"   : one of { lung, liver, pleura }
        fact scan   "Scan"   : date
        group chest "Chest" of site = { lung, pleura }
        action a "A" : drug
        action b "B" : drug

        """;

    /// <summary>The code, what stands there and what stands there afterwards: the condition of a rule, unless it has a line of its own.</summary>
    private static readonly (string Code, string Before, string After)[] s_safe =
    [
        ("GDL1001", "define x \"X\" = all of { fit,, frail }", "define x \"X\" = all of { fit, frail }"),
        ("GDL1002", "define x \"X\" fit", "define x \"X\" = fit"),
        ("GDL1005", "define x \"X = fit", "define x \"X\" = fit"),
        ("GDL1006", "define x \"X\\q\" = fit", "define x \"X\\\\q\" = fit"),
        ("GDL1008", "define x \"X\" = fit\u200B", "define x \"X\" = fit"),
        ("GDL1009", "define x \"X\" = size ≤ 3 cm && fit;", "define x \"X\" = size <= 3 cm and fit"),
        ("GDL1009", "define x \"X\" = site in [lung, liver]", "define x \"X\" = site in {lung, liver}"),
        ("GDL1001", "define x \"X\" = site is not in { lung }", "define x \"X\" = site not in { lung }"),
        ("GDL1002", "define x \"X\" = size > 3 cm and < 5 cm AND fit", "define x \"X\" = size > 3 cm and size < 5 cm and fit"),
        ("GDL1009", "define x \"X\" = size > 3 \"cm\" # wide", "define x \"X\" = size > 3 'cm' // wide"),
        ("GDL1010", "define x \"X\" = size is not more than 3 cm", "define x \"X\" = size <= 3 cm"),
        ("GDL1018", "define x \"X\" = size is in 3 to 5 cm", "define x \"X\" = size between 3 and 5 cm"),
        ("GDL1018", "define x \"X\" = size 3-5 cm", "define x \"X\" = size between 3 and 5 cm"),
        ("GDL1012", "fact too_old : yes/no", "fact too_old \"Too old\" : yes/no"),
        ("GDL1016", "define x \"X\" = site in { lung liver }", "define x \"X\" = site in { lung, liver }"),
        ("GDL1018", "define x \"X\" = site not lung", "define x \"X\" = site is not lung"),
        ("GDL1019", "define x \"X\" = size < 4,5 cm", "define x \"X\" = size < 4.5 cm"),
        ("GDL1027", "source t \"T\" { kind \"review\" year 2020 }", "source t \"T\" { kind review year 2020 }"),
        ("GDL1030", "define x \"X\" = none of { fit, frail }", "define x \"X\" = not any of { fit, frail }"),
        ("GDL1030", "define x \"X\" = at least two of { fit, frail }", "define x \"X\" = at least 2 of { fit, frail }"),
        ("GDL2003", "define x \"X\" = site is chest", "define x \"X\" = site in chest"),
        ("GDL2003", "define x \"X\" = site is not chest", "define x \"X\" = site not in chest"),
        ("GDL6006", "define x \"X\" = fit and frail or size < 3 cm", "define x \"X\" = (fit and frail) or size < 3 cm"),
    ];

    private static readonly (string Code, string Text)[] s_guesses =
    [
        ("GDL1003", "define x \"X\" = (fit or frail"),
        ("GDL1004", "define x \"X\" = fit)"),
        ("GDL1010", "defin x \"X\" = fit"),
        ("GDL1020", "define x \"X\" = size < 3 cms"),
        ("GDL1024", "fact first-line \"First line\" : yes/no"),
        ("GDL1030", "define x \"X\" = 2 of { fit, frail }"),
        ("GDL2001", "define x \"X\" = frial"),
        ("GDL2007", "define x \"X\" = site is livr"),
        ("GDL2009", "action c \"C\" : drgu"),
        ("GDL3002", "fact p \"P\" : number 0 to 300 'mmHg'"),
        ("GDL3004", "define x \"X\" = size < 3"),
    ];

    [Fact]
    public void What_is_safe_is_written()
    {
        (string[] codes, string[] after) = Fixed([.. s_safe.Select(r => r.Before)]);
        codes.ShouldBe(s_safe.Select(r => r.Code));
        after.ShouldBe(s_safe.Select(r => r.After));
    }

    [Fact]
    public void What_is_guessed_is_left_to_the_author()
    {
        (string[] codes, string[] after) = Fixed([.. s_guesses.Select(r => r.Text)]);
        codes.ShouldBe(s_guesses.Select(r => r.Code));
        after.ShouldBe(s_guesses.Select(r => r.Text));
    }

    /// <summary>Every declaration in a guideline of its own: the code that the check gave first, and the declaration after <c>--fix</c>.</summary>
    private static (string[] Codes, string[] After) Fixed(string[] declarations)
    {
        using TemporaryFolder folder = new();
        folder.Write("shared.gdl", Vocabulary);
        List<string> codes = [];
        List<string> after = [];
        for (int i = 0; i < declarations.Length; i++)
        {
            string file = folder.Write($"g{i:00}.gdl", $"guideline g{i} \"G {i}\" {{ version \"1\" status draft }}\nuse \"shared.gdl\"\n{declarations[i]}\n");
            codes.Add(Code().Match(GdlTool.RunIn(folder.Path, null, "check", file, "--format", "msbuild").Output).Value);
            GdlTool.RunIn(folder.Path, null, "check", file, "--fix").ExitCode.ShouldBeLessThan(2);
            after.Add(string.Join('\n', File.ReadAllLines(file)[2..]));
        }

        return ([.. codes], [.. after]);
    }

    [GeneratedRegex(@"GDL\d{4}")]
    private static partial Regex Code();
}
