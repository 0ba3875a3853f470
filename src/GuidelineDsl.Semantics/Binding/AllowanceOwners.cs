using GuidelineDsl.Syntax;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>In whose braces each <c>allow</c> stands.</summary>
internal static class AllowanceOwners
{
    /// <summary>For the place of each <c>allow</c> the place of its rule, decision, classification or score.</summary>
    public static Dictionary<Location, Location> Of(IEnumerable<SyntaxTree> trees)
    {
        Dictionary<Location, Location> owners = [];
        foreach (SyntaxTree tree in trees)
        {
            foreach (Owned owned in tree.Root.Declarations.SelectMany(In))
            {
                owners[tree.Locate(owned.Allow)] = tree.Locate(owned.Owner);
            }
        }

        return owners;
    }

    private static IEnumerable<Owned> In(DeclarationSyntax declaration) => declaration switch
    {
        ClassificationDeclaration c => c.Allows.Select(a => new Owned(c, a)),
        ScoreDeclaration s => s.Allows.Select(a => new Owned(s, a)),
        DecisionDeclaration d => d.Items.OfType<DecisionAllowItem>().Select(i => new Owned(d, i.Allow))
            .Concat(d.Items.OfType<RuleSyntax>().SelectMany(r => r.Items.OfType<RuleAllowItem>().Select(i => new Owned(r, i.Allow)))),
        _ => [],
    };

    private sealed record Owned(SyntaxNode Owner, AllowSyntax Allow);
}
