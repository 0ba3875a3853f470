using Antlr4.Runtime;
using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlParser;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>What to say about a word at which no item begins, and when nothing more particular is known.</summary>
internal sealed partial class Explanation
{
    /// <summary>The loop over the items of a block stopped: an unknown word, or an item of another block.</summary>
    private Diagnostic? ItemStart(Situation at)
    {
        bool atItems = at.Context == ContextOf(at.Block, at.Context) && !at.Block.IsList;
        if (!atItems || at.Token.Type == TokenConstants.EOF)
        {
            return null;
        }

        if (HomeOf(at) is { } home)
        {
            return SyntaxDiagnostics.WrongPlace(Place(at.Token), at.Token.Text, home, at.Block.Name);
        }

        bool word = ItemWords.IsName(at.Token.Type);
        if (!word)
        {
            return null;
        }

        IEnumerable<string> known = WordsOf(at);
        string? meant = Habits.Item(at.Token.Text, at.Block) ?? Spelling.Closest(at.Token.Text, known);
        bool first = at.IsFirstOnLine || at.Before is { Type: LBRACE or RBRACE };
        return first || meant is not null ? SyntaxDiagnostics.UnknownItem(Place(at.Token), at.Token.Text, at.Block.Name, meant, ItemsOf(at.Block)) : null;
    }

    private Diagnostic General(Situation at)
    {
        (string What, string? Help)? wanted = Wanted(at);
        if (at.Token.Type == TokenConstants.EOF)
        {
            return SyntaxDiagnostics.EndOfFile(at.Before is { } last ? Gap(last) : Place(at.Token), wanted);
        }

        if (wanted is null || at.Before is not { } before)
        {
            return SyntaxDiagnostics.Stray(Place(at.Token), Phrase(at.Token), at.Block.Name);
        }

        bool absent = at.IsFirstOnLine || ItemWords.IsReserved(at.Token.Type) || at.Token.Type is RBRACE or RPAREN or COMMA;
        return absent
            ? SyntaxDiagnostics.Absent(Gap(before), wanted.Value.What, Phrase(before), wanted.Value.Help)
            : SyntaxDiagnostics.Wanted(Place(at.Token), wanted.Value.What, Phrase(before), Phrase(at.Token), wanted.Value.Help);
    }

    /// <summary>What should stand here, by what may follow and by the word before.</summary>
    private static (string What, string? Help)? Wanted(Situation at)
    {
        int before = at.Before?.Type ?? 0;
        bool name = at.Expected.Contains(IDENTIFIER);
        if (at.Context is OutcomeContext && !name)
        {
            return ("an outcome", "Write gives, recommends, considers, avoids, contraindicates, does not recommend, needs, is, is silent, is out of scope, or has a gap.");
        }

        if (name && at.Expected.Contains(NUMBER) && at.Expected.Contains(LPAREN))
        {
            bool condition = before is WHEN or AND or OR or NOT or UNLESS or FOR or EQUAL && at.IsInCondition;
            return condition
                ? ("a condition", "A condition is, for example: ki67 < 3 %, sstr is positive, or the name of a yes/no fact or a definition.")
                : ("a value", "A value is a number, a date, a name or a calculation.");
        }

        if (at.Expected.Contains(ONE) && name)
        {
            return at.Token.Type == NOT
                ? ("an action, a class or a regimen", "To advise against something, write avoid or contraindicate.")
                : ("an action, a class or a regimen", "Write what is advised, for example: recommend octreotide, or: recommend one of { a, b }.");
        }

        if (name && at.Expected.Count <= ItemWords.NameCount + 3)
        {
            return before switch
            {
                CITE => ("the name of a source", "Write cite, a source, and where in it: cite clarinet \"table 2\"."),
                EVIDENCE => ("a scale of evidence", "Write, for example: evidence esmo I A, evidence nccn 2A, evidence grade strong moderate, or evidence ungraded."),
                ALLOW => ("the code of a diagnostic", "Write, for example: allow GDL5006 because \"…\"."),
                CHOOSE => ("one, all or first", null),
                OVERRIDES => ("the name of a rule", null),
                _ => ("a name", "Names begin with a letter from a to z and have letters, digits and _."),
            };
        }

        if (at.Expected.Contains(NUMBER))
        {
            return at.Expected.Contains(DATE) ? ("a date", "Dates are written 2025-10-09.") : ("a number", null);
        }

        return at.Expected.Contains(STRING) ? ("a text in quotes", null) : null;
    }

    /// <summary>A word where a type should stand.</summary>
    private Diagnostic? Types(Situation at)
    {
        if (!at.Expected.Contains(YES_NO) || at.Before is not { } before)
        {
            return null;
        }

        string word = at.Token.Text;
        string? meant = word.ToLowerInvariant() switch
        {
            "bool" or "boolean" or "yesno" or "yes_no" or "yes" or "flag" or "logical" => "yes/no",
            "int" or "integer" or "decimal" or "float" or "double" or "real" or "quantity" or "percent" or "percentage" => "number",
            "enum" or "choice" or "string" or "text" or "code" or "coded" => "one of { … }",
            "list" or "multiple" or "several" or "many" => "set of { … }",
            "datetime" or "timestamp" => "date and time",
            _ => Spelling.Closest(word, ["one", "ordered", "set", "number", "date", "yes/no"]),
        };
        bool absent = at.IsFirstOnLine || !ItemWords.IsName(at.Token.Type);
        return absent ? SyntaxDiagnostics.Absent(Gap(before), "a type", Phrase(before), TypesHelp) : SyntaxDiagnostics.NoSuchType(Place(at.Token), word, meant, TypesHelp);
    }

    private const string TypesHelp =
        "Types are: yes/no, one of { a, b }, ordered one of { I, II }, set of { a, b }, number 0 to 100 %, date, date and time.";

    /// <summary>The block in which an item stands that was found in another one.</summary>
    private static string? HomeOf(Situation at)
    {
        int type = at.Token.Type;
        if (ItemWords.ReservedDeclarations.Contains(type))
        {
            return at.Block == Block.File ? null : "the file, outside all braces";
        }

        return type switch
        {
            WHEN or OTHERWISE or RECOMMEND or CONSIDER or AVOID or CONTRAINDICATE or EVIDENCE or OVERRIDES or BECAUSE when at.Block != Block.Rule => "a rule",
            CITE or ALLOW when at.Block != Block.Rule => "a rule",
            RULE or CHOOSE when at.Block != Block.Decision => "a decision",
            EXPECT when at.Block != Block.Test => "a test",
            SILENT or PARTIAL when at.Block == Block.Rule || at.Block == Block.File => "a decision",
            FOR when at.Block == Block.Rule && at.IsFirstOnLine => "a decision",
            _ => null,
        };
    }

    private static RuleContext? ContextOf(Block block, RuleContext context)
    {
        RuleContext? at = context;
        while (at is not null and not (DocumentContext or HeaderContext or SourceDeclarationContext or ActionDeclarationContext
            or ClassificationDeclarationContext or ScoreDeclarationContext or DecisionDeclarationContext or RuleDeclarationContext or TestDeclarationContext))
        {
            at = at.Parent;
        }

        return Block.Around(at ?? context) == block ? at : null;
    }

    /// <summary>The words that could have been meant where the token stands.</summary>
    private static IEnumerable<string> WordsOf(Situation at)
    {
        IEnumerable<string> words = ItemWords.Spell(at.Block.Reserved.Concat(at.Block.Soft.Where(t => t != IDENTIFIER)));
        if (at.Block == Block.File)
        {
            return [.. words, "guideline", "vocabulary", "required", "judgement", "resolution", "except", "and", "or"];
        }

        if (at.Block == Block.Rule)
        {
            return [.. words, .. ItemWords.Spell(ItemWords.Qualifiers), "unless", "then", "and", "or"];
        }

        return at.Block == Block.Decision ? [.. words, "because", "cite", "and", "or"]
            : at.Block == Block.Properties ? [.. words, .. AstBuilder.PropertyWords]
            : words;
    }

    private static string ItemsOf(Block block) =>
        block == Block.File ? "Declarations begin with: guideline, vocabulary, use, source, fact, constraint, group, define, classify, score, compute, action, class, regimen, incompatible, remark, decision, patient, test."
        : block == Block.Rule ? "A rule has: when … [unless …] or otherwise, recommend, consider, avoid or contraindicate, evidence, cite, because, overrides, remark, allow."
        : block == Block.Decision ? "A decision has: for, choose, rule, silent when, partial, remark, allow."
        : block == Block.Test ? "A test has: patient, today, expect."
        : block == Block.Score ? "A score has: add … when …, cite, allow."
        : block == Block.Classification ? "A classification has: VALUE when …, VALUE otherwise, choose first, cite, allow."
        : "An item begins with one of: " + string.Join(", ", AstBuilder.PropertyWords) + ".";
}
