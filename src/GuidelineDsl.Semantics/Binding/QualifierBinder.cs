using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using NumberLiteral = GuidelineDsl.Syntax.Nodes.NumberLiteral;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Qualifiers, each at most once. Amounts keep the unit that was written.</summary>
internal sealed class QualifierBinder(FileScope scope)
{
    public Qualifiers Bind(ImmutableArray<QualifierSyntax> syntaxes)
    {
        Qualifiers qualifiers = Qualifiers.None;
        Dictionary<string, QualifierSyntax> seen = new(StringComparer.Ordinal);
        foreach (QualifierSyntax syntax in syntaxes)
        {
            foreach (string name in NamesOf(syntax))
            {
                if (!seen.TryAdd(name, syntax))
                {
                    scope.Report(NameDiagnostics.Repeated($"`{name}`", scope.Locate(syntax), scope.Locate(seen[name])));
                }
            }

            qualifiers = Add(qualifiers, syntax);
        }

        if (seen.TryGetValue("lifelong", out QualifierSyntax? lifelong) && seen.TryGetValue("for", out QualifierSyntax? limit))
        {
            scope.Report(TypeDiagnostics.Qualifier("`lifelong` and `for` contradict each other.", scope.Locate(lifelong.Span.Start > limit.Span.Start ? lifelong : limit), "keep one of them."));
        }

        return qualifiers;
    }

    private static ImmutableArray<string> NamesOf(QualifierSyntax syntax) => syntax switch
    {
        PreferenceQualifier => ["preferred` or `alternative"],
        SelectedPatientsQualifier => ["in selected patients"],
        LineQualifier => ["line"],
        QuantityQualifier q => [WordOf(q.Kind)],
        TimingQualifier q => [.. (q.From is null ? [] : (string[])["from"]), .. (q.Until is null ? [] : (string[])["until"])],
        LifelongQualifier => ["lifelong"],
        TextQualifier q => [q.Kind switch
        {
            TextQualifierKind.Route => "route",
            TextQualifierKind.Until => "until",
            TextQualifierKind.Wording => "wording",
            TextQualifierKind.Note => "note",
            _ => throw new ArgumentOutOfRangeException(nameof(syntax)),
        }],
        _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name),
    };

    private static string WordOf(QuantityQualifierKind kind) => kind switch
    {
        QuantityQualifierKind.Dose => "dose",
        QuantityQualifierKind.Fraction => "fraction",
        QuantityQualifierKind.Every => "every",
        QuantityQualifierKind.For => "for",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private Qualifiers Add(Qualifiers q, QualifierSyntax syntax) => syntax switch
    {
        PreferenceQualifier s => q with { IsPreferred = s.IsPreferred },
        SelectedPatientsQualifier s => q with { InSelectedPatients = true, SelectedPatients = s.Who?.Value },
        LineQualifier s => q with { Line = LineOf(s) },
        QuantityQualifier { Kind: QuantityQualifierKind.Dose } s => q with { Dose = AmountOf(s, mustBeTime: false) },
        QuantityQualifier { Kind: QuantityQualifierKind.Fraction } s => q with { Fraction = AmountOf(s, mustBeTime: false) },
        QuantityQualifier { Kind: QuantityQualifierKind.Every } s => q with { Every = AmountOf(s, mustBeTime: true) },
        QuantityQualifier { Kind: QuantityQualifierKind.For } s => q with { For = AmountOf(s, mustBeTime: true) },
        TimingQualifier s => q with { From = s.From is null ? q.From : Anchor(s.From), UntilTime = s.Until is null ? q.UntilTime : Anchor(s.Until) },
        LifelongQualifier => q with { IsLifelong = true },
        TextQualifier { Kind: TextQualifierKind.Route } s => q with { Route = s.Text.Value },
        TextQualifier { Kind: TextQualifierKind.Until } s => q with { Until = s.Text.Value },
        TextQualifier { Kind: TextQualifierKind.Wording } s => q with { Wording = s.Text.Value },
        TextQualifier { Kind: TextQualifierKind.Note } s => q with { Note = s.Text.Value },
        _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name),
    };

    private int? LineOf(LineQualifier syntax)
    {
        if (syntax.Line.Unit is null && int.TryParse(syntax.Line.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out int line) && line >= 1)
        {
            return line;
        }

        return Wrong<int?>(syntax.Line, "The line of therapy is a whole number from 1.", "write `line 1`.");
    }

    private Amount? AmountOf(QuantityQualifier syntax, bool mustBeTime)
    {
        QuantityRange range = syntax.Amount;
        string word = WordOf(syntax.Kind);
        UnitSyntax? written = range.High?.Unit ?? range.Low.Unit;
        if (written is null)
        {
            return Wrong<Amount?>(
                range,
                mustBeTime ? $"`{word}` takes a time, and the number has no unit." : $"The {word} has no unit.",
                mustBeTime ? $"write `{word} {range.Low.Digits} months`, or days, weeks, years." : $"write the unit behind the number: `{word} {range.Low.Digits} mg`.");
        }

        if (scope.Unit(written) is not { } unit || (range.Low.Unit ?? written) is not { } ownUnit || (ownUnit == written ? unit : scope.Unit(ownUnit)) is not { } own)
        {
            return null;
        }

        if (mustBeTime && !IsTime(unit))
        {
            return Wrong<Amount?>(range, $"`{word}` takes a time, and {unit.Code} is {unit.Kind}.", "write a number and days, weeks, months or years.");
        }

        if (!own.Dimension.Equals(unit.Dimension))
        {
            scope.Report(TypeDiagnostics.Dimensions($"`{scope.Locate(range.Low).Text}`", own.Kind, $"`{scope.Locate(range.High!).Text}`", unit.Kind, scope.Locate(range)));
            return null;
        }

        Rational low = own.Convert(Rational.Parse(range.Low.Digits), unit);
        Rational? high = range.High is null ? null : Rational.Parse(range.High.Digits);
        return (low, high) switch
        {
            (_, { } end) when range.AtLeast => Wrong<Amount?>(range, "`at least` is followed by a range.", $"write `{word} at least {low} {TypeDiagnostics.Written(unit.Code)}`, or the range alone ending at {end}."),
            (_, { } end) when end < low => Wrong<Amount?>(range, $"The range runs from {low} down to {end}.", "write the smaller amount first."),
            ({ Sign: 0 }, null) => Wrong<Amount?>(range, $"The {(mustBeTime ? "time" : word)} is zero.", "write an amount above zero, or leave it out."),
            _ => new Amount(low, high, range.AtLeast, written.Text),
        };
    }

    private TimeAnchor? Anchor(TimePoint point)
    {
        Symbol? anchor = scope.Find(point.Anchor, "an action", SymbolKind.Action);
        if (point.Offset.Unit is null)
        {
            return Wrong<TimeAnchor?>(point.Offset, "The time has no unit.", "write it with its unit: `12 hours before surgery`.");
        }

        if (scope.Unit(point.Offset.Unit) is not { } unit)
        {
            return null;
        }

        return !IsTime(unit) ? Wrong<TimeAnchor?>(point.Offset, $"{unit.Code} is {unit.Kind}, no time.", "write a time: `12 hours before surgery`.")
            : anchor is ClinicalAction action ? new TimeAnchor(Rational.Parse(point.Offset.Digits), point.Offset.Unit.Text, point.Before, action)
            : null;
    }

    private static bool IsTime(Unit unit) => unit.Dimension.Is("time") || unit.Dimension.Is("calendar");

    private T? Wrong<T>(SyntaxNode node, string message, string help)
    {
        scope.Report(TypeDiagnostics.Qualifier(message, scope.Locate(node), help));
        return default;
    }
}
