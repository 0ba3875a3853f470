using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GuidelineDsl.Documentation.Pages;
using GuidelineDsl.Documentation.Pictures;
using GuidelineDsl.Documentation.Wording;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;
using static GuidelineDsl.Documentation.Evaluator.JsonText;
using ChoicePolicy = GuidelineDsl.Syntax.Nodes.ChoicePolicy;
using ValueType = GuidelineDsl.Semantics.Model.ValueType;

namespace GuidelineDsl.Documentation.Evaluator;

/// <summary>One guideline as the evaluator in the page reads it.</summary>
internal static class ModelJson
{
    /// <summary>Units in which people write numbers; those of the fact's own dimension are accepted beside its own.</summary>
    private static readonly string[] UsualUnits =
    [
        "%", "nm", "um", "mm", "cm", "dm", "m", "in", "mm2", "cm2", "m2", "ul", "ml", "mL", "dl", "dL", "l", "L", "ng", "ug", "mg", "g", "kg", "s", "min", "h", "d", "wk",
        "mo", "a", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "nmol/L", "umol/L", "mmol/L", "mol/L",
        "ng/mL", "ug/L", "mg/L", "mg/dL", "g/dL", "g/L", "mg/mL", "mm[Hg]", "kPa", "cGy", "Gy", "MBq", "GBq", "kg/m2", "Cel", "mg/m2", "mg/kg", "U/L", "10*9/L", "/uL",
    ];

    public static string Write(SiteMap site, Guideline guideline)
    {
        Dictionary<Fact, int> facts = guideline.Facts.Select((f, i) => (f, i)).ToDictionary(p => p.f, p => p.i);
        ImmutableArray<Symbol> derived = DerivedInOrder(guideline);
        Dictionary<Symbol, int> places = derived.Select((d, i) => (d, i)).ToDictionary(p => p.d, p => p.i);
        ConditionJson conditions = new(facts, places);
        AdviceJson advice = new(conditions);
        Usage usage = new(site, guideline);
        return JsonText.Object(
            ("id", Quote(guideline.Id)),
            ("title", Quote(guideline.Metadata.Title)),
            ("file", Quote(guideline.Sources[0].Path)),
            ("version", Quote(guideline.Metadata.Version)),
            ("digest", Quote(DigestOf(guideline.Sources))),
            ("facts", Array(guideline.Facts.Select(f => Fact(f, usage.Of(f).Count > 0)))),
            ("derived", Array(derived.Select(d => Derived(d, conditions)))),
            ("askedFor", Array(AskedFor(guideline, derived).Select(d => Text(places[d])))),
            ("constraints", Array(guideline.Constraints.Select(c => JsonText.Object(
                ("id", Quote(c.Id)), ("label", Quote(c.Label)), ("c", conditions.Condition(c.Condition)))))),
            ("decisions", Array(guideline.Decisions.Select(d => JsonText.Object(
                ("id", Quote(d.Id)),
                ("label", Quote(d.Label)),
                ("href", Quote(site.Href(d, guideline))),
                ("policy", Quote(d.Policy switch { ChoicePolicy.One => "one", ChoicePolicy.All => "all", _ => "first" })),
                ("scope", conditions.Condition(d.Scope)),
                ("rules", Array(d.Rules.Select(advice.Rule))),
                ("silences", Array(d.Silences.Select(advice.Silence))))))),
            ("actions", Actions(guideline)),
            ("tests", Array(guideline.Tests.Select(t => JsonText.Object(
                ("name", Quote(t.Name)),
                ("patient", PatientLink.Json(guideline, t.Patient)),
                ("today", t.Today is { } today ? Quote(Expiry.Text(today)) : null))))));
    }

    /// <summary>The digest of all texts: of each its name and its content, each after its length.</summary>
    private static string DigestOf(ImmutableArray<SourceText> sources)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (SourceText source in sources)
        {
            foreach (string part in (string[])[source.Path, source.Content])
            {
                byte[] bytes = Encoding.UTF8.GetBytes(part);
                BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ImmutableArray<Symbol> DerivedInOrder(Guideline guideline)
    {
        LocalDeclarations visible = guideline.Visible;
        return
        [
            .. visible.Definitions.Concat<Symbol>(visible.Classifications).Concat(visible.Scores).Concat(visible.ComputedValues)
                .OrderBy(s => guideline.Sources.IndexOf(s.Location.Source)).ThenBy(s => s.Location.Span.Start),
        ];
    }

    /// <summary>The derived values of which some condition asks whether they are determined, each after those that it reads.</summary>
    private static IEnumerable<Symbol> AskedFor(Guideline guideline, ImmutableArray<Symbol> derived)
    {
        IEnumerable<Condition> conditions = guideline.Decisions
            .SelectMany(d => d.Rules.Select(r => r.Condition).Concat(d.Silences.Select(s => s.Condition)).Append(d.Scope)
                .Concat(d.Rules.SelectMany(r => r.Advice).SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options).Select(o => o.Guard).OfType<Condition>()))
            .Concat(guideline.Constraints.Select(c => c.Condition));
        Reach reach = Reach.Of([.. conditions, .. derived.SelectMany(Reach.ConditionsOf)]);
        return derived.Where(reach.AskedFor.Contains).OrderBy(d => Reach.Of(Reach.ConditionsOf(d)).Derived.Count);
    }

    private static string Fact(Fact fact, bool isUsed)
    {
        (Rational? minimum, Rational? maximum) = Axis.RangeOf(fact);
        Number? number = fact.Type as Number;
        return JsonText.Object(
            ("id", Quote(fact.Id)),
            ("label", Quote(fact.Label)),
            ("kind", Quote(Kind(fact.Type))),
            ("values", fact.Type is Enumeration or SetOf ? Values(ConditionWords.Values(fact.Type)) : null),
            ("min", minimum is null ? null : ConditionJson.Fraction(minimum)),
            ("max", maximum is null ? null : ConditionJson.Fraction(maximum)),
            ("step", number?.Resolution is { } step ? ConditionJson.Fraction(step) : null),
            ("unit", number?.Unit is { } unit ? Quote(unit) : null),
            ("units", number?.Unit is { } own ? Units(own) : null),
            ("required", fact.IsRequired ? "true" : null),
            ("judgement", fact.IsJudgement ? "true" : null),
            ("used", isUsed ? "true" : null));
    }

    private static string? Units(string own)
    {
        if (!UnitParser.TryParse(own, out Unit declared))
        {
            return null;
        }

        List<string> units = [];
        foreach (string text in UsualUnits)
        {
            if (text != own && UnitParser.TryParse(text, out Unit unit) && unit.Dimension.Equals(declared.Dimension))
            {
                Rational offset = unit.Convert(Rational.Zero, declared);
                units.Add($"[{Quote(text)},{ConditionJson.Fraction(unit.Convert(Rational.One, declared) - offset)},{ConditionJson.Fraction(offset)}]");
            }
        }

        return Array(units);
    }

    private static string Derived(Symbol symbol, ConditionJson conditions) => symbol switch
    {
        Definition definition => JsonText.Object(
            ("id", Quote(symbol.Id)), ("label", Quote(symbol.Label)), ("kind", "\"definition\""), ("c", conditions.Condition(definition.Condition))),
        Classification classification => JsonText.Object(
            ("id", Quote(symbol.Id)), ("label", Quote(symbol.Label)), ("kind", "\"classification\""), ("values", Values(classification.Type.Values)),
            ("first", ConditionJson.Bool(classification.ChooseFirst)),
            ("branches", Array(classification.Branches.Select(b => $"[{Text(b.Value)},{conditions.Condition(b.Condition)}]")))),
        Score score => JsonText.Object(
            ("id", Quote(symbol.Id)), ("label", Quote(symbol.Label)), ("kind", "\"score\""),
            ("lines", Array(score.Lines.Select(l => $"[{ConditionJson.Fraction(l.Points)},{conditions.Condition(l.Condition)}]")))),
        ComputedValue computed => JsonText.Object(
            ("id", Quote(symbol.Id)), ("label", Quote(symbol.Label)), ("kind", Quote(Kind(computed.Type))), ("value", conditions.Number(computed.Value))),
        _ => throw new InvalidOperationException($"No such derived value: {symbol.GetType().Name}."),
    };

    private static string Kind(ValueType type) => type switch
    {
        YesNo => "yesno",
        Enumeration => "one",
        SetOf => "set",
        Number => "number",
        Date { HasTime: true } => "datetime",
        Date => "date",
        _ => throw new InvalidOperationException($"No such type: {type.GetType().Name}."),
    };

    private static string Values(ImmutableArray<NamedValue> values) => Array(values.Select(v => $"[{Quote(v.Id)},{Quote(v.Label)}]"));

    private static string Actions(Guideline guideline)
    {
        IEnumerable<ClinicalAction> actions = guideline.Decisions.SelectMany(d => d.Rules).SelectMany(r => r.Advice)
            .SelectMany(a => a.Plan.Steps).SelectMany(s => s.Options).SelectMany(o => o.Parts).Select(p => p.Action).Distinct().OrderBy(a => a.Ordinal);
        return $"{{{string.Join(",", actions.Select(a => $"{Quote(a.Id)}:{Quote(a.Label)}"))}}}";
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
