using System.Collections.Immutable;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>Writes a description as the bytes that a generated assembly carries; <see cref="DescriptionReader"/> is its mirror.</summary>
public sealed class DescriptionWriter
{
    /// <summary>The first bytes; the number changes with the form.</summary>
    internal const string Magic = "gdl-description/3";

    private readonly DataWriter _writer = new();
    private readonly Dictionary<string, int> _actions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sources = new(StringComparer.Ordinal);

    private DescriptionWriter()
    {
    }

    /// <summary>The bytes of a description, without the parts that grow with the guideline.</summary>
    public static byte[] Write(GuidelineDescription guideline)
    {
        DescriptionWriter writer = new();
        writer.WriteGuideline(guideline);
        return writer._writer.ToArray();
    }

    /// <summary>The bytes of the parts that grow with the guideline.</summary>
    public static byte[] WriteParts(GuidelineDescription guideline)
    {
        DescriptionWriter writer = new();
        foreach (ActionDescription action in guideline.Actions)
        {
            writer._actions.Add(action.Id, writer._actions.Count);
        }

        foreach (SourceDescription source in guideline.Sources)
        {
            writer._sources.Add(source.Id, writer._sources.Count);
        }

        writer.WritePartsOf(guideline);
        return writer._writer.ToArray();
    }

    /// <summary>The bytes of the words and places of all conditions.</summary>
    public static byte[] WriteConditions(GuidelineDescription guideline)
    {
        DescriptionWriter writer = new();
        writer.Text(Magic);
        writer.List(guideline.Conditions, writer.Condition);
        return writer._writer.ToArray();
    }

    /// <summary>The name of the resource with the words of conditions, beside that of the description.</summary>
    public static string WordsOf(string resource) => resource + ".words";

    /// <summary>The name of the resource with the parts, beside that of the description.</summary>
    public static string PartsOf(string resource) => resource + ".parts";

    private void WriteGuideline(GuidelineDescription guideline)
    {
        Text(Magic);
        Text(guideline.Id);
        Text(guideline.Title);
        Text(guideline.Version);
        Text(guideline.Status);
        Text(guideline.Publisher);
        Text(guideline.ValidUntil);
        Text(guideline.Digest);
        Text(guideline.CompilerVersion);
        List(guideline.Disclaimers, Text);
        List(guideline.SourceFiles, Text);
        List(guideline.Facts, Fact);
        List(guideline.Actions, Action);
        List(guideline.Sources, Source);
        Int(guideline.ScoreCount);
        List(guideline.FactsOfNumbers, Ints);
        Ints(guideline.DeterminedInOrder);
        Int(guideline.RuleCount);
        Int(guideline.DecisionCount);
        Int(guideline.ConditionCount);
    }

    private void WritePartsOf(GuidelineDescription guideline)
    {
        Text(Magic);
        List(guideline.Derived, Derived);
        List(guideline.Constraints, Constraint);
        List(guideline.Decisions, Decision);
    }

    private void Fact(FactDescription fact)
    {
        Int(fact.Index);
        Text(fact.Id);
        Text(fact.Label);
        Int((int)fact.Kind);
        List(fact.Values, NamedValue);
        Number(fact.Minimum);
        Number(fact.Maximum);
        Number(fact.Resolution);
        Text(fact.Unit);
        Bool(fact.IsRequired);
        Bool(fact.IsJudgement);
        Number(fact.Coding.Step);
        List(fact.Coding.Thresholds, Number);
    }

    private void NamedValue(NamedValueDescription value)
    {
        Text(value.Id);
        Text(value.Label);
    }

    private void Action(ActionDescription action)
    {
        Text(action.Id);
        Text(action.Label);
        Text(action.Kind);
    }

    private void Source(SourceDescription source)
    {
        Text(source.Id);
        Text(source.Title);
        Text(source.Kind);
        Text(source.Published);
        Text(source.Doi);
        Text(source.Pmid);
        Text(source.Url);
    }

    private void Derived(DerivedDescription derived)
    {
        Text(derived.Id);
        Text(derived.Label);
        Int((int)derived.Kind);
        List(derived.Values, NamedValue);
        Text(derived.Unit);
        Place(derived.Place);
        Ints(derived.Roots);
        Ints(derived.BranchValues);
        Bool(derived.ChooseFirst);
        Int(derived.Slot);
        Number(derived.Scale);
        Ints(derived.Facts);
        Space(derived.Space);
    }

    private void Constraint(ConstraintDescription constraint)
    {
        Text(constraint.Id);
        Text(constraint.Label);
        Int(constraint.Root);
        Ints(constraint.Facts);
        Space(constraint.Space);
    }

    private void Condition(ConditionDescription condition)
    {
        Text(condition.Text);
        Place(condition.Place);
        Int((int)condition.Kind);
        Ints(condition.Parts);
        Ints(condition.Facts);
        Ints(condition.Derived);
        Ints(condition.Members);
        Ints(condition.Numbers);
        Bool(condition.AsksWhetherKnown);
    }

    private void Decision(DecisionDescription decision)
    {
        Int(decision.Index);
        Text(decision.Id);
        Text(decision.Label);
        Int((int)decision.Policy);
        Text(decision.PartialBecause);
        Place(decision.Place);
        Int(decision.ScopeRoot);
        Space(decision.Space);
        List(decision.Rules, Rule);
        List(decision.Silences, Silence);
    }

    private void Rule(RuleDescription rule)
    {
        Int(rule.Ordinal);
        Int(rule.Index);
        Text(rule.Id);
        Text(rule.Label);
        List(rule.Advice, Advice);
        Bool(rule.Evidence is not null);
        if (rule.Evidence is { } evidence)
        {
            Text(evidence.Scale);
            List(evidence.Grades, Text);
        }

        List(rule.Citations, Citation);
        Text(rule.Because);
        Place(rule.Place);
        Ints(rule.Overrides);
        Bool(rule.IsOtherwise);
        Int(rule.Root);
    }

    private void Silence(SilenceDescription silence)
    {
        Text(silence.Because);
        List(silence.Citations, Citation);
        Place(silence.Place);
        Int(silence.Root);
    }

    private void Citation(CitationDescription citation)
    {
        Int(_sources[citation.Source.Id]);
        Text(citation.At);
        Text(citation.Quote);
    }

    private void Advice(AdviceDescription advice)
    {
        Int((int)advice.Verb);
        Place(advice.Place);
        List(advice.Steps, step =>
        {
            Text(step.Name);
            List(step.Options, Option);
        });
        Qualifiers(advice.Qualifiers);
    }

    private void Option(OptionDescription option)
    {
        List(option.Actions, action => Int(_actions[action.Id]));
        List(option.OptionalActions, action => Int(_actions[action.Id]));
        Int(option.GuardRoot);
        if (option.GuardRoot >= 0)
        {
            Int(option.GuardDecision);
            Space(option.GuardSpace!);
        }
    }

    private void Qualifiers(QualifiersDescription qualifiers)
    {
        Int(qualifiers.IsPreferred is { } preferred ? (preferred ? 1 : 0) : -1);
        Bool(qualifiers.InSelectedPatients);
        Text(qualifiers.SelectedPatients);
        Int(qualifiers.Line ?? -1);
        Amount(qualifiers.Dose);
        Amount(qualifiers.Fraction);
        Text(qualifiers.Route);
        Amount(qualifiers.Every);
        Amount(qualifiers.For);
        Anchor(qualifiers.From);
        Anchor(qualifiers.UntilTime);
        Text(qualifiers.Until);
        Bool(qualifiers.IsLifelong);
        Text(qualifiers.Wording);
        Text(qualifiers.Note);
    }

    private void Amount(AmountDescription? amount)
    {
        Bool(amount is not null);
        if (amount is not null)
        {
            Number(amount.Low);
            Number(amount.High);
            Bool(amount.AtLeast);
            Text(amount.Unit);
        }
    }

    private void Anchor(TimeAnchorDescription? anchor)
    {
        Bool(anchor is not null);
        if (anchor is not null)
        {
            Number(anchor.Offset);
            Text(anchor.Unit);
            Bool(anchor.Before);
            Int(_actions[anchor.Anchor.Id]);
        }
    }

    private void Space(SearchSpace space)
    {
        List(space.Facts, cells =>
        {
            Int(cells.Fact);
            List(cells.Representatives, Number);
            Ints(cells.Members);
            Bool(cells.MayStayUnknown);
        });
        List(space.Numbers, number =>
        {
            Int(number.Slot);
            List(number.Thresholds, Number);
            Number(number.Step);
            Ints(number.Facts);
            Ints(number.Measured);
            Bool(number.IsMonotone);
        });
        Ints(space.Derived);
    }

    private void Place(SourcePlace place)
    {
        Text(place.File);
        Int(place.Line);
    }

    private void List<T>(ImmutableArray<T> items, Action<T> write) => _writer.List(items, write);

    private void Ints(ImmutableArray<int> values) => _writer.Ints(values);

    private void Int(int value) => _writer.Int(value);

    private void Bool(bool value) => _writer.Bool(value);

    private void Number(Rational value) => _writer.Number(value);

    private void Number(Rational? value) => _writer.Number(value);

    private void Text(string? text) => _writer.Text(text);
}
