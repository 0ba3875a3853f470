using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Protocol;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>While a number is being written: what it measures, in which unit, and in which range.</summary>
internal static class UnitHelp
{
    private static readonly string[][] s_kinds =
    [
        ["km", "m", "dm", "cm", "mm", "um", "nm"],
        ["kg", "g", "dg", "mg", "ug", "ng", "pg", "fg"],
        ["L", "dL", "cL", "mL", "uL", "nL", "fL", "pL"],
        ["mol", "mmol", "umol", "nmol", "pmol", "fmol"],
        ["Gy", "cGy", "mGy"],
        ["Sv", "mSv"],
        ["TBq", "GBq", "MBq", "kBq", "Bq", "Ci", "mCi"],
        ["MIU", "kIU", "IU", "mIU"],
        ["kU", "U", "mU"],
        ["seconds", "minutes", "hours", "days", "weeks"],
        ["months", "years"],
    ];

    private static readonly Dictionary<string, (string Form, string Meaning)> s_qualifiers = new(StringComparer.Ordinal)
    {
        ["dose"] = ("dose AMOUNT [to AMOUNT] UNIT", "How much: `dose 50 'ug/h'`, `dose 50 to 50.4 Gy`"),
        ["fraction"] = ("fraction AMOUNT [to AMOUNT] UNIT", "How much at a time: `fraction 1.8 to 2.0 Gy`"),
        ["every"] = ("every NUMBER [to NUMBER] UNIT", "How often: `every 3 to 6 months`"),
        ["for"] = ("for [at least] NUMBER [to NUMBER] UNIT", "How long: `for 2 to 3 years`, `for at least 3 years`"),
        ["line"] = ("line NUMBER", "The line of treatment: `line 2`"),
    };

    public static SignatureHelp? At(Snapshot snapshot, Document document, int offset)
    {
        CursorContext cursor = CursorContext.At(document, offset);
        if (cursor.InComment || cursor.InText)
        {
            return null;
        }

        Scope scope = snapshot.ProjectOf(document).ScopeOf(document);
        if (cursor.Block == Block.Rule && cursor.Statement.Length > 1 && cursor.Statement[0].Text is "recommend" or "consider" or "avoid" or "contraindicate")
        {
            ScannedToken qualifier = cursor.Statement.LastOrDefault(t => s_qualifiers.ContainsKey(t.Text));
            return qualifier.Text is { } key && IsNear(cursor, qualifier) ? Help(s_qualifiers[key].Form, s_qualifiers[key].Meaning, null) : null;
        }

        string last = cursor.Previous.Text ?? "";
        bool atNumber = cursor.Previous.Kind == ScannedKind.Number || last is "<" or "<=" or ">" or ">=" or "between" or "=" or "is" or "to";
        if (!atNumber)
        {
            return null;
        }

        Declared? measured = cursor.Statement.Reverse().Where(t => t.Kind == ScannedKind.Word)
            .Select(t => scope.Find(t.Text, NameKind.Fact, NameKind.Computed)).FirstOrDefault(d => d is not null);
        return measured is not null && TypeOf(measured) is NumberType or DateType ? Measure(snapshot, measured) : null;
    }

    /// <summary>The unit a fact or computed number is declared in.</summary>
    public static string? UnitOf(Declared? declared) => TypeOf(declared) is NumberType { Unit: { Text.Length: > 0 } unit } ? unit.Text : null;

    /// <summary>The unit itself, as it is written, and simple units that convert to it.</summary>
    public static IEnumerable<string> SameKind(string unit) =>
        (s_kinds.FirstOrDefault(k => k.Contains(unit) || k.Contains(unit + "s")) ?? []).Prepend(GuidelineText.Unit(unit)).Distinct();

    private static TypeSyntax? TypeOf(Declared? declared) => declared?.Node switch
    {
        FactDeclaration fact => fact.Type,
        ComputeDeclaration compute => compute.Type,
        _ => null,
    };

    private static bool IsNear(CursorContext cursor, ScannedToken qualifier)
    {
        int index = cursor.Statement.IndexOf(qualifier);
        return cursor.Statement.Skip(index + 1).All(t => t.Kind is ScannedKind.Number or ScannedKind.Unit || t.Text is "to" or "at" or "least" or "%");
    }

    private static SignatureHelp Measure(Snapshot snapshot, Declared measured)
    {
        Wording wording = new(snapshot.ProjectOf(measured.Document), measured.Document);
        string? unit = UnitOf(measured);
        string label = unit is null ? $"{measured.Id} NUMBER" : $"{measured.Id} NUMBER {GuidelineText.Unit(unit)}";
        string others = unit is null ? "" : string.Join(", ", SameKind(unit).Skip(1).Select(u => $"`{u}`"));
        string text = $"{measured.Words}: {wording.Type(TypeOf(measured))}"
            + (unit is null ? "" : $"\n\nWritten with its unit: `10 {GuidelineText.Unit(unit)}`")
            + (others.Length == 0 ? "" : $"\n\nConverts from {others}");
        return Help(label, text, unit is null ? null : GuidelineText.Unit(unit));
    }

    private static SignatureHelp Help(string label, string documentation, string? parameter)
    {
        ParameterInformation[] parameters = parameter is null ? [] : [new ParameterInformation(parameter, null)];
        return new SignatureHelp([new SignatureInformation(label, MarkupContent.Markdown(documentation), parameters)], 0, 0);
    }
}
