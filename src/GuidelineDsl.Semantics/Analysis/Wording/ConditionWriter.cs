using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Semantics.Analysis.Wording;

/// <summary>Conditions as .gdl text and in words.</summary>
public static class ConditionWriter
{
    public static string InWords(Condition condition) => condition.Origin.Text;
}
