using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Json;

/// <summary>Reads one patient strictly: everything that is wrong with it is found at once.</summary>
internal sealed class PatientReader
{
    private readonly GuidelineDescription _guideline;
    private readonly GuidelinePatient _patient;
    private readonly List<PatientFault> _faults = [];
    private readonly HashSet<string> _seen = [];

    private PatientReader(GuidelineDescription guideline, GuidelinePatient patient)
    {
        _guideline = guideline;
        _patient = patient;
    }

    public static PatientReading Read(ReadOnlySpan<byte> json, GuidelineDescription guideline, GuidelinePatient patient)
    {
        PatientReader reader = new(guideline, patient);
        try
        {
            reader.ReadObject(json);
        }
        catch (JsonException error)
        {
            string place = string.Create(
                CultureInfo.InvariantCulture, $"line {(error.LineNumber ?? 0) + 1}, column {(error.BytePositionInLine ?? 0) + 1}");
            reader.AddFault(null, $"The text is no JSON from {place} on.");
        }
        catch (Exception error) when (error is InvalidOperationException or DecoderFallbackException)
        {
            reader.AddFault(null, "The text is not encoded in UTF-8.");
        }

        return new PatientReading(patient, patient.PatientId, [.. reader._faults]);
    }

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            AddFault(null, "A patient is a JSON object, such as { \"age\": 64 }.");
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            ReadMember(name, ref reader);
        }

        if (reader.Read())
        {
            AddFault(null, "There is more text after the patient.");
        }

        foreach (FactDescription fact in _guideline.Facts)
        {
            if (fact.IsRequired && !_patient.GetValue(fact.Index).IsKnown && !_faults.Exists(fault => fault.Fact == fact.Id))
            {
                AddFault(fact.Id, $"'{fact.Id}' ({fact.Label}) is required: {fact.DescribeAllowed()}.");
            }
        }
    }

    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        FactDescription? fact = _guideline.FindFact(name);
        if (!_seen.Add(name))
        {
            AddFault(name, $"'{name}' is given twice.");
            reader.Skip();
        }
        else if (fact is not null)
        {
            ReadFact(fact, ref reader);
        }
        else if (name == "id")
        {
            ReadId(ref reader);
        }
        else
        {
            string hint = Suggestion.For(name, _guideline.Facts.Select(f => f.Id)) is { } close ? $" Did you mean '{close}'?" : "";
            AddFault(name, $"'{name}' is no fact of the guideline '{_guideline.Id}'.{hint}");
            reader.Skip();
        }
    }

    private void ReadId(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String:
                _patient.PatientId = reader.GetString();
                break;
            case JsonTokenType.Number:
                _patient.PatientId = Encoding.UTF8.GetString(reader.ValueSpan);
                _patient.PatientIdIsNumber = true;
                break;
            default:
                AddFault("id", "'id' must be a text or a number.");
                reader.Skip();
                break;
        }
    }

    private void ReadFact(FactDescription fact, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        int before = _faults.Count;
        FactValue? value = fact.Kind switch
        {
            FactValueKind.YesNo => reader.TokenType is JsonTokenType.True or JsonTokenType.False
                ? FactValue.OfYesNo(reader.TokenType == JsonTokenType.True)
                : null,
            FactValueKind.Enumeration => reader.TokenType == JsonTokenType.String ? ReadOrdinal(fact, reader.GetString()!) : null,
            FactValueKind.Set => reader.TokenType == JsonTokenType.StartArray ? ReadSet(fact, ref reader) : null,
            FactValueKind.Number => ReadNumber(fact, ref reader),
            FactValueKind.Date or FactValueKind.DateTime => reader.TokenType == JsonTokenType.String ? ReadTime(fact, reader.GetString()!) : null,
            FactValueKind.Unknown => throw new InvalidOperationException("A fact has a kind."),
            _ => throw new InvalidOperationException($"No such kind of value: {fact.Kind}."),
        };
        if (value is not { } known)
        {
            if (_faults.Count == before)
            {
                Add(fact, $"{Shown(ref reader)}, but must be {fact.DescribeAllowed()}.");
            }

            reader.Skip();
            return;
        }

        if (PatientCoder.Fault(fact, known) is { } fault)
        {
            _faults.Add(fault);
            return;
        }

        _patient.SetValue(fact.Index, known);
    }

    private FactValue? ReadOrdinal(FactDescription fact, string text) =>
        FindValue(fact, text) is { } ordinal ? FactValue.OfEnumeration(ordinal) : null;

    private int? FindValue(FactDescription fact, string text)
    {
        for (int i = 0; i < fact.Values.Length; i++)
        {
            if (fact.Values[i].Id == text)
            {
                return i;
            }
        }

        string hint = Suggestion.For(text, fact.Values.Select(value => value.Id)) is { } close ? $" Did you mean '{close}'?" : "";
        Add(fact, $"'{text}', but must be {fact.DescribeAllowed()}.{hint}");
        return null;
    }

    private FactValue? ReadSet(FactDescription fact, ref Utf8JsonReader reader)
    {
        List<int> members = [];
        bool valid = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                Add(fact, $"a list with {Shown(ref reader)} in it, but must be {fact.DescribeAllowed()}.");
                reader.Skip();
                valid = false;
            }
            else if (FindValue(fact, reader.GetString()!) is not { } member)
            {
                valid = false;
            }
            else if (members.Contains(member))
            {
                Add(fact, $"a list that has '{fact.Values[member].Id}' twice.");
                valid = false;
            }
            else
            {
                members.Add(member);
            }
        }

        return valid ? FactValue.OfSet(members) : null;
    }

    private FactValue? ReadNumber(FactDescription fact, ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => Number(fact, NumberText.Read(ref reader), null),
        JsonTokenType.String => ReadQuantity(fact, reader.GetString()!),
        JsonTokenType.StartObject => ReadQuantity(fact, ref reader),
        _ => null,
    };

    private FactValue? ReadQuantity(FactDescription fact, string text)
    {
        int end = text.AsSpan().IndexOfAnyExcept("+-.0123456789eE");

        // The unit may begin with the letter of an exponent.
        for (int length = end < 0 ? text.Length : end; length > 0; length--)
        {
            if (NumberText.IsNumber(text.AsSpan(0, length)))
            {
                return Number(fact, NumberText.Exact(text.AsSpan(0, length)), text[length..].Trim());
            }
        }

        Add(fact, $"'{text}', but must be {fact.DescribeAllowed()}.");
        return null;
    }

    private FactValue? ReadQuantity(FactDescription fact, ref Utf8JsonReader reader)
    {
        Rational? number = null;
        string? unit = null;
        bool valid = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "value" when reader.TokenType == JsonTokenType.Number && number is null:
                    number = NumberText.Read(ref reader);
                    valid &= number is not null;
                    break;
                case "unit" when reader.TokenType == JsonTokenType.String && unit is null:
                    unit = reader.GetString();
                    break;
                default:
                    valid = false;
                    reader.Skip();
                    break;
            }
        }

        if (!valid || number is null)
        {
            Add(fact, "an object, but must be a number or { \"value\": NUMBER, \"unit\": \"UNIT\" }.");
            return null;
        }

        return Number(fact, number, unit);
    }

    private FactValue? Number(FactDescription fact, Rational? number, string? unit)
    {
        if (number is not { } value)
        {
            Add(fact, "a number with more digits than any measurement has.");
            return null;
        }

        if (unit is null || unit == fact.Unit)
        {
            return FactValue.OfNumber(value);
        }

        if (fact.Unit is null && unit.Length > 0)
        {
            Add(fact, $"in '{unit}', but must be a plain number without a unit.");
            return null;
        }

        if (fact.Unit is not null && unit.Length == 0)
        {
            Add(fact, $"a text without a unit; write the number without quotes, or with its unit, such as \"{value} {fact.Unit}\".");
            return null;
        }

        if (fact.Unit is null)
        {
            Add(fact, "a text; write the number without quotes.");
            return null;
        }

        if (unit.Length > 1 && unit[0] == ',' && char.IsAsciiDigit(unit[1]))
        {
            Add(fact, $"'{value}{unit}': the decimal point of a number is a point, not a comma.");
            return null;
        }

        if (!UnitParser.TryParse(unit, out Unit written))
        {
            string hint = UnitParser.Suggest(unit) is { } known ? $" Did you mean '{known}'?" : "";
            Add(fact, $"in '{unit}', which is no unit that is known here; it is measured in {fact.Unit}.{hint}");
            return null;
        }

        if (!UnitParser.TryParse(fact.Unit, out Unit declared) || !written.Dimension.Equals(declared.Dimension))
        {
            Add(fact, $"in '{unit}', {written.Dimension}, which cannot be converted to {fact.Unit}.");
            return null;
        }

        return FactValue.OfNumber(written.Convert(value, declared));
    }

    private FactValue? ReadTime(FactDescription fact, string text)
    {
        if (fact.Kind == FactValueKind.Date)
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
                ? FactValue.OfDate(day)
                : Refuse();
        }

        return DateTime.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? FactValue.OfDateTime(time)
            : Refuse();

        FactValue? Refuse()
        {
            string form = fact.Kind == FactValueKind.Date ? "a date such as \"2025-10-10\"" : "a date and time such as \"2025-10-10T14:30\"";
            string allowed = fact.DescribeAllowed();
            Add(fact, $"'{text}', but must be {(allowed == form ? form : $"{form}, {allowed}")}.");
            return null;
        }
    }

    private static string Shown(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.String => $"'{reader.GetString()}'",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Null => "null",
        _ => "something else",
    };

    private void Add(FactDescription fact, string problem) => AddFault(fact.Id, $"'{fact.Id}' ({fact.Label}) is {problem}");

    private void AddFault(string? fact, string message) => _faults.Add(new PatientFault(fact, message));
}
