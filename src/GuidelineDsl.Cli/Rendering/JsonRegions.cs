using System.Text.Json;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Analysis;
using GuidelineDsl.Semantics.Analysis.Wording;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Cli.Rendering;

/// <summary>The boxes of a region as JSON.</summary>
public static class JsonRegions
{
    /// <summary>
    /// An object with a member for each part: a fact's name, or for facts compared with one another the sum, as in <c>"systolic - diastolic"</c>;
    /// a fact's name holds no blank.
    /// </summary>
    public static void WriteBox(Utf8JsonWriter json, Box box)
    {
        json.WriteStartObject();
        foreach ((Fact fact, FactPart part) in box.Parts)
        {
            json.WritePropertyName(fact.Id);
            WritePart(json, fact, part);
        }

        foreach (SumPart sum in box.Sums)
        {
            WriteSum(json, sum);
        }

        json.WriteEndObject();
    }

    // The day of evaluation by itself is a date; any other sum says what it adds up.
    private static void WriteSum(Utf8JsonWriter json, SumPart sum)
    {
        json.WriteStartObject(SumWriter.Name(sum));
        if (sum.Terms.Length > 1 || sum.Terms[0].Months != 0)
        {
            json.WriteStartArray("sum");
            foreach (SumTerm term in sum.Terms)
            {
                json.WriteStartObject();
                json.WriteString("fact", term.Fact?.Id ?? "today");
                if (term.Months != 0)
                {
                    json.WriteNumber("months", term.Months);
                }

                JsonDiagnostics.WriteNumber(json, "times", term.Coefficient);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        WriteInterval(json, SumWriter.TypeOf(sum), sum.Interval, sum.IncludesUnknown);
        json.WriteEndObject();
    }

    /// <summary>A part of a box: <c>in</c>, an interval, or <c>includes</c> and <c>excludes</c>.</summary>
    private static void WritePart(Utf8JsonWriter json, Fact fact, FactPart part)
    {
        json.WriteStartObject();
        switch (part)
        {
            case ValuesPart values:
                WriteValues(json, fact, values);
                break;
            case UnknownPart when fact.Type is YesNo or Enumeration:
                WriteValues(json, fact, new ValuesPart(new ValueSet([]), true));
                break;
            case UnknownPart:
                WriteUnknown(json, true);
                break;
            case IntervalPart interval:
                WriteInterval(json, fact.Type, interval.Interval, interval.IncludesUnknown);
                break;
            case SetPart set:
                WriteMembers(json, "includes", fact, set.Includes);
                WriteMembers(json, "excludes", fact, set.Excludes);
                if (set.IncludesAnyOf.Ordinals.Length > 0)
                {
                    WriteMembers(json, "includesAnyOf", fact, set.IncludesAnyOf);
                }

                WriteUnknown(json, set.IncludesUnknown);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(part));
        }

        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, Fact fact, ValuesPart part)
    {
        json.WriteStartArray("in");
        foreach (int ordinal in part.Values.Ordinals)
        {
            if (fact.Type is Enumeration enumeration)
            {
                json.WriteStringValue(enumeration.Values[ordinal].Id);
            }
            else
            {
                json.WriteBooleanValue(ordinal == 1);
            }
        }

        if (part.IncludesUnknown)
        {
            json.WriteStringValue("unknown");
        }

        json.WriteEndArray();
    }

    private static void WriteInterval(Utf8JsonWriter json, Semantics.Model.ValueType type, Interval interval, bool includesUnknown)
    {
        WriteEnd(json, "from", type, interval.From);
        WriteEnd(json, "to", type, interval.To);
        if (interval.From is not null)
        {
            json.WriteBoolean("fromInclusive", interval.FromInclusive);
        }

        if (interval.To is not null)
        {
            json.WriteBoolean("toInclusive", interval.ToInclusive);
        }

        if (type is Number { Unit: { } unit })
        {
            json.WriteString("unit", unit);
        }

        WriteUnknown(json, includesUnknown);
    }

    private static void WriteEnd(Utf8JsonWriter json, string name, Semantics.Model.ValueType type, Rational? end)
    {
        if (end is not { } value)
        {
            return;
        }

        if (type is Date date)
        {
            json.WriteString(name, PatientWords.DateText(date, new NumericValue(value)));
        }
        else
        {
            JsonDiagnostics.WriteNumber(json, name, value);
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, string name, Fact fact, ValueSet members)
    {
        json.WriteStartArray(name);
        foreach (int ordinal in members.Ordinals)
        {
            json.WriteStringValue(((SetOf)fact.Type).Values[ordinal].Id);
        }

        json.WriteEndArray();
    }

    private static void WriteUnknown(Utf8JsonWriter json, bool includesUnknown)
    {
        if (includesUnknown)
        {
            json.WriteBoolean("unknown", true);
        }
    }
}
