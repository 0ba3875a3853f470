using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Json;

/// <summary>Writes what is stated of how an advice is to be done; what is not stated is left out.</summary>
internal static class QualifiersWriter
{
    public static void Write(QualifiersDescription qualifiers, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (qualifiers.IsPreferred is { } preferred)
        {
            json.WriteString("preference", preferred ? "preferred" : "alternative");
        }

        if (qualifiers.InSelectedPatients)
        {
            json.WriteBoolean("inSelectedPatients", true);
        }

        WriteText("selectedPatients", qualifiers.SelectedPatients, json);
        if (qualifiers.Line is { } line)
        {
            json.WriteNumber("line", line);
        }

        WriteAmount("dose", qualifiers.Dose, json);
        WriteAmount("fraction", qualifiers.Fraction, json);
        WriteText("route", qualifiers.Route, json);
        WriteAmount("every", qualifiers.Every, json);
        WriteAmount("for", qualifiers.For, json);
        WriteAnchor("from", qualifiers.From, json);
        if (qualifiers.UntilTime is not null)
        {
            WriteAnchor("until", qualifiers.UntilTime, json);
            WriteText("untilText", qualifiers.Until, json);
        }
        else
        {
            WriteText("until", qualifiers.Until, json);
        }

        if (qualifiers.IsLifelong)
        {
            json.WriteBoolean("lifelong", true);
        }

        WriteText("wording", qualifiers.Wording, json);
        WriteText("note", qualifiers.Note, json);
        json.WriteEndObject();
    }

    private static void WriteText(string name, string? text, Utf8JsonWriter json)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteAmount(string name, AmountDescription? amount, Utf8JsonWriter json)
    {
        if (amount is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WritePropertyName(amount.High is null && !amount.AtLeast ? "value" : "from");
        json.WriteRawValue(amount.Low.ToString());
        if (amount.High is { } high)
        {
            json.WritePropertyName("to");
            json.WriteRawValue(high.ToString());
        }

        WriteText("unit", amount.Unit, json);
        json.WriteEndObject();
    }

    private static void WriteAnchor(string name, TimeAnchorDescription? anchor, Utf8JsonWriter json)
    {
        if (anchor is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WritePropertyName("value");
        json.WriteRawValue(anchor.Offset.ToString());
        json.WriteString("unit", anchor.Unit);
        json.WriteString(anchor.Before ? "before" : "after", anchor.Anchor.Id);
        json.WriteEndObject();
    }
}
