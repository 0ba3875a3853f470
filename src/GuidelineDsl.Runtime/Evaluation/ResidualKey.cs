using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Runtime.Evaluation;

/// <summary>
/// What a search has left undecided, as bytes: the truth of every condition that still counts, and below the undecided ones of their
/// parts. Two places of a search with the same bytes have the same rest.
/// </summary>
internal sealed class ResidualKey
{
    private readonly EvaluationState _state;
    private readonly ImmutableArray<ConditionDescription> _conditions;
    private readonly ImmutableArray<int> _constraintRoots;
    private readonly List<SearchLevel> _levels;
    private readonly List<int>[] _levelsOfFact;
    private readonly Dictionary<int, int> _levelOfNumber = [];
    private readonly bool[] _isChosen;
    private readonly int[] _choices;
    private readonly SortedSet<int> _open = [];
    private readonly HashSet<int> _derivedSeen = [];
    private readonly Queue<int> _derived = [];
    private readonly List<byte> _bytes = [];
    private ImmutableArray<int> _questionRoots;

    public ResidualKey(
        EvaluationState state, Question question, ImmutableArray<ConstraintDescription> constraints, List<SearchLevel> levels)
    {
        _state = state;
        _conditions = state.Description.Conditions;
        _questionRoots = question.Roots;
        _constraintRoots = [.. constraints.Select(constraint => constraint.Root)];
        _levels = levels;
        _isChosen = new bool[levels.Count];
        _choices = new int[levels.Count];
        _levelsOfFact = new List<int>[state.Description.Facts.Length];
        for (int i = 0; i < levels.Count; i++)
        {
            if (levels[i] is NumberLevel number)
            {
                _levelOfNumber.Add(number.Slot, i);
                continue;
            }

            foreach (int fact in levels[i].Facts)
            {
                (_levelsOfFact[fact] ??= []).Add(i);
            }
        }
    }

    /// <summary>From now on it is a question with other roots that is undecided.</summary>
    public void Ask(ImmutableArray<int> roots) => _questionRoots = roots;

    public void MarkChosen(int level) => _isChosen[level] = true;

    public void Chose(int level, int choice) => _choices[level] = choice;

    public void Unmark(int level) => _isChosen[level] = false;

    /// <summary>The first level that something undecided reads; -1 when nothing that is left can decide anything.</summary>
    /// <param name="outcome">The outcome, if it is settled and only constraints are open; otherwise -1.</param>
    public int Next(int outcome)
    {
        _open.Clear();
        _bytes.Clear();
        _derivedSeen.Clear();
        if (outcome < 0)
        {
            foreach (int root in _questionRoots)
            {
                Add(root);
            }
        }

        foreach (int root in _constraintRoots)
        {
            Add(root);
        }

        while (_derived.TryDequeue(out int derived))
        {
            AddDerived(derived);
        }

        return _open.Count > 0 ? _open.Min : -1;
    }

    /// <summary>The bytes of the place that <see cref="Next"/> has looked at.</summary>
    public ReadOnlyMemory<byte> Bytes(int level, int outcome)
    {
        AddNumber(level);
        AddNumber(outcome);
        return _bytes.ToArray();
    }

    private void Add(int condition)
    {
        Truth truth = _state.Holds(condition);
        _bytes.Add((byte)(truth.IsTrue ? 1 : truth.IsFalse ? 2 : 3));
        if (!truth.IsUnknown)
        {
            return;
        }

        ConditionDescription description = _conditions[condition];
        foreach (int part in description.Parts)
        {
            Add(part);
        }

        foreach (int fact in description.Facts)
        {
            AddFact(fact, description.Members);
        }

        foreach (int slot in description.Numbers)
        {
            AddSlot(slot);
        }

        foreach (int derived in description.Derived)
        {
            if (description.AsksWhetherKnown)
            {
                foreach (int fact in _state.Description.Derived[derived].Facts)
                {
                    AddFact(fact);
                }
            }

            if (_derivedSeen.Add(derived))
            {
                _derived.Enqueue(derived);
            }
        }
    }

    private void AddDerived(int index)
    {
        DerivedDescription derived = _state.Description.Derived[index];
        AddNumber(-2 - index);
        switch (derived.Kind)
        {
            case DerivedKind.Definition:
            case DerivedKind.Classification:
            case DerivedKind.Score:
                foreach (int root in derived.Roots)
                {
                    Add(root);
                }

                break;
            case DerivedKind.Number:
            case DerivedKind.Date:
            case DerivedKind.DateTime:
                AddSlot(derived.Slot);
                break;
            default:
                throw new InvalidOperationException($"No such kind of derived value: {derived.Kind}.");
        }
    }

    private void AddSlot(int slot)
    {
        if (_levelOfNumber.TryGetValue(slot, out int level))
        {
            AddLevel(level);
            return;
        }

        foreach (int fact in _state.Description.FactsOfNumbers[slot])
        {
            AddFact(fact);
        }
    }

    private void AddFact(int fact, ImmutableArray<int> members = default)
    {
        foreach (int level in _levelsOfFact[fact] ?? [])
        {
            if (members.IsDefaultOrEmpty || _levels[level] is not MemberLevel { Member: int member } || members.Contains(member))
            {
                AddLevel(level);
            }
        }
    }

    private void AddLevel(int level)
    {
        if (_isChosen[level])
        {
            AddNumber(level);
            AddNumber(_choices[level]);
        }
        else
        {
            // A set that was left unknown has no members to choose.
            if (_levels[level] is not MemberLevel { Fact: int fact } || !_state.Known[fact].IsFalse || !_levelsOfFact[fact].Exists(IsSetKnownLevel))
            {
                _open.Add(level);
            }
        }
    }

    private bool IsSetKnownLevel(int level) => _levels[level] is SetKnownLevel;

    private void AddNumber(int number) => _bytes.AddRange(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));
}
