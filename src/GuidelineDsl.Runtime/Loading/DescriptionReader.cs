using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Text;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>Reads the description that a generated assembly carries; <see cref="DescriptionWriter"/> is its mirror.</summary>
public sealed class DescriptionReader
{
    private readonly BinaryReader _reader;
    private readonly List<string> _strings = [];
    private ImmutableArray<ActionDescription> _actions = [];
    private ImmutableArray<SourceDescription> _sources = [];

    private DescriptionReader(Stream stream) => _reader = new BinaryReader(stream, Encoding.UTF8);

    /// <summary>Reads the description in a resource of an assembly.</summary>
    public static GuidelineDescription Read(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)
            ?? throw new GuidelineLoadException($"The assembly '{assembly.GetName().Name}' lacks its part '{resource}'. Build it again.");
        return Read(stream);
    }

    /// <summary>Reads a description.</summary>
    /// <exception cref="GuidelineLoadException">The bytes are no description of this form.</exception>
    public static GuidelineDescription Read(Stream stream)
    {
        try
        {
            DescriptionReader reader = new(stream);
            return reader.OptionalText() == DescriptionWriter.Magic
                ? reader.Guideline()
                : throw new GuidelineLoadException("The guideline was compiled for another version of GuidelineDsl.Runtime. Build it again.");
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new GuidelineLoadException("The compiled guideline is damaged. Build it again.", error);
        }
    }

    private GuidelineDescription Guideline()
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
            Derived = List(Derived),
            Constraints = List(() => new ConstraintDescription(Text(), Text(), Int(), Ints(), Space())),
            Conditions = List(Condition),
            Decisions = List(Decision),
        };
    }

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
        List(() => new NumberCells(Int(), List(Number), OptionalNumber(), Ints(), Bool())),
        Ints());

    private SourcePlace Place() => new(Text(), Int());

    private ImmutableArray<T> List<T>(Func<T> read)
    {
        int count = Int();
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(Math.Min(count, 1 << 16));
        for (int i = 0; i < count; i++)
        {
            items.Add(read());
        }

        return items.DrainToImmutable();
    }

    private ImmutableArray<int> Ints() => List(Int);

    private int Int() => _reader.Read7BitEncodedInt();

    private bool Bool() => _reader.ReadBoolean();

    private Rational Number() =>
        new(new BigInteger(_reader.ReadBytes(Int())), new BigInteger(_reader.ReadBytes(Int())));

    private Rational? OptionalNumber() => Bool() ? Number() : null;

    private string Text() => OptionalText() ?? throw new FormatException("A text is missing.");

    private string? OptionalText()
    {
        int number = Int();
        if (number == 0)
        {
            return null;
        }

        if (number > 1)
        {
            return _strings[number - 2];
        }

        string text = _reader.ReadString();
        _strings.Add(text);
        return text;
    }
}
