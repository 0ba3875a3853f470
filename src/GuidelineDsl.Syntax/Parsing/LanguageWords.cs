using System.Collections.Immutable;
using GuidelineDsl.Syntax.Generated;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>The words of the language, for completion, highlighting and the reference.</summary>
public static class LanguageWords
{
    /// <summary>Words that are never names.</summary>
    public static ImmutableArray<string> Reserved { get; } = [.. ItemWords.Spell(ItemWords.Reserved).Order(StringComparer.Ordinal)];

    /// <summary>Words that the grammar knows and that may be names all the same.</summary>
    public static ImmutableArray<string> Soft { get; } =
        [.. ItemWords.Spell(Enumerable.Range(GdlLexer.ONE, GdlLexer.SCOPE - GdlLexer.ONE + 1)).Order(StringComparer.Ordinal)];

    /// <summary>The words with which an item of a header, source or action begins; they, too, may be names.</summary>
    public static ImmutableArray<string> Properties { get; } = [.. AstBuilder.PropertyWords.Order(StringComparer.Ordinal)];
}
