using System.Collections.Immutable;
using System.Reflection;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>Reads the description that a generated assembly carries; <see cref="DescriptionWriter"/> is its mirror.</summary>
public sealed class DescriptionReader
{
    private readonly DataReader _reader;
    private ImmutableArray<ActionDescription> _actions = [];
    private ImmutableArray<SourceDescription> _sources = [];

    private DescriptionReader(DataReader reader) => _reader = reader;

    /// <summary>
    /// Reads the description in a resource of an assembly: at once what is of the same size for every guideline, and the inputs; conditions, decisions and rules when
    /// somebody asks for them.
    /// </summary>
    /// <exception cref="GuidelineLoadException">The bytes are no description of this form. What is damaged in the later part is found when that is read.</exception>
    public static GuidelineDescription Read(Assembly assembly, string resource) =>
        DataReader.Read(DataReader.Resource(assembly, resource), DescriptionWriter.Magic, reader => new DescriptionReader(reader).Guideline(assembly, resource));

    private GuidelineDescription Guideline(Assembly assembly, string resource)
    {
        (string id, string title, string? version, string? status) = (Text(), Text(), OptionalText(), OptionalText());
        (string? publisher, string? validUntil, string digest, string compiler) = (OptionalText(), OptionalText(), Text(), Text());
        ImmutableArray<string> disclaimers = List(Text);
        ImmutableArray<string> files = List(Text);
        ImmutableArray<FactDescription> facts = List(Fact);
        _actions = List(() => new ActionDescription(Text(), Text(), Text()));
        _sources = List(() => new SourceDescription(Text(), Text(), Text(), OptionalText(), OptionalText(), OptionalText(), OptionalText()));
        return new GuidelineDescription
        {
            Id = id,
            Title = title,
            Version = version,
            Status = status,
            Publisher = publisher,
            ValidUntil = validUntil,
            Digest = digest,
            CompilerVersion = compiler,
            Disclaimers = disclaimers,
            SourceFiles = files,
            Facts = facts,
            Actions = _actions,
            Sources = _sources,
            ScoreCount = Int(),
            FactsOfNumbers = List(Ints),
            DeterminedInOrder = Ints(),
            RuleCount = Int(),
            DecisionCount = Int(),
            ConditionCount = Int(),
            Parts = new Lazy<GuidelineParts>(() => Later(assembly, DescriptionWriter.PartsOf(resource), reader => reader.Parts())),
            LaterConditions = new Lazy<ImmutableArray<ConditionDescription>>(
                () => Later(assembly, DescriptionWriter.WordsOf(resource), reader => reader.List(reader.Condition))),
        };
    }

    private GuidelineParts Parts() => new(
        List(Derived),
        List(() => new ConstraintDescription(Text(), Text(), Int(), Ints(), Space())),
        List(Decision));

    private T Later<T>(Assembly assembly, string resource, Func<DescriptionReader, T> read) => DataReader.Read(
        DataReader.Resource(assembly, resource), DescriptionWriter.Magic, reader => read(new DescriptionReader(reader) { _actions = _actions, _sources = _sources }));

    private FactDescription Fact() => new()
    {
        Index = Int(),
        Id = Text(),
        Label = Text(),
        Kind = (FactValueKind)Int(),
        Values = List(NamedValue),
        Minimum = OptionalNumber(),
        Maximum = OptionalNumber(),
        Resolution = OptionalNumber(),
        Unit = OptionalText(),
        IsRequired = Bool(),
        IsJudgement = Bool(),
        Coding = new FactCoding(OptionalNumber(), List(Number)),
    };

    private NamedValueDescription NamedValue() => new(Text(), Text());

    private DerivedDescription Derived() => new()
    {
        Id = Text(),
        Label = Text(),
        Kind = (DerivedKind)Int(),
        Values = List(NamedValue),
        Unit = OptionalText(),
        Place = Place(),
        Roots = Ints(),
        BranchValues = Ints(),
        ChooseFirst = Bool(),
        Slot = Int(),
        Scale = Number(),
        Facts = Ints(),
        Space = Space(),
    };

    private ConditionDescription Condition() => new()
    {
        Text = Text(),
        Place = Place(),
        Kind = (ConditionKind)Int(),
        Parts = Ints(),
        Facts = Ints(),
        Derived = Ints(),
        Members = Ints(),
        Numbers = Ints(),
        AsksWhetherKnown = Bool(),
    };

    private DecisionDescription Decision()
    {
        int index = Int();
        string id = Text();
        return new DecisionDescription
        {
            Index = index,
            Id = id,
            Label = Text(),
            Policy = (ChoicePolicy)Int(),
            PartialBecause = OptionalText(),
            Place = Place(),
            ScopeRoot = Int(),
            Space = Space(),
            Rules = List(() => Rule(index, id)),
            Silences = List(Silence),
        };
    }

    private RuleDescription Rule(int decision, string decisionId) => new()
    {
        Decision = decision,
        DecisionId = decisionId,
        Ordinal = Int(),
        Index = Int(),
        Id = Text(),
        Label = Text(),
        Advice = List(Advice),
        Evidence = Bool() ? new EvidenceDescription(Text(), List(Text)) : null,
        Citations = List(Citation),
        Because = OptionalText(),
        Place = Place(),
        Overrides = Ints(),
        IsOtherwise = Bool(),
        Root = Int(),
    };

    private SilenceDescription Silence() => new() { Because = Text(), Citations = List(Citation), Place = Place(), Root = Int() };

    private CitationDescription Citation() => new(_sources[Int()], OptionalText(), OptionalText());

    private AdviceDescription Advice() => new()
    {
        Verb = (AdviceVerb)Int(),
        Place = Place(),
        Steps = List(() => new StepDescription(OptionalText(), List(Option))),
        Qualifiers = Qualifiers(),
    };

    private OptionDescription Option()
    {
        ImmutableArray<ActionDescription> actions = List(Action);
        ImmutableArray<ActionDescription> optional = List(Action);
        int guard = Int();
        return new OptionDescription
        {
            Actions = actions,
            OptionalActions = optional,
            GuardRoot = guard,
            GuardDecision = guard < 0 ? -1 : Int(),
            GuardSpace = guard < 0 ? null : Space(),
        };
    }

    private QualifiersDescription Qualifiers() => new()
    {
        IsPreferred = Int() switch { 1 => true, 0 => false, _ => null },
        InSelectedPatients = Bool(),
        SelectedPatients = OptionalText(),
        Line = Int() is >= 0 and int line ? line : null,
        Dose = Amount(),
        Fraction = Amount(),
        Route = OptionalText(),
        Every = Amount(),
        For = Amount(),
        From = Anchor(),
        UntilTime = Anchor(),
        Until = OptionalText(),
        IsLifelong = Bool(),
        Wording = OptionalText(),
        Note = OptionalText(),
    };

    private AmountDescription? Amount() => Bool() ? new AmountDescription(Number(), OptionalNumber(), Bool(), OptionalText()) : null;

    private TimeAnchorDescription? Anchor() => Bool() ? new TimeAnchorDescription(Number(), Text(), Bool(), Action()) : null;

    private ActionDescription Action() => _actions[Int()];

    private SearchSpace Space() => new(
        List(() => new FactCells(Int(), List(Number), Ints(), Bool())),
        List(() => new NumberCells(Int(), List(Number), OptionalNumber(), Ints(), Ints(), Bool())),
        Ints());

    private SourcePlace Place() => new(Text(), Int());

    private ImmutableArray<T> List<T>(Func<T> read) => _reader.List(read);

    private ImmutableArray<int> Ints() => _reader.Ints();

    private int Int() => _reader.Int();

    private bool Bool() => _reader.Bool();

    private Rational Number() => _reader.Number();

    private Rational? OptionalNumber() => _reader.OptionalNumber();

    private string Text() => _reader.Text();

    private string? OptionalText() => _reader.OptionalText();
}
