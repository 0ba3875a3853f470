using GuidelineDsl.Syntax.Parsing;

namespace GuidelineDsl.Syntax.Formatting;

/// <summary>
/// The one style in which guidelines are written: an item a line, two spaces further in for each block, lists and
/// conditions on one line where they fit. Nothing is aligned in columns, so a longer name never changes other lines.
/// Every comment stays with the word beside which it stood; the text means the same as before.
/// </summary>
public static class Formatter
{
    private const int Width = 120;

    /// <param name="tree">A tree without errors.</param>
    public static string Format(SyntaxTree tree)
    {
        if (tree.HasErrors)
        {
            throw new ArgumentException("A text with errors is not formatted.", nameof(tree));
        }

        LayoutBuilder builder = new(Piece.Of(BareUnits.Join(Tokenizer.Tokenize(tree.Source))));
        return LayoutPrinter.Print(builder.Document(tree.Root), Width);
    }
}
