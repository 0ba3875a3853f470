using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>Large guidelines: no method grows beyond what the just-in-time compiler optimises, and all forms answer alike.</summary>
public sealed class LimitTests
{
    private const int Rules = 1500;
    private const int MostBytes = 30_000;
    private const int MostBlocks = 1_000;

    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void No_method_is_too_large_to_be_optimised()
    {
        EmitResult emitted = Compiled.Emit(Large());
        IGuidelineEvaluator evaluator = Compiled.LoadAll(emitted).Single();
        List<string> tooLarge = [];
        foreach (MethodInfo method in evaluator.GetType().Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
        {
            byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
            if (code.Length > MostBytes || BasicBlocks(code) > MostBlocks)
            {
                tooLarge.Add($"{method.DeclaringType!.Name}.{method.Name}: {code.Length} bytes, {BasicBlocks(code)} blocks");
            }
        }

        tooLarge.ShouldBeEmpty();
        Random random = new(5);
        DecisionStatus[] statuses = new DecisionStatus[1];
        ulong[] given = new ulong[(Rules + 63) / 64];
        for (int i = 0; i < 50; i++)
        {
            GuidelinePatient patient = evaluator.NewPatient();
            for (int fact = 0; fact < 4; fact++)
            {
                patient.SetValue(fact, FactValue.OfNumber(random.Next(101)));
            }

            DecisionResult full = evaluator.Evaluate(patient, Compiled.Today).Decisions[0];
            evaluator.TryTell(patient, Compiled.Today, statuses, given).ShouldBeTrue();
            statuses[0].ShouldBe(full.Status);
            Enumerable.Range(0, Rules).Where(rule => (given[rule >> 6] >> (rule & 63) & 1) != 0).ShouldBe(full.Rules.Select(rule => rule.Ordinal));
        }
    }

    private static string Large()
    {
        Random random = new(1);
        return $$"""
            guideline large "Large" { version "1" status draft }
            source s "S" { kind summary year 2020 }
            fact a "A" : number 0 to 100 resolution 1
            fact b "B" : number 0 to 100 resolution 1
            fact c "C" : number 0 to 100 resolution 1
            fact d "D" : number 0 to 100 resolution 1
            action act "A" : drug
            decision large_decision "D" {
              choose all
            {{string.Concat(Enumerable.Range(0, Rules).Select(i => $"  rule r{i} \"R\" {{ when a < {random.Next(1, 99)} and b >= {random.Next(1, 99)} and c < {random.Next(1, 99)} and d > {random.Next(1, 99)} recommend act evidence ungraded cite s \"p\" }}\n"))}}
            }
            """;
    }

    /// <summary>The starts of blocks: the first instruction, the targets of jumps, and what follows a jump.</summary>
    private static int BasicBlocks(byte[] code)
    {
        HashSet<int> starts = [0];
        for (int at = 0; at < code.Length;)
        {
            OpCode op = s_codes[code[at] == 0xfe ? (short)(0xfe00 | code[at + 1]) : code[at]];
            at += op.Size;
            int size = op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * MemoryMarshal.Read<int>(code.AsSpan(at))),
                _ => 4,
            };
            int next = at + size;
            switch (op.OperandType)
            {
                case OperandType.ShortInlineBrTarget:
                    starts.UnionWith([next, next + (sbyte)code[at]]);
                    break;
                case OperandType.InlineBrTarget:
                    starts.UnionWith([next, next + MemoryMarshal.Read<int>(code.AsSpan(at))]);
                    break;
                case OperandType.InlineSwitch:
                    starts.Add(next);
                    starts.UnionWith(MemoryMarshal.Cast<byte, int>(code.AsSpan(at + 4, size - 4)).ToArray().Select(offset => next + offset));
                    break;
            }

            at = next;
        }

        return starts.Count;
    }
}
