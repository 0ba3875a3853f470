using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// Answers many patients at once. The conditions on one axis become bits, one per patient; all the rest is logic over words of bits: once for
/// "certainly", and, in blocks in which something is unknown, once more for "possibly".
/// </summary>
internal sealed class ColumnKernel
{
    /// <summary>Words of bits per block at most; columns have room for whole blocks of this size.</summary>
    private const int LargestBlock = 64;

    private const int VectorWords = 8;
    private const int CacheWords = 24 * 1024;

    private readonly Circuit _circuit;
    private readonly GuidelineEvaluator _evaluator;
    private readonly ColumnSteps _steps;
    private readonly int _blockWords;

    public ColumnKernel(Circuit circuit, GuidelineEvaluator evaluator)
    {
        _circuit = circuit;
        _evaluator = evaluator;
        _steps = new ColumnSteps(circuit, evaluator.Description);
        _blockWords = VectorWords;
        while (_blockWords < LargestBlock && 4 * _blockWords * _steps.Slots < CacheWords)
        {
            _blockWords *= 2;
        }
    }

    /// <summary>The patients that columns have room for: whole blocks.</summary>
    public static int RoomFor(int count) => (count + (LargestBlock * 64) - 1) / (LargestBlock * 64) * LargestBlock * 64;

    /// <summary>How many words of bits stand for one block of patients.</summary>
    private int WordsOfBits => (_circuit.Planes.Length + _circuit.Axes.Length + 1) * _blockWords;

    public PatientBits Prepare(PatientColumns patients, DateOnly today)
    {
        int blocks = RoomFor(patients.Count) / 64 / _blockWords;
        ulong[] bits = new ulong[blocks * WordsOfBits];
        Run(blocks, (from, to, _) =>
        {
            for (int block = from; block < to; block++)
            {
                Digest(patients, block, today, bits.AsSpan(block * WordsOfBits, WordsOfBits));
            }
        });
        return new PatientBits(_evaluator, patients.Count, bits);
    }

    public void Tell(PatientColumns patients, DateOnly today, ColumnAnswers answers)
    {
        Run(RoomFor(patients.Count) / 64 / _blockWords, (from, to, memory) =>
        {
            for (int block = from; block < to; block++)
            {
                Span<ulong> bits = memory.Bits;
                Digest(patients, block, today, bits);
                Answer(bits, block, memory, answers);
            }
        });
        ClearTail(answers);
    }

    public void Tell(PatientBits patients, ColumnAnswers answers)
    {
        Run(RoomFor(patients.Count) / 64 / _blockWords, (from, to, memory) =>
        {
            for (int block = from; block < to; block++)
            {
                Answer(patients.Words.AsSpan(block * WordsOfBits, WordsOfBits), block, memory, answers);
            }
        });
        ClearTail(answers);
    }

    private void Run(int blocks, Action<int, int, Memory> work)
    {
        int stretch = Math.Max(1, blocks / (Environment.ProcessorCount * 8));
        Parallel.For(
            0,
            (blocks + stretch - 1) / stretch,
            () => new Memory(_steps.Slots * _blockWords, WordsOfBits),
            (index, _, memory) =>
            {
                work(index * stretch, Math.Min(blocks, (index + 1) * stretch), memory);
                return memory;
            },
            static _ => { });
    }

    /// <summary>Writes the bits of one block: where each plane certainly holds, where each axis is unknown, and who lacks a required fact.</summary>
    private void Digest(PatientColumns patients, int block, DateOnly today, Span<ulong> bits)
    {
        int first = block * _blockWords * 64;
        if (_circuit.HasConditions)
        {
            patients.Settle(first, _blockWords * 64, today);
        }

        int planes = _circuit.Planes.Length;
        ReadOnlySpan<BinRange> nothing = [new BinRange(0, 0)];
        for (int axis = 0; axis < _circuit.Axes.Length; axis++)
        {
            patients.Columns[axis].Test(first, nothing, Slot(bits, planes + axis));
        }

        for (int plane = 0; plane < planes; plane++)
        {
            Plane condition = _circuit.Planes[plane];
            Span<ulong> holds = Slot(bits, plane);
            patients.Columns[condition.Axis].Test(first, condition.Bins.AsSpan(), holds);
            if (condition.WhenUnknown.IsTrue)
            {
                Or(holds, Slot(bits, planes + condition.Axis), holds);
            }
        }

        Span<ulong> refused = Slot(bits, planes + _circuit.Axes.Length);
        Span<ulong> missing = stackalloc ulong[LargestBlock];
        refused.Clear();
        foreach (AxisColumn required in patients.Required)
        {
            required.Test(first, nothing, missing[.._blockWords]);
            Or(refused, missing[.._blockWords], refused);
        }
    }

    private void Answer(ReadOnlySpan<ulong> bits, int block, Memory memory, ColumnAnswers answers)
    {
        int planes = _circuit.Planes.Length;
        Span<ulong> certain = memory.Certain;
        bits[..(planes * _blockWords)].CopyTo(certain);
        bool isKnown = !bits.Slice(planes * _blockWords, _circuit.Axes.Length * _blockWords).ContainsAnyExcept(0UL);
        Span<ulong> possible = isKnown ? certain : memory.Possible;
        for (int plane = 0; !isKnown && plane < planes; plane++)
        {
            Plane condition = _circuit.Planes[plane];
            if (condition.WhenUnknown.IsUnknown)
            {
                Or(Slot(certain, plane), bits.Slice((planes + condition.Axis) * _blockWords, _blockWords), Slot(possible, plane));
            }
            else
            {
                Slot(certain, plane).CopyTo(Slot(possible, plane));
            }
        }

        foreach (GateStep step in _steps.Gates)
        {
            step.Run(certain, possible, _blockWords);
            if (!isKnown)
            {
                step.Run(possible, certain, _blockWords);
            }
        }

        int at = block * _blockWords;
        bits.Slice((planes + _circuit.Axes.Length) * _blockWords, _blockWords).CopyTo(answers.RefusedWords.Slice(at, _blockWords));
        foreach (int constraint in _steps.Constraints)
        {
            OrNot(answers.RefusedWords.Slice(at, _blockWords), Slot(possible, constraint));
        }

        foreach (DecisionStep decision in _steps.Decisions)
        {
            decision.Run(certain, possible, isKnown, _blockWords, at, answers);
        }
    }

    private Span<ulong> Slot(Span<ulong> words, int slot) => words.Slice(slot * _blockWords, _blockWords);

    private static void Or(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> into)
    {
        ref ulong x = ref MemoryMarshal.GetReference(a);
        ref ulong y = ref MemoryMarshal.GetReference(b);
        ref ulong z = ref MemoryMarshal.GetReference(into);
        for (nuint i = 0; i < (nuint)into.Length; i += VectorWords)
        {
            (Vector512.LoadUnsafe(ref x, i) | Vector512.LoadUnsafe(ref y, i)).StoreUnsafe(ref z, i);
        }
    }

    private static void OrNot(Span<ulong> into, ReadOnlySpan<ulong> words)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] |= ~words[i];
        }
    }

    /// <summary>Columns end with whole blocks; what lies beyond the last patient is no answer. The refused are given nothing.</summary>
    private static void ClearTail(ColumnAnswers answers)
    {
        int last = answers.Count >> 6;
        ulong valid = (1UL << (answers.Count & 63)) - 1;
        bool anyRefused = answers.Refused.ContainsAnyExcept(0UL);
        for (int rule = 0; rule < answers.RuleCount; rule++)
        {
            Span<ulong> given = answers.GivenWords(rule);
            for (int i = 0; anyRefused && i < given.Length; i++)
            {
                given[i] &= ~answers.RefusedWords[i];
            }

            if (last < given.Length)
            {
                given[last] &= valid;
            }
        }

        if (last < answers.Words)
        {
            answers.RefusedWords[last] &= valid;
        }
    }

    /// <summary>The working memory of one thread.</summary>
    private sealed class Memory(int words, int wordsOfBits)
    {
        private readonly ulong[] _certain = new ulong[words];
        private readonly ulong[] _possible = new ulong[words];
        private readonly ulong[] _bits = new ulong[wordsOfBits];

        public Span<ulong> Certain => _certain;

        public Span<ulong> Possible => _possible;

        public Span<ulong> Bits => _bits;
    }
}
