using System.Text.Json.Nodes;

namespace GuidelineDsl.EndToEnd.Tests.LanguageServer;

/// <summary>Finds positions in a text by what stands there.</summary>
internal static class MarkedText
{
    /// <summary>The position of the first character of <paramref name="target"/> inside the first place that reads <paramref name="context"/>.</summary>
    public static (int Line, int Character) Find(string text, string context, string? target = null)
    {
        int at = text.IndexOf(context, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"“{context}” is not in the text");
        int inside = target is null ? 0 : context.IndexOf(target, StringComparison.Ordinal);
        inside.ShouldBeGreaterThanOrEqualTo(0, $"“{target}” is not in “{context}”");
        return Position(text, at + inside);
    }

    /// <summary>The position behind the first place that reads <paramref name="context"/>.</summary>
    public static (int Line, int Character) After(string text, string context)
    {
        int at = text.IndexOf(context, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"“{context}” is not in the text");
        return Position(text, at + context.Length);
    }

    public static (int Line, int Character) Position(string text, int offset)
    {
        int line = text.AsSpan(0, offset).Count('\n');
        int start = text.LastIndexOf('\n', Math.Max(0, offset - 1), offset == 0 ? 0 : offset) + 1;
        return (line, offset - start);
    }

    /// <summary>The text after the edits of an answer.</summary>
    public static string Apply(string text, JsonArray edits)
    {
        foreach (JsonNode? edit in edits.OrderByDescending(e => Offset(text, e!["range"]!["start"]!)))
        {
            int start = Offset(text, edit!["range"]!["start"]!);
            int end = Offset(text, edit["range"]!["end"]!);
            text = text[..start] + edit["newText"]!.GetValue<string>() + text[end..];
        }

        return text;
    }

    private static int Offset(string text, JsonNode position)
    {
        int at = 0;
        for (int line = position["line"]!.GetValue<int>(); line > 0; line--)
        {
            at = text.IndexOf('\n', at) + 1;
        }

        return at + position["character"]!.GetValue<int>();
    }

    public const string Guideline = """
        guideline gep_nen "Systemic treatment of gastro-entero-pancreatic neuroendocrine neoplasms" {
          version   "2025.1"
          status    active
          publisher "Example Society"
        }

        source clarinet "Lanreotide in metastatic enteropancreatic neuroendocrine tumors" {
          kind trial
          year 2014
        }

        fact ki67            "Ki-67 index"     : number 0 to 100 % resolution 0.1
        fact differentiation "Differentiation" : one of { well "well differentiated", poor "poorly differentiated" }
        fact sstr            "SSTR imaging"    : one of { positive, negative }
        fact metastatic      "Metastatic"      : yes/no

        action octreotide "Octreotide" : drug
        action lanreotide "Lanreotide" : drug
        action cisplatin  "Cisplatin"  : drug
        action etoposide  "Etoposide"  : drug

        class   ssa "Somatostatin analogue"    = { octreotide, lanreotide }
        regimen ep  "Cisplatin plus etoposide" = cisplatin + etoposide

        define slow "slowly proliferating" = ki67 < 10 %

        decision first_line "First-line systemic treatment" {
          for    metastatic
          choose one

          rule ssa_slow "SSA for slowly proliferating tumours" {
            when   differentiation is well and sstr is positive and slow
            recommend one of ssa
            evidence esmo I A
            cite   clarinet "inclusion criteria"
          }

          rule platinum "Platinum doublet for carcinoma" {
            when   differentiation is poor
            recommend ep
            evidence esmo III B
            cite   clarinet "discussion"
          }
        }

        test "Ki-67 9.9 % is below the limit" {
          patient { metastatic = yes, differentiation = well, sstr = positive, ki67 = 9.9 % }
          expect first_line gives ssa_slow
        }

        """;
}
