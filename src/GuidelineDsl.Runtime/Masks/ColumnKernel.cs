using System.Collections.Concurrent;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// Answers many patients at once, on all cores. The bins of the patients become bits, one patient beside the other; all the rest is logic over words of bits.
/// What the bits are and what is done with them differs: see <see cref="CodeColumnKernel"/> and <see cref="TableColumnKernel"/>.
/// </summary>
internal abstract class ColumnKernel(GuidelineEvaluator evaluator)
{
    /// <summary>Words of bits per block at most; columns have room for whole blocks of this size.</summary>
    protected const int LargestBlock = 64;

    private readonly ConcurrentBag<Memory> _memories = [];

    /// <summary>The words of each bit of a block of patients.</summary>
    protected abstract int BlockWords { get; }

    /// <summary>How many words of bits stand for one block of patients.</summary>
    protected abstract int WordsOfBits { get; }

    /// <summary>How many words a thread needs besides.</summary>
    protected virtual int WordsOfMemory => 0;

    /// <summary>The patients that columns have room for: whole blocks.</summary>
    public static int RoomFor(int count) => (count + (LargestBlock * 64) - 1) / (LargestBlock * 64) * LargestBlock * 64;

    public PatientBits Prepare(PatientColumns patients, DateOnly today)
    {
        int blocks = Blocks(patients.Count);
        AlignedArray<ulong> bits = new(blocks * WordsOfBits);
        Run(blocks, (from, to, _) =>
        {
            for (int block = from; block < to; block++)
            {
                DigestBlock(patients, block, today, bits.Span.Slice(block * WordsOfBits, WordsOfBits));
            }
        });
        return new PatientBits(evaluator, patients.Count, bits);
    }

    public void Tell(PatientColumns patients, DateOnly today, ColumnAnswers answers)
    {
        Run(Blocks(patients.Count), (from, to, memory) =>
        {
            for (int block = from; block < to; block++)
            {
                DigestBlock(patients, block, today, memory.Bits);
                Answer(memory.Bits, block, memory, answers);
            }
        });
        ClearTail(answers);
    }

    public void Tell(PatientBits patients, ColumnAnswers answers)
    {
        Run(Blocks(patients.Count), (from, to, memory) => Answer(patients.Words.Span[(from * WordsOfBits)..(to * WordsOfBits)], from, memory, answers));
        ClearTail(answers);
    }

    /// <summary>Writes the bits of one block.</summary>
    /// <param name="patients">The patients.</param>
    /// <param name="first">The first patient of the block.</param>
    /// <param name="bits">Receives the bits.</param>
    protected abstract void Digest(PatientColumns patients, int first, Span<ulong> bits);

    /// <summary>Answers some blocks whose bits lie one after another.</summary>
    protected abstract void Answer(ReadOnlySpan<ulong> bits, int firstBlock, Memory memory, ColumnAnswers answers);

    /// <summary>Columns end with whole blocks: what lies beyond the last patient is no answer.</summary>
    protected virtual void ClearTail(ColumnAnswers answers)
    {
        int last = answers.Count >> 6;
        if (last == answers.Words)
        {
            return;
        }

        ulong valid = (1UL << (answers.Count & 63)) - 1;
        for (int rule = 0; rule < answers.RuleCount; rule++)
        {
            answers.GivenWords(rule)[last] &= valid;
        }

        answers.RefusedWords[last] &= valid;
    }

    private int Blocks(int count) => RoomFor(count) / 64 / BlockWords;

    private void DigestBlock(PatientColumns patients, int block, DateOnly today, Span<ulong> bits)
    {
        int first = block * BlockWords * 64;
        if (patients.Circuit.HasConditions)
        {
            patients.Settle(first, BlockWords * 64, today);
        }

        Digest(patients, first, bits);
    }

    private void Run(int blocks, Action<int, int, Memory> work)
    {
        int stretch = Math.Max(1, blocks / (Environment.ProcessorCount * 8));
        Parallel.For(
            0,
            (blocks + stretch - 1) / stretch,
            () => _memories.TryTake(out Memory? memory) ? memory : new Memory(WordsOfMemory, WordsOfBits),
            (index, _, memory) =>
            {
                work(index * stretch, Math.Min(blocks, (index + 1) * stretch), memory);
                return memory;
            },
            _memories.Add);
    }

    /// <summary>The working memory of one thread.</summary>
    protected sealed class Memory(int words, int wordsOfBits)
    {
        private readonly AlignedArray<ulong> _certain = new(words);
        private readonly AlignedArray<ulong> _possible = new(words);
        private readonly AlignedArray<ulong> _bits = new(wordsOfBits);

        public Span<ulong> Certain => _certain.Span;

        public Span<ulong> Possible => _possible.Span;

        public Span<ulong> Bits => _bits.Span;
    }
}
