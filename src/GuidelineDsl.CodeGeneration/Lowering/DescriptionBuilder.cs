using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.CodeGeneration.Lowering;

/// <summary>What the assembly tells of a guideline: everything but the conditions themselves, which are code.</summary>
internal sealed class DescriptionBuilder
{
    private readonly GuidelineLayout _layout;
    private readonly FactCodes _codes;
    private readonly CellFinder _cells;
    private readonly AdviceBuilder _advice;
    private readonly Dictionary<Source, SourceDescription> _sources = [];
    private readonly Dictionary<Fact, ImmutableArray<int>> _onlyFact = [];

    public DescriptionBuilder(GuidelineLayout layout, FactCodes codes)
    {
        _layout = layout;
        _codes = codes;
        _cells = new CellFinder(layout);
        _advice = new AdviceBuilder(layout, _cells);
        foreach (Source source in layout.Guideline.Visible.Sources)
        {
            Describe(source);
        }
    }

    public GuidelineDescription Build(string compilerVersion)
    {
        Guideline guideline = _layout.Guideline;
        ImmutableArray<DecisionDescription> decisions = BuildDecisions();
        GuidelineParts parts = new(
            [.. _layout.Derived.Select(Describe)],
            [
                .. _layout.Constraints.Select(c => new ConstraintDescription(
                    c.Constraint.Id,
                    c.Constraint.Label,
                    c.Root.Index,
                    FactsOf(reach => reach.Add(c.Constraint.Condition)),
                    _cells.SpaceOf([c.Constraint.Condition], withConstraints: false))),
            ],
            decisions);
        return new GuidelineDescription
        {
            Id = guideline.Id,
            Title = guideline.Metadata.Title,
            Version = guideline.Metadata.Version,
            Status = guideline.Metadata.Status,
            Publisher = guideline.Metadata.Publisher,
            ValidUntil = guideline.Metadata.ValidUntil,
            Digest = DigestOf(guideline.Sources),
            CompilerVersion = compilerVersion,
            Disclaimers = guideline.Metadata.Disclaimers,
            SourceFiles = [.. guideline.Sources.Select(source => source.Path)],
            Facts = [.. guideline.Facts.Select(Describe)],
            Actions = _advice.Actions,
            Sources = [.. _sources.Values],
            ScoreCount = _layout.ScoreCount,
            FactsOfNumbers = [.. _layout.Numbers.All.Select(slot => FactsOf(reach => reach.AddNumber(slot)))],
            DeterminedInOrder = [.. DerivedInVisitingOrder().Where(_layout.IsAskedFor).Select(_layout.IndexOf)],
            RuleCount = decisions.Sum(decision => decision.Rules.Length),
            DecisionCount = decisions.Length,
            ConditionCount = _layout.Conditions.Count,
            Parts = new Lazy<GuidelineParts>(parts),
            LaterConditions = new Lazy<ImmutableArray<ConditionDescription>>(
                () => [.. Enumerable.Range(0, _layout.Conditions.Count).Select(i => Describe(_layout.Conditions[i]))]),
        };
    }

    /// <summary>The digest of all texts: of each its name and its content, separated so that no two lists of texts look alike.</summary>
    public static string DigestOf(ImmutableArray<SourceText> sources)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SourceText source in sources)
        {
            byte[] name = Encoding.UTF8.GetBytes(source.Path);
            byte[] content = Encoding.UTF8.GetBytes(source.Content);
            hash.AppendData(LengthOf(name));
            hash.AppendData(name);
            hash.AppendData(LengthOf(content));
            hash.AppendData(content);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());

        static byte[] LengthOf(byte[] data)
        {
            byte[] length = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
            return length;
        }
    }

    private IEnumerable<Symbol> DerivedInVisitingOrder() => _layout.Steps
        .Select(step => step switch
        {
            DefinitionStep definition => (Symbol?)definition.Definition,
            ClassificationStep classification => classification.Classification,
            ScoreStep score => score.Score,
            NumberStep number => number.Slot.Computed,
            _ => throw new InvalidOperationException($"No such step: {step.GetType().Name}."),
        })
        .OfType<Symbol>();

    private ImmutableArray<DecisionDescription> BuildDecisions()
    {
        int ordinal = 0;
        return
        [
            .. _layout.Decisions.Select((layout, index) =>
            {
                Decision decision = layout.Decision;
                return new DecisionDescription
                {
                    Index = index,
                    Id = decision.Id,
                    Label = decision.Label,
                    Policy = decision.Policy switch
                    {
                        Syntax.Nodes.ChoicePolicy.One => ChoicePolicy.One,
                        Syntax.Nodes.ChoicePolicy.All => ChoicePolicy.All,
                        Syntax.Nodes.ChoicePolicy.First => ChoicePolicy.First,
                        _ => throw new InvalidOperationException($"No such policy: {decision.Policy}."),
                    },
                    PartialBecause = decision.PartialBecause,
                    Place = PlaceOf(decision.Location),
                    ScopeRoot = layout.Scope.Index,
                    Space = _cells.SpaceOf(
                        [decision.Scope, .. decision.Rules.Select(rule => rule.Condition), .. decision.Silences.Select(silence => silence.Condition)],
                        withConstraints: true),
                    Rules = [.. decision.Rules.Select(rule => Describe(rule, layout, index, ordinal++))],
                    Silences =
                    [
                        .. decision.Silences.Select((silence, i) => new SilenceDescription
                        {
                            Because = silence.Because,
                            Citations = Describe(silence.Citations),
                            Place = PlaceOf(silence.Location),
                            Root = layout.Silences[i].Index,
                        }),
                    ],
                };
            }),
        ];
    }

    private RuleDescription Describe(Rule rule, DecisionLayout layout, int decision, int ordinal) => new()
    {
        Ordinal = ordinal,
        Index = rule.Index,
        Decision = decision,
        DecisionId = layout.Decision.Id,
        Id = rule.Id,
        Label = rule.Label,
        Advice = _advice.Describe(rule, layout, decision),
        Evidence = rule.Evidence is { } evidence ? new EvidenceDescription(evidence.Scale, evidence.Grades) : null,
        Citations = Describe(rule.Citations),
        Because = rule.Because,
        Place = PlaceOf(rule.Location),
        Overrides = rule.Overrides,
        IsOtherwise = rule.IsOtherwise,
        Root = layout.Rules[rule.Index].Index,
    };

    private ImmutableArray<CitationDescription> Describe(ImmutableArray<Citation> citations) =>
        [.. citations.Select(citation => new CitationDescription(Describe(citation.Source), citation.Where, citation.Quote))];

    private SourceDescription Describe(Source source)
    {
        if (!_sources.TryGetValue(source, out SourceDescription? description))
        {
            SourceDetails details = source.Details;
            description = new SourceDescription(source.Id, source.Label, details.Kind, details.Published, details.Doi, details.Pmid, details.Url);
            _sources.Add(source, description);
        }

        return description;
    }

    private FactDescription Describe(Fact fact)
    {
        Number? number = fact.Type as Number;
        Date? date = fact.Type as Date;
        return new FactDescription
        {
            Index = _layout.IndexOf(fact),
            Id = fact.Id,
            Label = fact.Label,
            Kind = fact.Type switch
            {
                YesNo => FactValueKind.YesNo,
                Enumeration => FactValueKind.Enumeration,
                SetOf => FactValueKind.Set,
                Number => FactValueKind.Number,
                Date { HasTime: false } => FactValueKind.Date,
                Date => FactValueKind.DateTime,
                _ => throw new InvalidOperationException($"No such type: {fact.Type.GetType().Name}."),
            },
            Values = fact.Type switch
            {
                Enumeration type => Describe(type.Values),
                SetOf type => Describe(type.Values),
                _ => [],
            },
            Minimum = number?.Minimum ?? (date?.Minimum is { } from ? (Rational)from : null),
            Maximum = number?.Maximum ?? (date?.Maximum is { } to ? (Rational)to : null),
            Resolution = number?.Resolution,
            Unit = number?.Unit,
            IsRequired = fact.IsRequired,
            IsJudgement = fact.IsJudgement,
            Coding = _codes[fact],
        };
    }

    private static ImmutableArray<NamedValueDescription> Describe(ImmutableArray<NamedValue> values) =>
        [.. values.Select(value => new NamedValueDescription(value.Id, value.Label))];

    private DerivedDescription Describe(Symbol symbol)
    {
        FactReach reach = new(_layout.Numbers);
        reach.AddDerived(symbol);
        DerivedStep step = _layout.StepOf(symbol);
        return new DerivedDescription
        {
            Id = symbol.Id,
            Label = symbol.Label,
            Kind = symbol switch
            {
                Definition => DerivedKind.Definition,
                Classification => DerivedKind.Classification,
                Score => DerivedKind.Score,
                ComputedValue { Type: Date { HasTime: true } } => DerivedKind.DateTime,
                ComputedValue { Type: Date } => DerivedKind.Date,
                ComputedValue => DerivedKind.Number,
                _ => throw new InvalidOperationException($"No such derived value: {symbol.GetType().Name}."),
            },
            Values = symbol is Classification { Type: { } type } ? Describe(type.Values) : [],
            Unit = symbol is ComputedValue { Type: Number number } ? number.Unit : null,
            Place = PlaceOf(symbol.Location),
            Roots = step switch
            {
                DefinitionStep definition => [definition.Root.Index],
                ClassificationStep classification => [.. classification.Branches.Select(branch => branch.Index)],
                ScoreStep score => [.. score.Lines.Select(line => line.Index)],
                NumberStep => [],
                _ => throw new InvalidOperationException($"No such step: {step.GetType().Name}."),
            },
            BranchValues = symbol is Classification classified ? [.. classified.Branches.Select(branch => branch.Value)] : [],
            ChooseFirst = symbol is Classification { ChooseFirst: true },
            Slot = step is ScoreStep scored ? scored.Slot : step is NumberStep numbered ? numbered.Slot.Index : -1,
            Scale = symbol is Score points ? ScorePoints.ScaleOf(points) : Rational.One,
            Facts = [.. reach.Facts.Select(_layout.IndexOf).Order()],
            Space = _cells.SpaceOf(reach, withConstraints: false),
        };
    }

    private ConditionDescription Describe(ConditionNode node)
    {
        Condition condition = node.Condition;
        ImmutableArray<int> facts = condition switch
        {
            YesNoTest test => OnlyFact(test.Fact),
            ValueTest test => OnlyFact(test.Fact),
            SetTest test => OnlyFact(test.Fact),
            NumberTest { Subject: FactValue fact } => OnlyFact(fact.Fact),
            NumberTest { Subject: not (ScoreValue or ComputedReference) } test => [.. Expressions.DirectFacts(test.Subject).Select(_layout.IndexOf)],
            KnownTest { Subject: Fact fact } => OnlyFact(fact),
            _ => [],
        };
        ImmutableArray<Symbol> derived = condition switch
        {
            DefinitionTest test => [test.Definition],
            ClassificationTest test => [test.Classification],
            NumberTest { Subject: ScoreValue score } => [score.Score],
            NumberTest { Subject: ComputedReference reference } => [reference.Computed],
            KnownTest { Subject: not Fact } test => [test.Subject],
            _ => [],
        };
        return new ConditionDescription
        {
            Text = TextOf(condition.Origin),
            Place = PlaceOf(condition.Origin),
            Kind = condition switch
            {
                All => ConditionKind.All,
                Any => ConditionKind.Any,
                Not => ConditionKind.Not,
                Counting => ConditionKind.Count,
                _ => ConditionKind.Leaf,
            },
            Parts = [.. node.Parts.Select(part => part.Index)],
            Facts = facts,
            Derived = [.. derived.Select(_layout.IndexOf)],
            Members = condition is SetTest { Kind: SetTestKind.IncludesAny or SetTestKind.IncludesAll } set ? set.Values.Ordinals : [],
            Numbers = condition is NumberTest { Subject: not (FactValue or ScoreValue) } compared ? [_layout.Numbers.Of(compared.Subject).Index] : [],
            AsksWhetherKnown = condition is KnownTest,
        };
    }

    /// <summary>A fact by index; the same list for every condition that reads it.</summary>
    private ImmutableArray<int> OnlyFact(Fact fact)
    {
        if (!_onlyFact.TryGetValue(fact, out ImmutableArray<int> only))
        {
            only = [_layout.IndexOf(fact)];
            _onlyFact.Add(fact, only);
        }

        return only;
    }

    private ImmutableArray<int> FactsOf(Action<FactReach> add)
    {
        FactReach reach = new(_layout.Numbers);
        add(reach);
        return [.. reach.Facts.Select(_layout.IndexOf).Order()];
    }

    private static string TextOf(Location origin)
    {
        const int Longest = 300;
        string text = origin.Text;
        if (HasOtherBlanks(text))
        {
            text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        return text.Length > Longest ? text[..Longest].TrimEnd() + "…" : text;
    }

    /// <summary>Whether there is blank space other than single spaces between words.</summary>
    private static bool HasOtherBlanks(string text)
    {
        bool wasBlank = true;
        foreach (char c in text)
        {
            bool isBlank = char.IsWhiteSpace(c);
            if (isBlank && (wasBlank || c != ' '))
            {
                return true;
            }

            wasBlank = isBlank;
        }

        return wasBlank;
    }

    internal static SourcePlace PlaceOf(Location location) => new(location.Source.Path, location.Start.Line);
}
