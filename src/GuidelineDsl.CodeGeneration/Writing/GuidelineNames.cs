using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>The C# names of one guideline.</summary>
internal sealed class GuidelineNames
{
    private readonly Dictionary<Fact, string> _properties = [];
    private readonly Dictionary<Fact, string> _types = [];
    private readonly Dictionary<(Fact, int), string> _values = [];
    private readonly Dictionary<object, string> _methods = new(ReferenceEqualityComparer.Instance);
    private readonly CSharpNames _methodNames = new(
        "Evaluator", "NewPatient", "ReadPatient", "Check", "Evaluate", "Description", "VisitDerived", "VisitConstraints", "VisitDecision",
        "GetType", "ToString", "Equals", "GetHashCode", "MemberwiseClone", "Finalize", "ReferenceEquals", "Guideline", "Number", "Fact", "Instance", "Truth",
        "EvaluationState", "FactValue", "GuidelineDescription", "GuidelineEvaluator", "GuidelinePatient", "DecisionStatus", "Axis", "LanePair", "MaskDecision", "VisitTests", "BeginTests", "EndTests", "TryTell", "Tell", "Prepare", "NewColumns", "NewAnswers");

    public GuidelineNames(Guideline guideline, string @namespace)
    {
        Namespace = @namespace;
        CSharpNames types = new("Patient", "FactValue", "GuidelineDescription", "GuidelineEvaluator", "GuidelinePatient", "DecisionStatus", "Rational", "Axis", "LanePair", "MaskDecision", "Evaluator", "Fact", "Number", "Truth", "EvaluationState");
        CSharpNames properties = new(
            "Patient", "PatientId", "GetValue", "SetValue", "GetType", "ToString", "Equals", "GetHashCode", "MemberwiseClone", "Finalize",
            "ReferenceEquals", "Guideline", "CodeOf", "SetCode", "MembersOf", "SetMembers", "ExactOf", "SetExact", "IsSound", "Unknown", "ReadDecimal",
            "WriteDecimal", "ReadNumber", "ReadOrdinal", "BinOf", "ReadMembers", "Evaluator");
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
    }

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
