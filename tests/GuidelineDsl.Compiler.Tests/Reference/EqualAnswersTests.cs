using System.Globalization;
using GuidelineDsl.CodeGeneration;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Model;
using FactValue = GuidelineDsl.Semantics.Model.FactValue;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>
/// A million answers: every form of the generated evaluator against the reference interpreter, over random guidelines with every construct
/// and random patients on the limits and one step beside them, some facts unknown. Every
/// second guideline has its conditions as data, as large ones do. GDL_EQUAL_ANSWERS sets how many answers are compared.
/// </summary>
public sealed class EqualAnswersTests
{
    private const int PatientsPerGuideline = 2_500;

    private static readonly DateOnly Today = new(2024, 3, 31);

    private static long Wanted => long.TryParse(Environment.GetEnvironmentVariable("GDL_EQUAL_ANSWERS"), CultureInfo.InvariantCulture, out long n) ? n : 1_000_000;

    [Fact]
    public void A_million_answers_are_equal()
    {
        List<string> differences = [];
        long compared = 0;
        int seeds = 0;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (Interlocked.Read(ref compared) < Wanted && differences.Count < 5)
            {
                GuidelineRun run = new(10_000 + Interlocked.Increment(ref seeds));
                run.Compare(PatientsPerGuideline);
                Interlocked.Add(ref compared, run.Compared);
                lock (differences)
                {
                    differences.AddRange(run.Differences.Take(3));
                }
            }
        });

        differences.ShouldBeEmpty(string.Join('\n', differences));
        compared.ShouldBeGreaterThanOrEqualTo(Wanted);
    }

    /// <summary>Seeds that once showed a difference.</summary>
    [Theory]
    [InlineData(10_001)]
    [InlineData(10_006)]
    [InlineData(10_012)]
    [InlineData(10_025)]
    [InlineData(10_053)]
    public void A_seed_that_differed_is_equal(int seed)
    {
        GuidelineRun run = new(seed);
        run.Compare(2_500);
        run.Differences.ShouldBeEmpty(string.Join('\n', run.Differences) + "\n" + run.Text);
    }

    private sealed class GuidelineRun
    {
        private readonly int _seed;

        /// <summary>Where it is asked whether a fact is known, to learn a fact changes more than its value, which the reference does not try out: only complete patients are compared then.</summary>
        private readonly bool _asksWhetherKnown;

        private readonly NumberTest[] _numbers;
        private readonly IGuidelineEvaluator _evaluator;
        private readonly Guideline _guideline;
        private readonly ReferenceInterpreter _reference;

        public GuidelineRun(int seed)
        {
            _seed = seed;
            _asksWhetherKnown = seed % 3 == 0;
            Text = new RandomGuideline(seed, _asksWhetherKnown, isRich: true).Write();
            Compilation compilation = TextCompilation.Of(Text);
            compilation.IsBound.ShouldBeTrue($"seed {seed}: {string.Join('\n', compilation.Messages())}\n{Text}");
            EmitResult emitted = GuidelineEmitter.Emit(
                compilation.Model, new EmitOptions { InMemory = true, Shape = seed % 2 == 0 ? EvaluatorShape.Code : EvaluatorShape.Data });
            _evaluator = GuidelineAssembly.LoadFromBytes(emitted.Assembly.AsMemory()).Evaluators.Single();
            _guideline = compilation.Model.Guidelines.Single();
            _reference = new ReferenceInterpreter(compilation.Model, _guideline);
            _numbers = [.. ReferenceFacts.Leaves(compilation.Model, _guideline).OfType<NumberTest>()];
        }

        public string Text { get; }

        public long Compared { get; private set; }

        public List<string> Differences { get; } = [];

        public void Compare(int patients)
        {
            Random random = new(_seed);
            QuickComparison quick = new(_evaluator, _guideline);
            for (int i = 0; i < patients && Differences.Count < 3; i++)
            {
                Dictionary<Fact, PatientValue> facts = RandomPatient(random);
                quick.Add(facts);
                PatientReading reading = _evaluator.ReadPatient(ReferencePatientText.Json(facts), Today);
                if (reading.Patient is null)
                {
                    CompareRefusal(facts, reading);
                }
                else
                {
                    CompareResult(reading.Patient, facts);
                }
            }

            // One patient after another, in columns and in bits.
            Compared += 3L * patients * _guideline.Decisions.Length;
            Differences.AddRange(quick.Differences(Today, HangsOnCalculation).Select(difference => $"seed {_seed}, {difference}"));
        }

        /// <summary>Whether a calculation reads what is unknown.</summary>
        private bool HangsOnCalculation(Dictionary<Fact, PatientValue> facts) =>
            facts.Count < _guideline.Facts.Length
            && _numbers.Any(n => n.Subject is not FactValue && _guideline.Facts.Any(f => !facts.ContainsKey(f) && ReferenceFacts.Mentions(n, f)));

        /// <summary>A refused patient violates a constraint, whatever the unknown facts are.</summary>
        private void CompareRefusal(Dictionary<Fact, PatientValue> facts, PatientReading reading)
        {
            Compared++;
            if (_reference.IsPossible(facts, Today))
            {
                Differ(facts, "", "there can be such a patient", "refused: " + string.Join(", ", reading.Faults));
            }
        }

        private void CompareResult(GuidelinePatient patient, Dictionary<Fact, PatientValue> facts)
        {
            GuidelineResult result = _evaluator.Evaluate(patient, Today);
            HashSet<Fact> unknown = [.. _guideline.Facts.Where(f => !facts.ContainsKey(f))];
            if (_asksWhetherKnown && unknown.Count > 0)
            {
                return;
            }

            foreach (Decision decision in _guideline.Decisions)
            {
                if (_reference.Answer(decision, facts, Today) is not { } expected)
                {
                    continue;
                }

                ReferenceAnswer came = ReferencePatientText.Answer(result[decision.Id]);
                Compared++;
                if (expected.ToString() != came.ToString())
                {
                    Differ(facts, decision.Id, expected.ToString(), came.ToString());
                }
            }
        }

        private Dictionary<Fact, PatientValue> RandomPatient(Random random)
        {
            // Most are complete: every unknown fact multiplies what the reference has to try out.
            int forgotten = random.Next(50) switch { < 32 => 0, < 44 => 1, < 49 => 2, _ => 3 };
            HashSet<Fact> unknown = [.. Enumerable.Range(0, forgotten).Select(_ => _guideline.Facts[random.Next(_guideline.Facts.Length)])];
            Dictionary<Fact, PatientValue> patient = [];
            foreach (Fact fact in _guideline.Facts.Where(f => !unknown.Contains(f)))
            {
                PatientValue[] values = _reference.Representatives(fact, Today);
                patient.Add(fact, values[random.Next(values.Length)]);
            }

            return patient;
        }

        private void Differ(Dictionary<Fact, PatientValue> facts, string decision, string expected, string came) =>
            Differences.Add($"seed {_seed}, {decision}, {ReferencePatientText.Describe(facts)}\n  expected {expected}\n  came     {came}");
    }
}
