using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Syntax.Diagnostics;

/// <summary>Mistakes in the shape: something is missing, is too much, or stands in the wrong place.</summary>
public static partial class SyntaxDiagnostics
{
    internal static Diagnostic NotClosed(Location at, string insertion, Location opener, bool atEnd) =>
        new(UnclosedBracket, atEnd ? $"The file ends before the bracket {opener.Text} is closed." : $"The bracket {opener.Text} is not closed.", at)
        {
            Label = $"a {insertion.Trim()} is missing, at the latest here",
            Related = [new RelatedPlace(opener, $"this {opener.Text} needs it")],
            Help = $"Write {insertion.Trim()} where the part that begins with this bracket ends.",
            Fix = Insert($"Insert {insertion.Trim()}", at, insertion) with { IsGuess = true },
        };

    internal static Diagnostic NotOpened(Location at, string bracket) =>
        new(UnopenedBracket, $"The {bracket} closes nothing.", at)
        {
            Help = $"Delete it, or write the {(bracket == "}" ? "{" : "(")} that it should close.",
            Fix = Guess($"Delete {bracket}", at, string.Empty),
        };

    internal static Diagnostic NoOpening(Location at, string owner) =>
        new(MissingPart, $"After {owner} the opening brace is missing.", at)
        {
            Label = "a { is missing",
            Help = "Write { here.",
            Fix = Insert("Insert {", at, " {"),
        };

    internal static Diagnostic NoLabel(Location at, string kind, string name) =>
        new(MissingLabel, $"The {kind} `{name}` has no label.", at)
        {
            Help = $"Write its name in plain words, in quotes, after `{name}`: people read labels, not names.",
            Fix = Insert("Make a label from the name", new Location(at.Source, new TextSpan(at.Span.End, 0)), $" \"{Humanise(name)}\""),
        };

    internal static Diagnostic NoHeader(Location at) =>
        new(MissingHeader, "The file has no header.", at)
        {
            Help = "Begin with: guideline id \"Title\" { version \"1\" status draft }, or with vocabulary for shared facts and actions.",
        };

    internal static Diagnostic HeaderNotFirst(Location at, string word, Location? other) =>
        new(MisplacedHeader, other is null ? $"The header `{word}` is not the first thing in the file." : $"The file has a second header `{word}`.", at)
        {
            Related = other is null ? [] : [new RelatedPlace(other.Value, "the first header")],
            Help = other is null ? "Move it to the top." : "Keep one header; another guideline needs a file of its own.",
        };

    internal static Diagnostic RuleOutsideDecision(Location at) =>
        new(MisplacedItem, "A rule stands outside every decision.", at)
        {
            Help = "Put it between the braces of a decision: decision id \"Question\" { rule … }.",
        };

    internal static Diagnostic WrongPlace(Location at, string word, string home, string here) =>
        new(MisplacedItem, $"`{word}` does not belong into {here}.", at)
        {
            Help = $"It belongs into {home}; perhaps a brace before it is misplaced.",
        };

    internal static Diagnostic UnknownItem(Location at, string word, string block, string? meant, string items) =>
        new(UnknownWord, $"`{word}` begins nothing that may stand in {block}.", at)
        {
            Help = meant is null ? items : $"Did you mean `{meant}`?",
            Fix = meant is null ? null : Guess($"Write {meant}", at, meant),
        };

    internal static Diagnostic UnknownProperty(Location at, string word, string owner, IEnumerable<string> known)
    {
        string? meant = Spelling.Closest(word, known);
        return new Diagnostic(UnknownWord, $"`{word}` is no item of a {owner}.".Replace("a action", "an action", StringComparison.Ordinal), at)
        {
            Help = meant is null ? $"Items are: {string.Join(", ", known)}." : $"Did you mean `{meant}`?",
            Fix = meant is null ? null : Guess($"Write {meant}", at, meant),
        };
    }

    internal static Diagnostic WrongPropertyValue(Location at, string key, string expectation, bool severalTexts, string value)
    {
        if (value.Length > 2 && value[0] == '"' && char.IsAsciiDigit(value[1]) && !severalTexts)
        {
            return new Diagnostic(PropertyValue, $"`{key}` takes {expectation}, without quotation marks.", at)
            {
                Help = $"Write {key} {value.Trim('"')}.",
                Fix = Replace("Remove the quotation marks", at, value.Trim('"')),
            };
        }

        bool needsQuotes = expectation == "a text in quotes" && !severalTexts;
        return new Diagnostic(PropertyValue, severalTexts ? $"`{key}` takes one text." : $"`{key}` takes {expectation}.", at)
        {
            Help = severalTexts ? "Write one text in quotes." : needsQuotes ? $"Write {key} \"{value}\"." : $"Write {expectation} after `{key}`.",
            Fix = needsQuotes ? Replace("Put it into quotes", at, $"\"{value}\"") : null,
        };
    }

    internal static Diagnostic WrongPolicy(Location at, string word, string[] known) =>
        new(UnknownWord, $"`choose {word}` is not a way to choose here.", at)
        {
            Help = $"Write {string.Join(" or ", known.Select(k => $"choose {k}"))}.",
            Fix = known.Length == 1 || Spelling.Closest(word, known) is not null
                ? Guess($"Write {Spelling.Closest(word, known) ?? known[0]}", at, Spelling.Closest(word, known) ?? known[0])
                : null,
        };

    internal static Diagnostic NoComma(Location at, string before, string after) =>
        new(MissingComma, $"A comma is missing between {Short(before)} and {Short(after)}.", at)
        {
            Help = "Write a comma between the items of a list.",
            Fix = Insert("Insert a comma", at, ","),
        };

    internal static Diagnostic ExtraComma(Location at) =>
        new(UnexpectedText, "Nothing stands before this comma.", at)
        {
            Help = "Delete it, or write the item that is missing.",
            Fix = Replace("Delete the comma", at, string.Empty),
        };

    internal static Diagnostic NoConnective(Location gap, Location next) =>
        new(MissingConnective, "Two conditions follow one another without `and` or `or`.", next)
        {
            Label = "the second begins here",
            Related = [new RelatedPlace(gap, "the first ends here")],
            Help = "Write `and` between them if both must hold, `or` if one is enough.",
        };

    internal static Diagnostic Implication(Location at) =>
        new(MissingConnective, "Conditions have no word `implies`.", at)
        {
            Help = "Write what it says with `not` and `or`: “a implies b” is `not a or b`.",
        };

    internal static Diagnostic NoForNot(Location at, string next) =>
        new(MissingConnective, $"`{at.Text}` does not negate a condition.", at)
        {
            Help = $"Write not {next}.",
            Fix = Replace("Write not", at, "not"),
        };

    internal static Diagnostic CommaForConnective(Location at) =>
        new(MissingConnective, "A comma does not connect conditions.", at)
        {
            Help = "Write `and` if both must hold, `or` if one is enough.",
        };

    internal static Diagnostic UseSign(Location at, string sign) =>
        new(UnknownWord, $"{Short(at.Text)} is no comparison of this language.", at)
        {
            Help = char.IsLetter(sign[0]) ? $"Write `{sign}`." : $"Write {sign} between the two values, without `is`.",
        };

    internal static Diagnostic PlanConnective(Location at, bool both) =>
        new(UnexpectedText, $"`{at.Text}` does not connect actions.", at)
        {
            Help = both ? "Write a + b for what is given together, and a comma between pieces of advice of their own." : "Write alternatives as: one of { a, b }.",
            Fix = both ? Guess("Write +", at, "+") : null,
        };

    internal static Diagnostic NoBasePatient(Location at) =>
        new(MissingPart, "Before `with` the name of another patient is missing.", at)
        {
            Help = "Write: patient new_one known_one with { … }, or leave out `with`.",
        };

    internal static Diagnostic NotWithoutIs(Location at, string value) =>
        new(MissingIs, "Before `not` the `is` is missing.", at)
        {
            Help = $"Write `is not {value}`; `not in`, `not between` and `not includes` stand without `is`.",
            Fix = Insert("Insert is", at, "is "),
        };

    internal static Diagnostic NoIs(Location gap, string left, string right, bool isNumber) =>
        new(MissingIs, $"Between `{left}` and `{right}` the comparison is missing.", gap)
        {
            Label = "here",
            Help = isNumber
                ? $"Write {left} < {right}, {left} >= {right}, or {left} is {right}."
                : $"Write `{left} is {right}` to compare, or `{left} and {right}` for two conditions.",
        };

    internal static Diagnostic NoQuotes(Location at, string words) =>
        new(MissingPart, "A text stands here without quotation marks.", at)
        {
            Help = $"Write \"{words}\".",
            Fix = Replace("Put it into quotes", at, $"\"{words}\""),
        };

    internal static Diagnostic NoHead(Location at, bool isConstraint) =>
        new(MissingPart, $"Before its condition a {(isConstraint ? "constraint" : "definition")} has a name, a label in quotes and `=`.", at)
        {
            Help = isConstraint ? "Write it so: constraint adults \"Only adults\" = age >= 18 years." : "Write it so: define elderly \"Elderly\" = age >= 65 years.",
        };

    internal static Diagnostic NeedlessQuotes(Location at, string key, string word) =>
        new(PropertyValue, $"The word after `{key}` stands without quotation marks.", at)
        {
            Help = $"Write {key} {word}.",
            Fix = Replace("Remove the quotation marks", at, word),
        };

    internal static Diagnostic NoText(Location at, string owner) =>
        new(MissingPart, $"After `{owner}` a text in quotes is missing.", at)
        {
            Help = $"Write {owner} \"…\".",
        };

    internal static Diagnostic WrongSign(Location at, string found, string wanted) =>
        new(MissingPart, $"Here stands `{found}` where `{wanted}` belongs.", at)
        {
            Help = $"Write `{wanted}`.",
            Fix = Replace($"Write {wanted}", at, wanted),
        };

    internal static Diagnostic Missing(Location at, string what, string after, string text, string? help) =>
        new(MissingPart, $"{what} is missing after {Short(after)}.", at)
        {
            Label = "here",
            Help = help ?? $"Write {what} here.",
            Fix = text is "{" or "(" or "}" or ")" ? null : Insert($"Insert {text}", at, " " + text),
        };

    internal static Diagnostic Wanted(Location at, string what, string after, string found, string? help) =>
        new(MissingPart, $"{Capital(what)} is expected after {Short(after)}, not {Short(found)}.", at)
        {
            Help = help ?? $"Write {what} after {Short(after)}, or delete what stands there.",
        };

    internal static Diagnostic Absent(Location at, string what, string after, string? help) =>
        new(MissingPart, $"{Capital(what)} is missing after {Short(after)}.", at)
        {
            Label = "here",
            Help = help ?? $"Write {what} here.",
        };

    internal static Diagnostic NoSuchType(Location at, string word, string? meant, string types) =>
        new(UnknownWord, $"{Short(word)} is not a type.", at)
        {
            Help = meant is null ? types : $"Did you mean {meant}?",
            Fix = meant is null || meant.Contains('…', StringComparison.Ordinal) ? null : Guess($"Write {meant}", at, meant),
        };

    internal static Diagnostic Expected(Location at, string what, string found, string help) =>
        new(MissingPart, $"{Capital(what)} is expected here, not {found}.", at) { Help = help };

    internal static Diagnostic EndOfFile(Location at, (string What, string? Help)? wanted) =>
        new(MissingPart, wanted is null ? "The file ends in the middle of an item." : $"The file ends where {wanted.Value.What} is expected.", at)
        {
            Help = wanted?.Help ?? "Complete the last item.",
        };

    internal static Diagnostic Stray(Location at, string found, string block) =>
        new(UnexpectedText, $"{Short(found)} does not belong here.", at)
        {
            Help = $"Delete it, or complete what stands before it; the place is in {block}.",
        };

    internal static Diagnostic ValueForCondition(Location at) =>
        new(NotACondition, $"{Short(at.Text)} is a value; a condition is expected here.", at)
        {
            Help = "Compare it with something: is, in, <, <=, >, >=, between … and …",
        };

    internal static Diagnostic ConditionForValue(Location at) =>
        new(NotAValue, $"{Short(at.Text)} is a condition; a value is expected here.", at)
        {
            Help = "Write a number, a date, a name or a calculation.",
        };

    internal static Diagnostic NameNeeded(Location at, string before) =>
        new(NotAValue, $"Before {before} stands {Short(at.Text)}; only a name can stand there.", at)
        {
            Help = "Write the name of a fact, a classification or another named value.",
        };

    internal static Diagnostic NoComputedType(Location at, string name) =>
        new(MissingPart, $"The computed number `{name}` has no type.", at)
        {
            Help = $"Write what it is before the `=`, for example: compute {name} \"…\" : number 'kg/m2' = …",
        };

    internal static Diagnostic ArmWithoutCondition(Location at) =>
        new(MissingPart, "This value of a conditional number has neither `when` nor `otherwise`.", at)
        {
            Help = "Write: value when condition, …, value otherwise.",
        };

    internal static Diagnostic Repeated(Location at, string word, string owner, Location first) =>
        new(RepeatedItem, $"`{word}` stands twice in {owner}.", at)
        {
            Related = [new RelatedPlace(first, "the first one")],
            Help = "Keep one of them.",
        };

    private static string Short(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        string cut = line.Length > 40 ? line[..39] + "…" : line;
        return cut.StartsWith('"') || cut.StartsWith('`') ? cut : $"`{cut}`";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Humanise(string name)
    {
        string words = name.Replace('_', ' ').Trim();
        return words.Length == 0 ? name : Capital(words);
    }
}
