namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>Guidelines that several tests evaluate.</summary>
internal static class Samples
{
    /// <summary>The guideline with which the language introduces itself, without its tests.</summary>
    public const string FirstLine = """
        guideline gep_nen "Systemic treatment of gastro-entero-pancreatic neuroendocrine neoplasms" {
          version   "2025.1"
        }

        source who2019 "WHO Classification of Tumours" { kind classification year 2019 }
        source clarinet "Lanreotide in metastatic enteropancreatic neuroendocrine tumors" { kind trial year 2014 doi "10.1056/NEJMoa1316158" }

        fact ki67            "Ki-67 index"            : number 0 to 100 % resolution 0.1
        fact mitoses         "Mitoses per 2 mm²"      : number 0 to 500 resolution 1
        fact differentiation "Differentiation"        : one of { well "well differentiated", poor "poorly differentiated" }
        fact sstr            "SSTR imaging"           : one of { positive, negative }
        fact extent          "Extent of disease"      : one of { localised, locally_advanced, metastatic }
        fact resectable      "Tumour is resectable"   : yes/no
        fact metastases      "Sites of metastasis"    : set of { liver, lung, bone, peritoneum, lymph_nodes }

        action octreotide "Octreotide" : drug
        action lanreotide "Lanreotide" : drug
        action cisplatin  "Cisplatin"  : drug
        action etoposide  "Etoposide"  : drug

        class   ssa "Somatostatin analogue"   = { octreotide, lanreotide }
        regimen ep  "Cisplatin plus etoposide" = cisplatin + etoposide

        define advanced "advanced, unresectable disease" =
          extent in { locally_advanced, metastatic } and not resectable

        classify grade "WHO 2019 grade" as { G1, G2, G3 } {
          G1 when ki67 < 3 % and mitoses < 2
          G3 when ki67 > 20 % or mitoses > 20
          G2 otherwise
          cite who2019 "table 1.18"
        }

        decision first_line "First-line systemic treatment" {
          for    advanced
          choose one

          rule ssa_low_proliferation "SSA for slowly proliferating, SSTR-positive tumours" {
            when   differentiation is well and sstr is positive and ki67 < 10 %
            recommend one of ssa line 1
            evidence esmo I A
            cite   clarinet "inclusion criteria"
          }

          rule platinum_nec "Platinum doublet for carcinoma" {
            when   differentiation is poor
            recommend ep
            evidence esmo III B
            cite   clarinet "discussion"
          }

          silent when sstr is negative and differentiation is well
            because "the source names no first-line drug for SSTR-negative tumours"
            cite clarinet
        }
        """;
}
