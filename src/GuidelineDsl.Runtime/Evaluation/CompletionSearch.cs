using System.Collections.Immutable;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// Answers a question for every way in which the unknown facts of a patient can still turn out. It asks the generated code, one value
/// after another, stops where the answer is settled, and meets again wherever what is left undecided is the same.
/// </summary>
internal sealed class CompletionSearch
{
    private const int Limit = 400_000;

    /// <summary>What each part of a question may cost more: it visits few conditions.</summary>
    private const int LimitOfPart = 400;

    private readonly GuidelineEvaluator _evaluator;
    private readonly EvaluationState _state;
    private readonly Question _whole;
    private readonly ImmutableArray<ConstraintDescription> _constraints;
    private readonly List<SearchLevel> _levels;
    private readonly ResidualKey _key;
    private readonly Dictionary<ReadOnlyMemory<byte>, int> _met = new(new BytesComparer());
    private readonly bool _thaws;
    private readonly bool _untilTwo;
    private OutcomeDiagram _diagram = new();
    private Question _question;
    private Action<EvaluationState>? _visitPart;
    private int _first = -1;
    private int _visits;
    private int _most = Limit;

    private CompletionSearch(GuidelineEvaluator evaluator, EvaluationState state, Question question, bool thaws, bool untilTwo)
    {
        _evaluator = evaluator;
        _state = state;
        _whole = question;
        _question = question;
        _thaws = thaws;
        _untilTwo = untilTwo;
        _constraints = question.HeedsConstraints ? RelevantConstraints() : [];
        _levels = SearchPlan.Make(question, state, Visit, thaws);
        _key = new ResidualKey(state, question, _constraints, _levels);
    }

    /// <summary>What is unknown, in the order in which it is tried.</summary>
    public ImmutableArray<SearchLevel> Levels => [.. _levels];

    /// <summary>Whether constraints tie unknown facts together.</summary>
    public bool IsTied => !_constraints.IsEmpty;

    /// <summary>In how many ways the unknown facts can turn out, at most.</summary>
    public double Ways => _levels.Aggregate(1.0, (ways, level) => ways * level.Count);

    /// <summary>Makes ready to look, once, at the completions for a question, or for parts of it.</summary>
    public static CompletionSearch Open(GuidelineEvaluator evaluator, EvaluationState state, Question question, bool thaws) =>
        new(evaluator, state, question, thaws, untilTwo: false);

    /// <summary>The outcome of every completion; null when there are too many to look at.</summary>
    public static (OutcomeDiagram Diagram, ImmutableArray<SearchLevel> Levels)? Explore(
        GuidelineEvaluator evaluator, EvaluationState state, Question question, bool thaws)
    {
        CompletionSearch search = Open(evaluator, state, question, thaws);
        return search.Whole() is { } diagram ? (diagram, search.Levels) : null;
    }

    /// <summary>The one outcome of all completions; -1 when they differ or are too many.</summary>
    public static int Common(GuidelineEvaluator evaluator, EvaluationState state, Question question)
    {
        CompletionSearch search = new(evaluator, state, question, thaws: false, untilTwo: true);
        return search.Whole() is { Root: < 0 and not OutcomeDiagram.Impossible } diagram ? -2 - diagram.Root : -1;
    }

    /// <summary>The outcome of every completion; null when there are too many to look at.</summary>
    public OutcomeDiagram? Whole()
    {
        _most = _visits + Limit;
        return Run(() => Look(_whole)) ? _diagram : null;
    }

    /// <summary>
    /// The outcomes of parts of the question, each with the levels of the whole, of which it reads only its own conditions; null when there is too much to look at.
    /// </summary>
    public ImmutableArray<OutcomeDiagram>? Each(IEnumerable<Question> parts)
    {
        ImmutableArray<OutcomeDiagram>.Builder diagrams = ImmutableArray.CreateBuilder<OutcomeDiagram>();
        bool isDone = Run(() =>
        {
            foreach (Question part in parts)
            {
                _most += LimitOfPart;
                _visitPart = _evaluator.VisitorOf(part.Decision, part.Roots);
                Look(part);
                diagrams.Add(_diagram);
            }
        });
        return isDone ? diagrams.DrainToImmutable() : null;
    }

    private void Look(Question question)
    {
        _question = question;
        _key.Ask(question.Roots);
        _met.Clear();
        _diagram = new OutcomeDiagram();
        _diagram.Root = Build();
    }

    private bool Run(Action look)
    {
        Truth[] known = [.. _state.Known];
        Truth[] determined = [.. _state.Determined];
        bool frozen = _state.FreezesDetermined;
        _state.FreezesDetermined = !_thaws;
        if (_thaws)
        {
            foreach (int fact in _levels.SelectMany(level => level.Facts))
            {
                _state.Known[fact] = Truth.Unknown;
            }
        }

        try
        {
            look();
            return true;
        }
        catch (SearchEndedException)
        {
            return false;
        }
        finally
        {
            _question = _whole;
            _visitPart = null;
            foreach (SearchLevel level in _levels)
            {
                level.Undo(_state);
            }

            foreach (FactCells cells in _question.Space.Facts)
            {
                ForgetSet(cells.Fact);
            }

            known.CopyTo(_state.Known, 0);
            determined.CopyTo(_state.Determined, 0);
            _state.FreezesDetermined = true;
            Visit();
            _state.FreezesDetermined = frozen;
        }
    }

    /// <summary>Nothing is known of an unknown set's members, whatever was tried.</summary>
    private void ForgetSet(int fact)
    {
        FactDescription description = _state.Description.Facts[fact];
        if (description.Kind == FactValueKind.Set && _state.Codes[fact] == EvaluationState.UnknownCode)
        {
            int words = SetLayout.Words(description.Values.Length);
            _state.Absent.AsSpan(_state.SetStarts[fact], words).Clear();
            _state.Present.AsSpan(_state.SetStarts[fact], words).Clear();
        }
    }

    private void Visit()
    {
        _evaluator.VisitDerived(_state);
        if (_question.VisitsConstraints)
        {
            _evaluator.VisitConstraints(_state);
        }

        if (_visitPart is { } visit)
        {
            visit(_state);
        }
        else if (_question.Decision >= 0)
        {
            _evaluator.VisitDecision(_question.Decision, _state);
        }
    }

    private int Build()
    {
        if (++_visits > _most)
        {
            throw new SearchEndedException();
        }

        Visit();
        Truth possible = Truth.True;
        foreach (ConstraintDescription constraint in _constraints)
        {
            possible &= _state.Holds(constraint.Root);
        }

        if (possible.IsFalse)
        {
            return OutcomeDiagram.Impossible;
        }

        int outcome = _question.Settle(_state, final: false);
        if (outcome >= 0 && possible.IsTrue)
        {
            return Terminal(outcome);
        }

        int next = _key.Next(outcome);
        if (next < 0)
        {
            return Terminal(_question.Settle(_state, final: true));
        }

        ReadOnlyMemory<byte> key = _key.Bytes(next, outcome);
        if (_met.TryGetValue(key, out int node))
        {
            return node;
        }

        SearchLevel level = _levels[next];
        int[] children = new int[level.Count];
        _key.MarkChosen(next);
        for (int i = 0; i < children.Length; i++)
        {
            level.Choose(_state, i);
            _key.Chose(next, i);
            children[i] = Build();
        }

        level.Undo(_state);
        _key.Unmark(next);
        node = _diagram.Node(next, children);
        _met.Add(key, node);
        return node;
    }

    private int Terminal(int outcome)
    {
        if (_untilTwo && _first >= 0 && _first != outcome)
        {
            throw new SearchEndedException();
        }

        _first = outcome;
        return OutcomeDiagram.Terminal(outcome);
    }

    /// <summary>The constraints that are undecided and tied, through unknown facts, to what the question reads.</summary>
    private ImmutableArray<ConstraintDescription> RelevantConstraints()
    {
        bool IsUnknown(int fact) => !_state.Known[fact].IsTrue;
        HashSet<int> reached =
            [.. _question.Space.Facts.Select(cells => cells.Fact).Concat(_question.Space.Numbers.SelectMany(n => n.Facts)).Where(IsUnknown)];
        List<ConstraintDescription> open = [.. _state.Description.Constraints.Where(c => _state.Holds(c.Root).IsUnknown)];
        List<ConstraintDescription> relevant = [];
        while (open.Find(constraint => constraint.Facts.Any(reached.Contains)) is { } tied)
        {
            open.Remove(tied);
            relevant.Add(tied);
            reached.UnionWith(tied.Facts.Where(IsUnknown));
        }

        return [.. relevant];
    }

    private sealed class SearchEndedException : Exception;

    private sealed class BytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> bytes)
        {
            HashCode hash = default;
            hash.AddBytes(bytes.Span);
            return hash.ToHashCode();
        }
    }
}
