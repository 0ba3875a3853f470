using System.Globalization;
using System.Numerics;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>
/// How a patient keeps one fact: as the smallest whole number that holds its codes. A named value is its bin, with 0 for unknown; a number is its
/// count of steps, with the smallest number of the type for unknown.
/// </summary>
internal sealed class PatientField(Fact fact, FactDescription description, GuidelineNames names)
{
    private const string Rational = "Rational";

    public Fact Fact => fact;

    public FactDescription Description => description;

    /// <summary>The field of the bin of a named value; of a set whether it is known.</summary>
    public string Bin => "Bin_" + names.Property(fact);

    /// <summary>The field of the code of a number.</summary>
    public string CodeField => "Code_" + names.Property(fact);

    public string Exact => "Exact_" + names.Property(fact);

    /// <summary>A number without a grid.</summary>
    public bool IsFree => fact.Type is Number { Resolution: null };

    /// <summary>The smallest number of the field's type, which stands for unknown.</summary>
    public string UnknownNumber => NumberType + ".MinValue";

    public string Code => fact.Type switch
    {
        YesNo or Enumeration => $"{Bin} == 0 ? Unknown : {Bin} - 1L",
        SetOf => $"{Bin} == 0 ? Unknown : 0",
        Number or Date => NumberType == "long" ? CodeField : $"{CodeField} == {UnknownNumber} ? Unknown : {CodeField}",
        _ => throw NoSuchType(),
    };

    public string SetCode => fact.Type switch
    {
        YesNo or Enumeration => $"{Bin} = code == Unknown ? ({BinType})0 : ({BinType})(code + 1)",
        SetOf => $"{Bin} = code == Unknown ? (byte)0 : (byte)1",
        Number or Date => NumberType == "long" ? $"{CodeField} = code" : $"{CodeField} = code == Unknown ? {UnknownNumber} : (int)code",
        _ => throw NoSuchType(),
    };

    public string Members => Words == 1 ? $"new global::System.ReadOnlySpan<ulong>(in {MembersField})" : MembersField;

    public string SetMembers => Words == 1 ? $"{MembersField} = members[0]" : $"{MembersField} = members.ToArray()";

    /// <summary>The word of a set with these members.</summary>
    public string MembersWord(int word) => Words == 1 ? MembersField : $"{MembersField}[{Text(word)}]";

    private string MembersField => "Members_" + names.Property(fact);

    private int Words => Math.Max(1, SetLayout.Words(description.Values.Length));

    private string BinType => fact.Type is YesNo || description.Values.Length < byte.MaxValue ? "byte" : "int";

    private string NumberType => fact.Type is Date { HasTime: false } || IsFree || IsSmall ? "int" : "long";

    private bool IsSmall =>
        description.Coding.Step is { } step && description.Minimum is { } low && description.Maximum is { } high
        && BigInteger.Abs((low / step).Floor()) < int.MaxValue && BigInteger.Abs((high / step).Ceiling()) < int.MaxValue;

    /// <summary>Whether the grid of a number lets every value be a decimal.</summary>
    private static bool IsDecimal(Number number) =>
        number.Resolution is { } step && step.HasFiniteDecimals() && step.Denominator < 1_000_000_000 && step.Numerator.GetBitLength() <= 62;

    public void WriteFields(CSharpText text)
    {
        switch (fact.Type)
        {
            case YesNo or Enumeration:
                text.Line($"internal {BinType} {Bin};");
                break;
            case SetOf:
                text.Line($"internal byte {Bin};");
                text.Line(Words == 1 ? $"internal ulong {MembersField};" : $"internal ulong[] {MembersField} = new ulong[{Text(Words)}];");
                break;
            case Number or Date:
                text.Line($"internal {NumberType} {CodeField} = {UnknownNumber};");
                if (IsFree)
                {
                    text.Line($"internal {Rational} {Exact};");
                }

                break;
            default:
                throw NoSuchType();
        }
    }

    public void WriteProperty(CSharpText text)
    {
        string index = Text(description.Index);
        (string type, string get, string set) = fact.Type switch
        {
            YesNo => ("bool?", $"{Bin} == 0 ? null : {Bin} == 2", $"{Bin} = value is null ? (byte)0 : value.Value ? (byte)2 : (byte)1"),
            Enumeration => (
                names.Type(fact) + "?",
                $"({names.Type(fact)}?)ReadOrdinal({index}, {Bin})",
                $"{Bin} = ({BinType})BinOf({index}, (int?)value, {Text(description.Values.Length)})"),
            SetOf => (
                $"global::System.Collections.Generic.IReadOnlyCollection<{names.Type(fact)}>?",
                $"ReadMembers({index}) is {{ }} members ? global::System.Array.ConvertAll(global::System.Linq.Enumerable.ToArray(members), static member => ({names.Type(fact)})member) : null",
                $"SetValue({index}, FactValue.FromMembers(value is null ? null : global::System.Linq.Enumerable.Select(value, static member => (int)member)))"),
            Number number when IsDecimal(number) => ("decimal?", $"ReadDecimal({index})", $"WriteDecimal({index}, value)"),
            Number => (Rational + "?", $"ReadNumber({index})", Set("")),
            Date { HasTime: false } => ("global::System.DateOnly?", $"GetValue({index}) is {{ IsKnown: true }} value ? value.ToDay() : null", Set("")),
            Date => ("global::System.DateTime?", $"GetValue({index}) is {{ IsKnown: true }} value ? value.ToTime() : null", Set("")),
            _ => throw NoSuchType(),
        };
        text.Open($"public {type} {names.Property(fact)}");
        text.Line($"get => {get};");
        text.Line($"set => {set};");
        text.Close();

        string Set(string cast) => $"SetValue({index}, FactValue.From({cast}value))";
    }

    private InvalidOperationException NoSuchType() => new($"No such type: {fact.Type.GetType().Name}.");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
