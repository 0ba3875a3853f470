using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// Answers many patients by steps that it reads from the network, for guidelines too large for code of their own. The conditions on one axis become bits, one
/// per patient; the steps are logic over words of bits: done once for "certainly", and, in blocks in which something is unknown, once more for "possibly".
/// </summary>
internal sealed class TableColumnKernel : ColumnKernel
{
    private const int VectorWords = 8;
    private const int CacheWords = 24 * 1024;

    private readonly Circuit _circuit;
    private readonly ColumnSteps _steps;
    private readonly ImmutableArray<ImmutableArray<int>> _planesOfAxis;
    private readonly int _blockWords;

    public TableColumnKernel(Circuit circuit, GuidelineEvaluator evaluator)
        : base(evaluator)
    {
        _circuit = circuit;
        _steps = new ColumnSteps(circuit, evaluator.Description);
        ILookup<int, int> planes = Enumerable.Range(0, circuit.Planes.Length).ToLookup(plane => circuit.Planes[plane].Axis);
        _planesOfAxis = [.. circuit.Axes.Select((_, axis) => planes[axis].ToImmutableArray())];
        _blockWords = VectorWords;
        while (_blockWords < LargestBlock && 4 * _blockWords * (circuit.Planes.Length + _steps.Slots) < CacheWords)
        {
            _blockWords *= 2;
        }
    }

    protected override int BlockWords => _blockWords;

    protected override int WordsOfMemory => _steps.Slots * _blockWords;

    protected override int WordsOfBits => (_circuit.Planes.Length + _circuit.Axes.Length + 1) * _blockWords;

    /// <summary>Writes the bits of one block: where each plane certainly holds, where each axis is unknown, and who lacks a required fact.</summary>
    protected override void Digest(PatientColumns patients, int first, Span<ulong> bits)
    {
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

    protected override void Answer(ReadOnlySpan<ulong> bits, int firstBlock, Memory memory, ColumnAnswers answers)
    {
        for (int block = 0; block < bits.Length / WordsOfBits; block++)
        {
            AnswerBlock(bits.Slice(block * WordsOfBits, WordsOfBits), firstBlock + block, memory, answers);
        }
    }

    /// <summary>The refused are given nothing.</summary>
    protected override void ClearTail(ColumnAnswers answers)
    {
        if (answers.Refused.ContainsAnyExcept(0UL))
        {
            ReadOnlySpan<ulong> refused = answers.RefusedWords;
            for (int rule = 0; rule < answers.RuleCount; rule++)
            {
                Span<ulong> given = answers.GivenWords(rule);
                for (int i = 0; i < given.Length; i++)
                {
                    given[i] &= ~refused[i];
                }
            }
        }

        base.ClearTail(answers);
    }

    private void AnswerBlock(ReadOnlySpan<ulong> bits, int block, Memory memory, ColumnAnswers answers)
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
}
