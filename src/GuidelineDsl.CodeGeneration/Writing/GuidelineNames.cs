using System.Collections.Immutable;
using System.Reflection;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>The C# names of one guideline.</summary>
internal sealed class GuidelineNames
{
    private readonly Dictionary<Fact, string> _properties = [];
    private readonly Dictionary<Fact, string> _types = [];
    private readonly Dictionary<(Fact, int), string> _values = [];
    private readonly Dictionary<object, string> _methods = new(ReferenceEqualityComparer.Instance);
    private readonly CSharpNames _methodNames;

    public GuidelineNames(Guideline guideline, string @namespace)
    {
        Namespace = @namespace;
        string[] declared =
        [
            "Patient", "Evaluator", "Fact", "Number", "Truth", "EvaluationState", "Guideline", "Instance", "FactValue", "GuidelineDescription", "GuidelineEvaluator", "LargeEvaluator", "Conditions",
            "GuidelinePatient", "DecisionStatus", "Rational", "Axis", "LanePair", "MaskDecision", "VisitTests", "BeginTests", "EndTests",
        ];
        string[] ofEvaluator = [.. declared, .. MembersOf(typeof(LargeEvaluator))];
        CSharpNames types = new([.. ofEvaluator, .. MembersOf(typeof(GuidelinePatient))]);
        CSharpNames properties = new(
            ["Patient", "Evaluator", "Fact", "Guideline", "CodeOf", "SetCode", "ReadDecimal", "WriteDecimal", "ReadNumber", "ReadOrdinal", "BinOf", "ReadMembers", .. MembersOf(typeof(GuidelinePatient))]);
        foreach (Fact fact in guideline.Facts)
        {
            _properties.Add(fact, properties.Add(fact.Id));
            if (ValuesOf(fact) is { IsDefault: false } values)
            {
                _types.Add(fact, types.Add(fact.Id));
                CSharpNames names = new("value__");
                foreach (NamedValue value in values)
                {
                    _values.Add((fact, value.Ordinal), names.Add(value.Id));
                }
            }
        }

        _methodNames = new CSharpNames([.. ofEvaluator, .. _types.Values]);
    }

    /// <summary>What a generated class inherits: a name of an author must hide none of it.</summary>
    private static IEnumerable<string> MembersOf(Type type) =>
        type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
            .Select(member => member.Name);

    public string Namespace { get; }

    public static ImmutableArray<NamedValue> ValuesOf(Fact fact) => fact.Type switch
    {
        Enumeration type => type.Values,
        SetOf type => type.Values,
        _ => default,
    };

    public string Property(Fact fact) => _properties[fact];

    public string Type(Fact fact) => _types[fact];

    public string Value(Fact fact, int ordinal) => _values[(fact, ordinal)];

    /// <summary>The method of one thing; a new name the first time it is asked for.</summary>
    public string Method(object thing, string id)
    {
        if (!_methods.TryGetValue(thing, out string? name))
        {
            name = _methodNames.Add(id);
            _methods.Add(thing, name);
        }

        return name;
    }
}
