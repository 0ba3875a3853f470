using System.Runtime.Intrinsics;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Compiler.Tests.Reference;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Semantics.Model;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>The code for groups of patients, over vectors of every width, against the steps that large guidelines are answered by.</summary>
public sealed class ColumnCodeTests
{
    private const int Guidelines = 24;
    private const int Known = 1100;

    private static readonly DateOnly Today = new(2024, 3, 31);

    /// <summary>The last patient lies in the middle of a word, at its end, in a group of its own, in a block of its own.</summary>
    private static readonly int[] s_counts = [1, 63, 64, Known + 449, 4097];

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Code_of_every_width_tells_what_the_steps_tell(int bytes)
    {
        Type vector = bytes switch { 16 => typeof(Vector128<ulong>), 32 => typeof(Vector256<ulong>), _ => typeof(Vector512<ulong>) };
        int coded = 0;
        HashSet<string> statuses = [];
        for (int seed = 1; seed <= Guidelines; seed++)
        {
            GuidelineModel model = TextCompilation.Of(new RandomGuideline(seed, asksWhetherKnown: seed % 3 == 0, isRich: true).Write()).Model;
            GuidelineEvaluator evaluator = (GuidelineEvaluator)GuidelineAssembly.LoadFromBytes(
                GuidelineEmitter.Emit(model, new EmitOptions { InMemory = true, Shape = EvaluatorShape.Code }).Assembly.AsMemory()).Evaluators.Single();
            GuidelinePatient[] patients = Patients(model, evaluator, new Random(seed));
            foreach (int count in s_counts)
            {
                PatientColumns columns = evaluator.NewColumns(count);
                for (int i = 0; i < count; i++)
                {
                    columns.Set(i, patients[i]);
                }

                if (ColumnForm.Of(columns.Circuit, evaluator.Description) is not { } form)
                {
                    break;
                }

                coded++;
                CodeColumnKernel code = new(form.Slices, ColumnCompiler.Compile(form, vector, bytes / sizeof(ulong)), evaluator);
                string expected = Told(new TableColumnKernel(columns.Circuit, evaluator), fromBits: false);
                Told(code, fromBits: false).ShouldBe(expected, $"seed {seed}, {count} patients");
                Told(code, fromBits: true).ShouldBe(expected, $"seed {seed}, {count} patients, from bits");
                statuses.UnionWith(expected.Split('\n').Select(line => line.Split(' ')[0]));

                string Told(ColumnKernel kernel, bool fromBits)
                {
                    ColumnAnswers answers = evaluator.NewAnswers(count);
                    if (fromBits)
                    {
                        kernel.Tell(kernel.Prepare(columns, Today), answers);
                    }
                    else
                    {
                        kernel.Tell(columns, Today, answers);
                    }

                    return Text(answers);
                }
            }
        }

        coded.ShouldBeGreaterThan(Guidelines);
        foreach (DecisionStatus status in Enum.GetValues<DecisionStatus>())
        {
            statuses.ShouldContain(status.ToString());
        }

        statuses.ShouldContain("refused");
    }

    /// <summary>A number is one of some values: the operations on its digits say so for each number that there can be.</summary>
    [Fact]
    public void Digits_tell_one_of_some_values()
    {
        Random random = new(4);
        for (int round = 0; round < 2_000; round++)
        {
            int[] digits = [.. Enumerable.Range(0, random.Next(1, 5))];
            int values = random.Next(1, (1 << digits.Length) + 1);
            bool?[] wanted = new bool?[1 << digits.Length];
            for (int i = 0; i < values; i++)
            {
                wanted[i] = random.Next(2) == 0;
            }

            BitNetwork network = new();
            int node = network.OneOf(digits, wanted);
            for (int i = 0; i < values; i++)
            {
                Holds(network, node, i).ShouldBe(wanted[i]!.Value, $"{string.Join(',', wanted)} at {i}");
            }
        }
    }

    private static bool Holds(BitNetwork network, int node, int number)
    {
        BitNode operation = network[node];
        return operation.Kind switch
        {
            BitKind.None => false,
            BitKind.All => true,
            BitKind.Slice => (number >> operation.A & 1) != 0,
            BitKind.Not => !Holds(network, operation.A, number),
            BitKind.And => Holds(network, operation.A, number) & Holds(network, operation.B, number),
            BitKind.Or => Holds(network, operation.A, number) | Holds(network, operation.B, number),
            BitKind.Xor => Holds(network, operation.A, number) ^ Holds(network, operation.B, number),
            _ => throw new InvalidOperationException($"No such operation: {operation.Kind}."),
        };
    }

    /// <summary>The first ones are known to the last fact, more of them than lie in two groups; of the others facts are missing.</summary>
    private static GuidelinePatient[] Patients(GuidelineModel model, GuidelineEvaluator evaluator, Random random)
    {
        Guideline guideline = model.Guidelines.Single();
        ReferenceInterpreter reference = new(model, guideline);
        Dictionary<Fact, PatientValue[]> values = guideline.Facts.ToDictionary(fact => fact, fact => reference.Representatives(fact, Today));
        GuidelinePatient[] patients = new GuidelinePatient[s_counts.Max()];
        for (int i = 0; i < patients.Length; i++)
        {
            Dictionary<Fact, PatientValue> facts = [];
            foreach (Fact fact in guideline.Facts.Where(fact => i < Known || random.Next(4) > 0))
            {
                facts.Add(fact, values[fact][random.Next(values[fact].Length)]);
            }

            patients[i] = QuickComparison.Patient(evaluator, facts);
        }

        return patients;
    }

    private static string Text(ColumnAnswers answers) => string.Join('\n', Enumerable.Range(0, answers.Count).Select(i => answers.IsRefused(i)
        ? $"refused {(Enumerable.Range(0, answers.RuleCount).Any(rule => answers.IsGiven(rule, i)) ? "and given" : "")}"
        : $"{string.Join(' ', Enumerable.Range(0, answers.DecisionCount).Select(decision => answers.Status(decision, i)))} {string.Join(',', Enumerable.Range(0, answers.RuleCount).Where(rule => answers.IsGiven(rule, i)))}"))
        + "\n" + string.Join(' ', Enumerable.Range(0, answers.RuleCount).Select(answers.CountGiven));
}
