using System.Runtime.InteropServices;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Runtime.Masks;

/// <summary>
/// Answers many patients with straight-line code of the guideline's own over whole vectors, which <see cref="ColumnCompiler"/> makes. The binary digits of their
/// bins become bits.
/// </summary>
internal sealed class CodeColumnKernel(ColumnSlices slices, GroupCode code, GuidelineEvaluator evaluator) : ColumnKernel(evaluator)
{
    private const int Groups = LargestBlock / ColumnSlices.GroupWords;

    protected override int BlockWords => LargestBlock;

    protected override int WordsOfBits => slices.WordsPerGroup * Groups;

    protected override void Digest(PatientColumns patients, int first, Span<ulong> bits)
    {
        for (int group = 0; group < Groups; group++)
        {
            DigestGroup(patients, first + (group * ColumnSlices.GroupWords * 64), bits.Slice(group * slices.WordsPerGroup, slices.WordsPerGroup));
        }
    }

    protected override void Answer(ReadOnlySpan<ulong> bits, int firstBlock, Memory memory, ColumnAnswers answers)
    {
        ref ulong columns = ref MemoryMarshal.GetReference(answers.AllWords[(firstBlock * LargestBlock)..]);
        code(ref MemoryMarshal.GetReference(bits), bits.Length / slices.WordsPerGroup, ref columns, answers.Stride);
    }

    private void DigestGroup(PatientColumns patients, int first, Span<ulong> bits)
    {
        for (int axis = 0; axis < slices.Digits.Length; axis++)
        {
            patients.Columns[axis].Slice(first, slices.Digits[axis], bits[(slices.First[axis] * ColumnSlices.GroupWords)..]);
        }

        if (slices.Refused >= 0)
        {
            Span<ulong> refused = bits[(slices.Refused * ColumnSlices.GroupWords)..];
            Span<ulong> known = stackalloc ulong[2 * ColumnSlices.GroupWords];
            refused.Clear();
            foreach (AxisColumn required in patients.Required)
            {
                required.Slice(first, 1, known);
                for (int i = 0; i < ColumnSlices.GroupWords; i++)
                {
                    refused[i] |= ~known[i];
                }
            }
        }
    }
}
