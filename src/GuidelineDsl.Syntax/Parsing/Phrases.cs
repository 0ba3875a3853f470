using GuidelineDsl.Syntax.Diagnostics;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Syntax.Generated.GdlLexer;

namespace GuidelineDsl.Syntax.Parsing;

/// <summary>
/// What people write as they speak: <c>is greater than 3</c>, <c>is between 3 and 5</c>, <c>5-7 days</c>, <c>7,5 cm</c>, <c>AND NOT</c>. Each is reported once, with what is
/// written instead, and replaced by that, so that nothing else follows from it.
/// </summary>
internal sealed partial class Phrases
{
    private readonly SourceText _source;
    private readonly ParseDiagnostics _diagnostics;
    private readonly List<SourceToken> _tokens;
    private readonly List<SourceToken> _done;

    private Phrases(List<SourceToken> tokens, SourceText source, ParseDiagnostics diagnostics)
    {
        _tokens = tokens;
        _source = source;
        _diagnostics = diagnostics;
        _done = new List<SourceToken>(tokens.Count);
    }

    public static void Repair(List<SourceToken> tokens, SourceText source, ParseDiagnostics diagnostics)
    {
        Phrases phrases = new(tokens, source, diagnostics);
        for (int i = 0; i < tokens.Count;)
        {
            int understood = phrases.Phrase(i);
            if (understood == 0)
            {
                phrases._done.Add(tokens[i]);
            }

            i += Math.Max(1, understood);
        }

        tokens.Clear();
        tokens.AddRange(phrases._done);
    }

    /// <summary>Reports and replaces the phrase that begins here.</summary>
    /// <returns>How many tokens it has; 0 when none begins here.</returns>
    private int Phrase(int i) => _tokens[i].Type switch
    {
        IS => Spoken(i) is > 0 and int spoken ? spoken : Needless(i) is > 0 and int needless ? needless : RangeBehind(i),
        IN => RangeBehind(i),
        IDENTIFIER => Spoken(i) is > 0 and int spoken ? spoken : Word(i) is > 0 and int word ? word : UnitOfType(i),
        AT => Spoken(i),
        FROM => RangeBehind(i),
        NUMBER => DecimalComma(i) is > 0 and int comma ? comma : Points(i) is > 0 and int points ? points : Range(i, IsValue(Last)),
        SLASH => StrokeUnit(i),
        STRING => QuotedUnit(i),
        QUOTED_UNIT => QuotedText(i),
        NOT => LateNot(i),
        PLUS => LineOfScore(i),
        LESS or LESS_EQUAL or GREATER or GREATER_EQUAL => HalfComparison(i),
        RULE or FACT or DEFINE or DECISION or CLASSIFY or COMPUTE or CONSTRAINT => NameOfWords(i),
        ACTION or SOURCE or SCORE or CLASS or REGIMEN or GROUP => ItemWords.IsFirstOnLine(_tokens, i) ? NameOfWords(i) : 0,
        _ => 0,
    };

    private SourceToken? Last => _done.Count == 0 ? null : _done[^1];

    private SourceToken? At(int i) => i < _tokens.Count ? _tokens[i] : null;

    private int TypeAt(int i) => i < _tokens.Count ? _tokens[i].Type : 0;

    private static bool IsValue(SourceToken? token) => token is not null && (token.Type is IDENTIFIER or RPAREN || IsSoftName(token));

    // Words such as `dose` and `for` may be names and begin a qualifier: only where they cannot do that are they taken for a name here.
    private static bool IsSoftName(SourceToken token) =>
        ItemWords.IsName(token.Type) && token.Type is not (DOSE or FRACTION or EVERY or FOR or FROM or TO or UNTIL or LINE or LEAST or MOST or ADD or RESOLUTION or NUMBER_TYPE or DATE_TYPE or TODAY or BY or VALID);

    private bool BeginsValue(int i) => i < _tokens.Count && (ItemWords.IsName(TypeAt(i)) || TypeAt(i) is NUMBER or DATE or LPAREN || (TypeAt(i) == MINUS && TypeAt(i + 1) == NUMBER));

    private static bool IsUnit(int type) => type is UNIT or PERCENT or QUOTED_UNIT;

    /// <summary>Whether a condition stands here, by the words before: conditions, plans and facts share their signs.</summary>
    private bool IsInCondition()
    {
        for (int i = _done.Count - 1; i >= 0; i--)
        {
            switch (_done[i].Type)
            {
                case WHEN or UNLESS or DEFINE or CONSTRAINT or COMPUTE:
                    return true;
                case FOR when i > 0 && (_done[i - 1].Type == LBRACE || _done[i - 1].Line < _done[i].Line):
                    return true;
                case RECOMMEND or CONSIDER or AVOID or CONTRAINDICATE or EVIDENCE or CITE or BECAUSE or FACT or EXPECT or PARTIAL or RULE:
                    return false;
            }
        }

        return false;
    }

    private Location Place(SourceToken first, SourceToken last) => new(_source, TextSpan.FromBounds(first.StartIndex, last.StopIndex + 1));

    private string TextOf(SourceToken first, SourceToken last) => _source.Slice(TextSpan.FromBounds(first.StartIndex, last.StopIndex + 1));

    /// <summary>A word of the language without characters of its own, where the phrase had another.</summary>
    private void Put(SourceToken like, int type) => _done.Add(like.As(type));
}
