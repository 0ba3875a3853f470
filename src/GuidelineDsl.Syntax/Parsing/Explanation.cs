using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// Finds the words for a place at which the parser cannot go on. The questions are asked from the particular (a decimal
/// comma, an unknown unit) to the general (something is missing, something does not belong here).
/// </summary>
internal sealed partial class Explanation(SourceText source)
{
    /// <summary>Whether what the parser meets only follows from a mistake that was reported before.</summary>
    public bool IsConsequence(VisibleTokens tokens) =>
        tokens[tokens.Index].IsBroken || (tokens.Index > 0 && tokens[tokens.Index - 1].IsBroken);

    /// <summary>From the last token that was understood to the one that was not.</summary>
    public TextSpan UnreliableSpan(VisibleTokens tokens)
    {
        SourceToken token = tokens[tokens.Index];
        int start = tokens.Index > 0 ? tokens[tokens.Index - 1].StopIndex + 1 : 0;
        return TextSpan.FromBounds(Math.Min(start, token.StartIndex), Math.Max(token.StartIndex, token.StopIndex + 1));
    }

    /// <summary>A word of the language stands where only a name can, and it was meant as one.</summary>
    public static bool IsReservedName(VisibleTokens tokens, IntervalSet expected)
    {
        SourceToken token = tokens[tokens.Index];
        if (!expected.Contains(IDENTIFIER) || !ItemWords.IsReserved(token.Type) || tokens.Index == 0)
        {
            return false;
        }

        SourceToken before = tokens[tokens.Index - 1];
        int next = tokens.LA(2);
        bool declares = ItemWords.ReservedDeclarations.Contains(before.Type) || ItemWords.SoftDeclarations.Contains(before.Type) || before.Type is RULE;
        if (declares && expected.Count <= ItemWords.NameCount + 1)
        {
            return next is STRING or PARAGRAPH or COLON or EQUAL or LBRACE or OF;
        }

        return before.Line == token.Line && token.Type is not (NOT or AND or OR or WHEN or OTHERWISE or THEN)
            && (next is COMMA or RBRACE or RPAREN or IS or EQUAL or LESS or LESS_EQUAL or GREATER or GREATER_EQUAL || (before.Type is COMMA or LBRACE && next == STRING));
    }

    public Diagnostic Explain(VisibleTokens tokens, RuleContext context, SourceToken token, IntervalSet expected)
    {
        Situation at = new(tokens, context, token, expected, Block.Around(context));
        return Formats(at)
            ?? Types(at)
            ?? Names(at)
            ?? ConditionParts(at)
            ?? Quotes(at)
            ?? MissingSign(at)
            ?? ItemStart(at)
            ?? General(at);
    }

    // ---- Numbers, dates, units -------------------------------------------------------------------------------------------

    private Diagnostic? Formats(Situation at)
    {
        SourceToken? before = at.Before;
        if (before is not { Type: NUMBER })
        {
            return null;
        }

        if (at.Token.Type == COMMA && before.Touches(at.Token) && at.Next is { Type: NUMBER } fraction && at.Token.Touches(fraction))
        {
            Location whole = Between(before, fraction);
            return SyntaxDiagnostics.WrongNumber(whole, $"{before.Text}.{fraction.Text}");
        }

        if (at.Token.Type is SLASH or MINUS && before.Touches(at.Token) && at.Expected.Count < 12)
        {
            return SyntaxDiagnostics.WrongDate(Between(before, at.Token));
        }

        bool wordBelongs = at.Context is ScoreItemContext || at.Expected.Contains(BEFORE) || at.Expected.Contains(AND) && !before.Touches(at.Token) && at.Next?.Type is IS or IN or LESS or GREATER;
        if (at.Token.Type is IDENTIFIER && !wordBelongs && before.Line == at.Token.Line && (before.Touches(at.Token) || !at.LooksLikeItem))
        {
            string word = at.Token.Text;
            if (before.Touches(at.Token) && word[0] is 'e' or 'E' && word.Length > 1 && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
            {
                return SyntaxDiagnostics.WrongNumber(Between(before, at.Token), null);
            }

            bool isPower = UnitWords.IsUnit(word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));
            return SyntaxDiagnostics.NoSuchUnit(Place(at.Token), word, isPower ? $"'{word}'" : Spelling.Closest(word, UnitWords.All));
        }

        return null;
    }

    // ---- Names -----------------------------------------------------------------------------------------------------------

    private Diagnostic? Names(Situation at)
    {
        if (IsReservedName(at.Tokens, at.Expected))
        {
            return SyntaxDiagnostics.ReservedWord(Place(at.Token), at.Token.Text);
        }

        if (at.Token.Type == MINUS && at.Before is { } before && ItemWords.IsName(before.Type) && before.Touches(at.Token)
            && at.Next is { } next && at.Token.Touches(next) && ItemWords.IsName(next.Type))
        {
            return SyntaxDiagnostics.WrongName(Between(before, next), $"{before.Text}-{next.Text}", $"{before.Text}_{next.Text}");
        }

        if (at.Expected.Contains(IDENTIFIER) && at.Expected.Count <= ItemWords.NameCount + 2 && at.Token.Type == NUMBER && at.Next is { } rest && at.Token.Touches(rest)
            && ItemWords.IsName(rest.Type))
        {
            return SyntaxDiagnostics.WrongName(Between(at.Token, rest), at.Token.Text + rest.Text, null);
        }

        return null;
    }

    // ---- Conditions ------------------------------------------------------------------------------------------------------

    /// <summary>Two values side by side in a condition: something between them is missing.</summary>
    private Diagnostic? ConditionParts(Situation at)
    {
        if (at is { Before: { } item, Context: InMembershipContext, Block.IsList: true, BeginsOperand: true } && at.Expected.Contains(COMMA))
        {
            return SyntaxDiagnostics.NoComma(Gap(item), item.Text, at.Token.Text);
        }

        if (at.Before is not { } before || !at.EndsCondition || (at.Block == Block.Score && at.IsFirstOnLine && at.Token.Type == NUMBER) || at.Context is BetweenMembershipContext)
        {
            return null;
        }

        if (at.Token.Type == COMMA && !at.Block.IsList)
        {
            return SyntaxDiagnostics.CommaForConnective(Place(at.Token));
        }

        if (!at.BeginsOperand)
        {
            return null;
        }

        if (before.Line == at.Token.Line && (Habits.Comparison(at.Token.Text, at.Next?.Text) ?? Habits.Comparison(before.Text, at.Token.Text)) is { } sign)
        {
            SourceToken word = Habits.Comparison(at.Token.Text, at.Next?.Text) is null ? before : at.Token;
            return SyntaxDiagnostics.UseSign(Between(word, at.Token), sign);
        }

        if (at.Token.Text is "implies" && at.Token.Type == IDENTIFIER)
        {
            return SyntaxDiagnostics.Implication(Place(at.Token));
        }

        if (at.Block.IsList && at.Context is not ParenthesizedOperandContext && (before.Line < at.Token.Line || at.Context is CountOperandContext or InMembershipContext))
        {
            return SyntaxDiagnostics.NoComma(Gap(before), before.Text, at.Token.Text);
        }

        bool newLine = before.Line < at.Token.Line;
        int next = at.Next?.Type ?? TokenConstants.EOF;
        bool nextIsCondition = ItemWords.ConditionSigns.Contains(next) || at.Token.Type is NOT or ALL or ANY or AT or EXACTLY or LPAREN;
        if (nextIsCondition || newLine)
        {
            return at.Token.Type is IDENTIFIER && !nextIsCondition && at.LooksLikeItem
                ? null
                : SyntaxDiagnostics.NoConnective(Gap(before), Place(at.Token));
        }

        if (before.Characters is "no" or "without" && ItemWords.IsName(at.Token.Type))
        {
            return SyntaxDiagnostics.NoForNot(Place(before), at.Token.Text);
        }

        if (!ItemWords.IsName(before.Type) && before.Type is not (RPAREN or RBRACE))
        {
            return SyntaxDiagnostics.NoConnective(Gap(before), Place(at.Token));
        }

        return SyntaxDiagnostics.NoIs(Gap(before), before.Text, at.Token.Text, at.Token.Type == NUMBER);
    }

    // ---- Texts -----------------------------------------------------------------------------------------------------------

    /// <summary>Words where a text in quotes should stand.</summary>
    private Diagnostic? Quotes(Situation at)
    {
        if (at.Context is PropertyContext && at.Before is { Type: IDENTIFIER } word && !AstBuilder.PropertyWords.Contains(word.Text))
        {
            return SyntaxDiagnostics.UnknownItem(Place(word), word.Text, at.Block.Name, Spelling.Closest(word.Text, AstBuilder.PropertyWords), ItemsOf(at.Block));
        }

        if (at.Before is { Type: STATUS or KIND } key && at.Token.Type == STRING)
        {
            return SyntaxDiagnostics.NeedlessQuotes(Place(at.Token), key.Text, at.Token.Text.Trim('"'));
        }

        if (at.Token.Type == STRING && at.Before is { } reasoned && (reasoned.Type == PARTIAL || LastIs<SilentItemContext>(at)) && at.Block == Block.Decision)
        {
            return SyntaxDiagnostics.Missing(Gap(reasoned), "`because`", reasoned.Text, "because", "Say why, in quotes: because \"…\".");
        }

        if (at.Token.Type == STRING && IsPlainName(at.Token.Text.Trim('"')) && at.Before?.Line == at.Token.Line
            && (at.LastPart is EvidenceItemContext || LastIs<EvidenceItemContext>(at) || (at.Expected.Contains(IDENTIFIER) && at.Before.Type is RECOMMEND or CONSIDER or AVOID or CONTRAINDICATE or IS or EQUAL or PLUS or COMMA or LBRACE or EVIDENCE)))
        {
            return SyntaxDiagnostics.NeedlessQuotes(Place(at.Token), at.Before.Text, at.Token.Text.Trim('"'));
        }

        if (LastIs<CitationContext>(at) && ItemWords.IsName(at.Token.Type) && at.Before?.Line == at.Token.Line)
        {
            SourceToken end = at.LastWordOnLine();
            return SyntaxDiagnostics.NoQuotes(Between(at.Token, end), source.Slice(TextSpan.FromBounds(at.Token.StartIndex, end.StopIndex + 1)));
        }

        bool onlyText = at.Expected.Contains(STRING) && at.Expected.Count <= 2;
        bool afterName = at.Expected.Contains(STRING) && at.Before is { } before && ItemWords.IsName(before.Type) && before.Line == at.Token.Line
            && ItemWords.IsName(at.Token.Type) && at.Expected.Count <= 4;
        if (!onlyText && !afterName)
        {
            return null;
        }

        if (ItemWords.IsName(at.Token.Type) && at.Before?.Line == at.Token.Line)
        {
            SourceToken last = at.LastWordOnLine();
            if (at.Context is ConstraintDeclarationContext or DefinitionDeclarationContext && last.Type != STRING && at.Tokens[Math.Min(last.TokenIndex + 1, at.Tokens.Size - 1)].Type != EQUAL)
            {
                return SyntaxDiagnostics.NoHead(Place(at.Token), at.Context is ConstraintDeclarationContext);
            }

            string words = source.Slice(TextSpan.FromBounds(at.Token.StartIndex, last.StopIndex + 1));
            return SyntaxDiagnostics.NoQuotes(Between(at.Token, last), words);
        }

        return onlyText && at.Before is { } owner ? SyntaxDiagnostics.NoText(Gap(owner), owner.Text) : null;
    }

    // ---- Signs -----------------------------------------------------------------------------------------------------------

    /// <summary>One sign or word is all that could stand here.</summary>
    private Diagnostic? MissingSign(Situation at)
    {
        if (at.Before is not { } before)
        {
            return null;
        }

        if (at.Token.Type is EQUAL or COLON && at.Expected.Contains(at.Token.Type == EQUAL ? COLON : EQUAL) && at.Expected.Count <= 4)
        {
            string wanted = at.Token.Type == EQUAL ? ":" : "=";
            return SyntaxDiagnostics.WrongSign(Place(at.Token), at.Token.Text, wanted);
        }

        if (at.Block == Block.Score && at.Token.Type == NUMBER && at.IsFirstOnLine)
        {
            return SyntaxDiagnostics.Missing(Gap(before), "`add`", before.Text, "add", "A line of a score is written: add 1 when age > 65 years.");
        }

        if (at.Block == Block.Rule && at.Token.Type == NUMBER && !at.IsFirstOnLine && (LastIs<PlanOperandContext>(at) || at.LastPart is QualifierContext || LastIs<QualifierContext>(at)))
        {
            return SyntaxDiagnostics.BareAmount(Place(at.Token), at.Next?.Text);
        }

        if (before.Type is WITH && at.Context is PatientDeclarationContext)
        {
            return SyntaxDiagnostics.NoBasePatient(Place(before));
        }

        if (at.Token.Type is AND or OR or WITH && (LastIs<PlanOperandContext>(at) || at.Context is PlanOperandContext or PlanContext or StepContext))
        {
            return SyntaxDiagnostics.PlanConnective(Place(at.Token), at.Token.Type != OR);
        }

        if (before.Type == NOT && at.Context is MembershipTailContext or MembershipContext or ComparisonTailContext && ItemWords.IsName(at.Token.Type))
        {
            return SyntaxDiagnostics.NotWithoutIs(Place(before), at.Token.Text);
        }

        if (at.Token.Type == LBRACE && before.Type == IDENTIFIER && before.Text is "one" or "all" or "any")
        {
            return SyntaxDiagnostics.Missing(Gap(before), "`of`", before.Text, "of", null);
        }

        if (before.Type == BETWEEN || (at.Expected.Contains(AND) && at.Expected.Count == 1 && at.Token.Type is TO or COMMA or OR))
        {
            return SyntaxDiagnostics.WrongSign(Place(at.Token), at.Token.Text, "and");
        }

        int[] wantedSigns = [.. at.Expected.ToArray().Where(t => t is COLON or EQUAL or LBRACE or OF or TO or WHEN or LPAREN or RPAREN or AND or WITH or BY or BECAUSE or AS or UNTIL or GAP or SCOPE or PATIENTS or RBRACE)];
        int[] words = [.. at.Expected.ToArray().Where(t => t is not (STRING or PARAGRAPH))];
        if (words.Length is 2 or 3 && words.All(t => ItemWords.Spell(t).Length > 1))
        {
            return SyntaxDiagnostics.Absent(Gap(before), string.Join(" or ", words.Select(t => $"`{ItemWords.Spell(t)}`")), Phrase(before), null);
        }

        if (wantedSigns.Length == 1 && at.Expected.ToArray().All(t => t is STRING or PARAGRAPH || wantedSigns.Contains(t)))
        {
            string sign = ItemWords.Spell(wantedSigns[0]);
            if (wantedSigns[0] == GAP)
            {
                return SyntaxDiagnostics.Expected(Place(before), "`a gap`", $"`{before.Text}`", "Write: has a gap.");
            }

            if (sign.Length > 2 && Spelling.Closest(at.Token.Text, [sign]) is not null)
            {
                return SyntaxDiagnostics.WrongSign(Place(at.Token), at.Token.Text, sign);
            }

            bool canInsert = !at.IsFirstOnLine && wantedSigns[0] != AS && (wantedSigns[0] != BECAUSE || at.Token.Type == STRING);
            Diagnostic missing = SyntaxDiagnostics.Missing(Gap(before), $"`{sign}`", Phrase(before), sign, HelpFor(at, wantedSigns[0]));
            return canInsert ? missing : missing with { Fix = null };
        }

        return null;
    }

    /// <summary>Whether the part that ended right before the token is, or ends with, a part of the kind.</summary>
    private static bool LastIs<T>(Situation at)
        where T : ParserRuleContext
    {
        for (ParserRuleContext? part = at.LastPart; part is { ChildCount: > 0 }; part = part.GetChild(part.ChildCount - 1) as ParserRuleContext)
        {
            if (part is T)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPlainName(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string? HelpFor(Situation at, int sign) => sign switch
    {
        COLON when at.Context is FactDeclarationContext => "A fact is written: fact size \"Size of the tumour\" : number 0 to 50 cm.",
        COLON when at.Context is ActionDeclarationContext => "An action is written: action octreotide \"Octreotide\" : drug.",
        AS => "A classification names its values first: classify grade \"Grade\" as { G1, G2 } { G1 when … }.",
        BECAUSE => "Say why, in quotes: because \"…\".",
        _ => null,
    };

    // ---- Places ----------------------------------------------------------------------------------------------------------

    private Location Place(SourceToken token) =>
        new(source, TextSpan.FromBounds(token.StartIndex, Math.Max(token.StartIndex, token.StopIndex + 1)));

    private Location Gap(SourceToken before) => new(source, new TextSpan(before.StopIndex + 1, 0));

    private Location Between(SourceToken first, SourceToken last) => new(source, TextSpan.FromBounds(first.StartIndex, last.StopIndex + 1));

    private static string Phrase(SourceToken token) => token.Text.Length > 40 ? token.Text[..39] + "…" : token.Text;
}
