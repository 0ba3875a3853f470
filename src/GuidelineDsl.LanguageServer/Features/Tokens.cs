using System.Collections.Immutable;
using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Colours by meaning: a word is coloured by what it names, and is a keyword only where it is one.</summary>
internal static class Tokens
{
    /// <summary>The legend; a token's type is an index into it.</summary>
    public static readonly string[] Types =
        ["keyword", "comment", "string", "number", "type", "namespace", "variable", "enumMember", "enum", "macro", "function", "class", "interface", "method", "property", "operator"];

    public static readonly string[] Modifiers = ["declaration"];

    public static SemanticTokens Of(Snapshot snapshot, Document document)
    {
        ImmutableArray<Occurrence> names = snapshot.ProjectOf(document).Names.In(document);
        Dictionary<int, Occurrence> byStart = names.ToDictionary(o => o.Span.Start);
        HashSet<int> units = [];
        HashSet<int> plain = [];
        Find(document.Tree.Root, units, plain);
        List<int> data = [];
        int line = 0;
        int character = 0;
        foreach (ScannedToken token in document.Tokens)
        {
            (int type, int modifiers) = Classify(token, byStart, units, plain);
            if (type < 0)
            {
                continue;
            }

            foreach (TextSpan part in Lines(document.Source, token.Span))
            {
                Position start = document.PositionAt(part.Start);
                data.AddRange([start.Line - line, start.Line == line ? start.Character - character : start.Character, part.Length, type, modifiers]);
                (line, character) = (start.Line, start.Character);
            }
        }

        return new SemanticTokens([.. data]);
    }

    private static (int Type, int Modifiers) Classify(
        ScannedToken token, Dictionary<int, Occurrence> names, HashSet<int> units, HashSet<int> plain)
    {
        if (units.Contains(token.Span.Start))
        {
            return (Index("type"), 0);
        }

        switch (token.Kind)
        {
            case ScannedKind.Comment:
                return (Index("comment"), 0);
            case ScannedKind.Text:
                return (Index("string"), 0);
            case ScannedKind.Number or ScannedKind.Date:
                return (Index("number"), 0);
            case ScannedKind.Unit:
                return (Index("type"), 0);
            case ScannedKind.Sign:
                return token.Text is "<" or ">" or "<=" or ">=" or "=" or "+" or "-" or "*" or "/" or "^" ? (Index("operator"), 0) : (-1, 0);
            case ScannedKind.Word when names.TryGetValue(token.Span.Start, out Occurrence? name):
                return (Index(Type(name.Target.Kind)), name.IsDeclaration ? 1 : 0);
            case ScannedKind.Word when plain.Contains(token.Span.Start):
                return (Index("property"), 0);
            case ScannedKind.Word when Keywords.Reserved.Contains(token.Text) || Keywords.Soft.Contains(token.Text):
                return (Index("keyword"), 0);
            default:
                return (-1, 0);
        }
    }

    /// <summary>Units, and words that are neither names nor keywords: keys, kinds, grades, steps.</summary>
    private static void Find(SyntaxNode node, HashSet<int> units, HashSet<int> plain)
    {
        switch (node)
        {
            case UnitSyntax unit:
                units.Add(unit.Span.Start);
                break;
            case PropertySyntax property:
                Mark(property.Key);
                Mark(property.Word);
                break;
            case ActionDeclaration action:
                Mark(action.Kind);
                break;
            case EvidenceItem evidence:
                Mark(evidence.Scale);
                foreach (Identifier grade in evidence.Grades)
                {
                    Mark(grade);
                }

                break;
            case AllowSyntax allow:
                Mark(allow.Code);
                break;
            case PlanStep step:
                Mark(step.Name);
                break;
        }

        foreach (SyntaxNode child in node.Children)
        {
            if (child is not null)
            {
                Find(child, units, plain);
            }
        }

        void Mark(Identifier? identifier)
        {
            if (identifier is { Span.Length: > 0 })
            {
                plain.Add(identifier.Span.Start);
            }
        }
    }

    private static IEnumerable<TextSpan> Lines(SourceText source, TextSpan span)
    {
        LinePosition first = source.GetPosition(span.Start);
        LinePosition last = source.GetPosition(span.End);
        for (int line = first.Line; line <= last.Line; line++)
        {
            int lineStart = source.GetLineStart(line);
            int start = Math.Max(span.Start, lineStart);
            int end = Math.Min(span.End, lineStart + source.GetLine(line).Length);
            if (end > start)
            {
                yield return TextSpan.FromBounds(start, end);
            }
        }
    }

    private static int Index(string type) => Array.IndexOf(Types, type);

    private static string Type(NameKind kind) => kind switch
    {
        NameKind.Guideline or NameKind.Vocabulary or NameKind.Source => "namespace",
        NameKind.Fact or NameKind.Patient => "variable",
        NameKind.Value => "enumMember",
        NameKind.Group or NameKind.Classification => "enum",
        NameKind.Constraint or NameKind.Definition or NameKind.Score or NameKind.Computed => "macro",
        NameKind.Action => "function",
        NameKind.Class or NameKind.Regimen => "class",
        NameKind.Decision => "interface",
        NameKind.Rule => "method",
        NameKind.Test => "string",
        _ => throw new InvalidOperationException($"{kind} has no colour."),
    };
}
