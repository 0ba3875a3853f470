using GuidelineDsl.Documentation.Pages;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Documentation.Evaluator;

/// <summary>The evaluator that runs in the page, and as a module that other programs can load.</summary>
internal static class EvaluatorScript
{
    private static readonly string[] Parts =
        ["evaluator-numbers.js", "evaluator-ranges.js", "evaluator-diagram.js", "evaluator-core.js", "evaluator-search.js", "evaluator-result.js"];

    /// <summary>Defines <c>makeEvaluator(model)</c>.</summary>
    public static string Library { get; } =
        "'use strict';\n(function (root) {\n" + string.Join("\n", Parts.Select(PageFrame.Asset)) + "\nroot.makeEvaluator = makeEvaluator;\n}(globalThis));\n";

    /// <summary>One guideline as a module of its own: <c>evaluate(patient, today)</c>.</summary>
    public static string Module(SiteMap site, Guideline guideline) =>
        Library + "if (typeof module !== 'undefined') { module.exports = globalThis.makeEvaluator(" + ModelJson.Write(site, guideline) + "); }\n";
}
