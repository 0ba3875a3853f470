using System.Collections.Concurrent;
using System.Collections.Immutable;
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
    private readonly ImmutableArray<ImmutableArray<int>> _planesOfAxis;
    private readonly int _blockWords;
    private readonly ConcurrentBag<Memory> _memories = [];

    public ColumnKernel(Circuit circuit, GuidelineEvaluator evaluator)
    {
        _circuit = circuit;
        _evaluator = evaluator;
        _steps = new ColumnSteps(circuit, evaluator.Description);
        ILookup<int, int> planes = Enumerable.Range(0, circuit.Planes.Length).ToLookup(plane => circuit.Planes[plane].Axis);
        _planesOfAxis = [.. circuit.Axes.Select((_, axis) => planes[axis].ToImmutableArray())];
        _blockWords = VectorWords;
        while (_blockWords < LargestBlock && 4 * _blockWords * (circuit.Planes.Length + _steps.Slots) < CacheWords)
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
        AlignedArray<ulong> bits = new(blocks * WordsOfBits);
        Run(blocks, (from, to, _) =>
        {
            for (int block = from; block < to; block++)
            {
                Digest(patients, block, today, bits.Span.Slice(block * WordsOfBits, WordsOfBits));
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
                Answer(patients.Words.Span.Slice(block * WordsOfBits, WordsOfBits), block, memory, answers);
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
            () => _memories.TryTake(out Memory? memory) ? memory : new Memory(_steps.Slots * _blockWords, WordsOfBits),
            (index, _, memory) =>
            {
                work(index * stretch, Math.Min(blocks, (index + 1) * stretch), memory);
                return memory;
            },
            _memories.Add);
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
            AxisColumn column = patients.Columns[axis];
            Span<ulong> unknown = Slot(bits, planes + axis);
            column.Test(first, nothing, unknown);
            foreach (int plane in _planesOfAxis[axis])
            {
                Span<ulong> holds = Slot(bits, plane);
                column.Test(first, _circuit.Planes[plane].Bins.AsSpan(), holds);
                if (_circuit.Planes[plane].WhenUnknown.IsTrue)
                {
                    Or(holds, unknown);
                }
            }
        }

        Span<ulong> refused = Slot(bits, planes + _circuit.Axes.Length);
        Span<ulong> missing = stackalloc ulong[LargestBlock];
        refused.Clear();
        foreach (AxisColumn required in patients.Required)
        {
            required.Test(first, nothing, missing[.._blockWords]);
            Or(refused, missing[.._blockWords]);
        }
    }

    private void Answer(ReadOnlySpan<ulong> bits, int block, Memory memory, ColumnAnswers answers)
    {
        if (_blockWords % FourVectors.Words == 0)
        {
            Answer<FourVectors>(bits, block, memory, answers);
        }
        else
        {
            Answer<OneVector>(bits, block, memory, answers);
        }
    }

    private void Answer<T>(ReadOnlySpan<ulong> bits, int block, Memory memory, ColumnAnswers answers)
        where T : unmanaged, IColumnVector<T>
    {
        int planes = _circuit.Planes.Length;
        int first = block * _blockWords;
        bool isKnown = !bits.Slice(planes * _blockWords, _circuit.Axes.Length * _blockWords).ContainsAnyExcept(0UL);
        ColumnBlock columns = new(bits, memory.Certain, isKnown ? memory.Certain : memory.Possible, _blockWords);
        foreach (GateStep step in _steps.Gates)
        {
            step.Run<T>(in columns, isPossible: false);
            if (!isKnown)
            {
                step.Run<T>(in columns, isPossible: true);
            }
        }

        Span<ulong> refused = answers.RefusedWords.Slice(first, _blockWords);
        bits.Slice((planes + _circuit.Axes.Length) * _blockWords, _blockWords).CopyTo(refused);
        foreach (ColumnInput constraint in _steps.Constraints)
        {
            ref ulong words = ref MemoryMarshal.GetReference(refused);
            for (nuint at = 0; at < (nuint)_blockWords; at += (nuint)T.Words)
            {
                (T.Load(ref words, at) | ~columns.Possible<T>(constraint, at)).Store(ref words, at);
            }
        }

        foreach (DecisionStep decision in _steps.Decisions)
        {
            decision.Run<T>(in columns, isKnown, first, answers);
        }
    }

    private Span<ulong> Slot(Span<ulong> words, int slot) => words.Slice(slot * _blockWords, _blockWords);

    private static void Or(Span<ulong> into, ReadOnlySpan<ulong> more)
    {
        ref ulong words = ref MemoryMarshal.GetReference(into);
        for (nuint i = 0; i < (nuint)into.Length; i += VectorWords)
        {
            (Vector512.LoadUnsafe(ref words, i) | Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(more), i)).StoreUnsafe(ref words, i);
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
        private readonly AlignedArray<ulong> _certain = new(words);
        private readonly AlignedArray<ulong> _possible = new(words);
        private readonly AlignedArray<ulong> _bits = new(wordsOfBits);

        public Span<ulong> Certain => _certain.Span;

        public Span<ulong> Possible => _possible.Span;

        public Span<ulong> Bits => _bits.Span;
    }
}
