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
        string? meant = Spelling.Closest(at.Token.Text, known);
        bool first = at.IsFirstOnLine || at.Before is { Type: LBRACE or RBRACE };
        return first || meant is not null ? SyntaxDiagnostics.UnknownItem(Place(at.Token), at.Token.Text, at.Block.Name, meant, ItemsOf(at.Block)) : null;
    }

    private Diagnostic General(Situation at)
    {
        if (at.Token.Type == TokenConstants.EOF)
        {
            return SyntaxDiagnostics.EndOfFile(at.Before is { } last ? Gap(last) : Place(at.Token), Wanted(at));
        }

        if (Wanted(at) is { } wanted && at.Before is { } before)
        {
            return SyntaxDiagnostics.Wanted(Place(at.Token), wanted.What, Phrase(before), Phrase(at.Token), wanted.Help);
        }

        return SyntaxDiagnostics.Stray(Place(at.Token), Phrase(at.Token), at.Block.Name);
    }

    /// <summary>What should stand here, by the part of the text that is being read.</summary>
    private static (string What, string? Help)? Wanted(Situation at)
    {
        if (at.Context is TypeContext or FactDeclarationContext && at.Expected.Contains(YES_NO))
        {
            return ("a type", "Types are: yes/no, one of { a, b }, ordered one of { I, II }, set of { a, b }, number 0 to 100 %, date.");
        }

        if (at.Expected.Contains(NUMBER) && at.Expected.Contains(IDENTIFIER))
        {
            return at.Before?.Type is WHEN or AND or OR or NOT or UNLESS or FOR or LPAREN ? ("a condition", null) : ("a value", null);
        }

        if (at.Expected.Contains(OPTIONAL) || at.Expected.Contains(ONE))
        {
            return ("an action, a class or a regimen", null);
        }

        if (at.Expected.Contains(GIVES))
        {
            return ("what is expected", "An expectation is written: expect first_line gives rule_name, or recommends, needs, is silent, is out of scope, has a gap, is value.");
        }

        if (at.Expected.Contains(IDENTIFIER) && at.Expected.Count <= ItemWords.NameCount + 3)
        {
            return ("a name", null);
        }

        if (at.Expected.Contains(NUMBER))
        {
            return at.Expected.Contains(DATE) ? ("a date", "Dates are written 2025-10-10.") : ("a number", null);
        }

        if (at.Expected.Contains(DATE))
        {
            return ("a date", "Dates are written 2025-10-10.");
        }

        return at.Expected.Contains(STRING) ? ("a text in quotes", null) : null;
    }

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
