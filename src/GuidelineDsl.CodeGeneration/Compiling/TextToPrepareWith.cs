namespace GuidelineDsl.CodeGeneration.Compiling;

/// <summary>A small evaluator with what generated ones are made of, for <see cref="AssemblyCompiler.Prepare"/>. It is compiled and never used.</summary>
internal static class TextToPrepareWith
{
    public const string Text = """
        #nullable enable annotations

        [assembly: global::GuidelineDsl.Runtime.Loading.CompiledBy("0")]

        namespace Guidelines.Prepared;

        using DecisionStatus = global::GuidelineDsl.Runtime.Evaluation.DecisionStatus;
        using EvaluationState = global::GuidelineDsl.Runtime.Evaluation.EvaluationState;
        using GuidelineDescription = global::GuidelineDsl.Runtime.Evaluation.GuidelineDescription;
        using GuidelineEvaluator = global::GuidelineDsl.Runtime.Evaluation.GuidelineEvaluator;
        using GuidelinePatient = global::GuidelineDsl.Runtime.Evaluation.GuidelinePatient;
        using LanePair = global::GuidelineDsl.Runtime.Masks.LanePair;
        using MaskDecision = global::GuidelineDsl.Runtime.Masks.MaskDecision;
        using Truth = global::GuidelineDsl.Runtime.Values.Truth;

        /// <summary>A value.</summary>
        public enum Site
        {
            /// <summary>One.</summary>
            Pancreas,

            /// <summary>Another.</summary>
            Lung,
        }

        /// <summary>A patient.</summary>
        public sealed class Patient : GuidelinePatient
        {
            /// <summary>A number.</summary>
            public decimal? Ki67
            {
                get => ReadDecimal(0);
                set => WriteDecimal(0, value);
            }

            /// <summary>A value.</summary>
            public Site? Site
            {
                get => (Site?)ReadOrdinal(1, Bin_Site);
                set => Bin_Site = (byte)BinOf(1, (int?)value, 2);
            }

            /// <summary>Yes or no.</summary>
            public bool? Resectable
            {
                get => Bin_Resectable == 0 ? null : Bin_Resectable == 2;
                set => Bin_Resectable = value is null ? (byte)0 : value.Value ? (byte)2 : (byte)1;
            }

            /// <inheritdoc/>
            protected override GuidelineDescription Guideline => Evaluator.Guideline;

            internal int Code_Ki67 = int.MinValue;
            internal byte Bin_Site;
            internal byte Bin_Resectable;

            /// <inheritdoc/>
            public override long CodeOf(int fact)
            {
                switch (fact)
                {
                    case 0: return Code_Ki67 == int.MinValue ? Unknown : Code_Ki67;
                    case 1: return Bin_Site == 0 ? Unknown : Bin_Site - 1L;
                    case 2: return Bin_Resectable == 0 ? Unknown : Bin_Resectable - 1L;
                    default: throw new global::System.ArgumentOutOfRangeException(nameof(fact));
                }
            }

            /// <inheritdoc/>
            protected override void SetCode(int fact, long code)
            {
                switch (fact)
                {
                    case 0: Code_Ki67 = code == Unknown ? int.MinValue : (int)code; break;
                    case 1: Bin_Site = code == Unknown ? (byte)0 : (byte)(code + 1); break;
                    case 2: Bin_Resectable = code == Unknown ? (byte)0 : (byte)(code + 1); break;
                    default: throw new global::System.ArgumentOutOfRangeException(nameof(fact));
                }
            }
        }

        /// <summary>An evaluator.</summary>
        public sealed class Evaluator : GuidelineEvaluator
        {
            internal static readonly GuidelineDescription Guideline =
                global::GuidelineDsl.Runtime.Loading.DescriptionReader.Read(typeof(Evaluator).Assembly, "Prepared.description");

            /// <summary>Makes one.</summary>
            public Evaluator()
                : base(Guideline)
            {
            }

            /// <summary>The evaluator.</summary>
            public static Evaluator Instance { get; } = new();

            /// <inheritdoc/>
            public override GuidelinePatient NewPatient() => new Patient();

            /// <inheritdoc/>
            protected override void VisitDerived(EvaluationState f)
            {
            }

            /// <inheritdoc/>
            protected override void VisitConstraints(EvaluationState f)
            {
            }

            // a rule
            private static Truth Rule(EvaluationState f)
            {
        #line 1 "prepared.gdl"
                return
                    f.Note(0,
                        f.Note(1, f.AtMost(Fact.Ki67, 29)) // a condition
                        & f.Note(2, f.Is(Fact.Site, (long)Site.Lung))
                        & f.Note(3, f.IsIn(Fact.Site, 0x3UL))
                        & f.Note(4, !
                            f.Note(5, f.IsYes(Fact.Resectable)))
                        | f.Note(6, f.AtLeast(Fact.Ki67, 30)));
        #line default
            }

            /// <inheritdoc/>
            protected override void VisitDecision(int decision, EvaluationState f)
            {
                switch (decision)
                {
                    case 0:
                        Rule(f);
                        break;
                    default:
                        throw new global::System.ArgumentOutOfRangeException(nameof(decision));
                }
            }

            /// <inheritdoc/>
            public override bool TryTell(
                GuidelinePatient patient, global::System.DateOnly today, global::System.Span<DecisionStatus> statuses, global::System.Span<ulong> rules)
            {
                if (!Look((Patient)patient, today, out ulong certain, out ulong possible))
                {
                    return false;
                }

                ulong given = 0;
                statuses[0] = MaskDecision.Answer(
                    certain, possible, 0x0UL, 0xfUL, 0x0UL, first: false, ref given);
                MaskDecision.Keep(given, rules);
                return true;
            }

            /// <inheritdoc/>
            protected override bool CanLook => true;

            [global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
            private bool Look(Patient p, global::System.DateOnly today, out ulong certain, out ulong possible)
            {
                certain = 0;
                possible = 0;
                if (!p.IsSound)
                {
                    return false;
                }

                LanePair pair = LanePair.Of(Pairs, p.Bin_Site);
                ulong holds = Rows[(p.Code_Ki67 != int.MinValue ? 1 : 0) + (p.Code_Ki67 >= 30 ? 1 : 0)];
                holds &= Rows[p.Bin_Resectable] & pair.Certain;
                certain = holds >> 32;
                possible = (uint)holds;
                return true;
            }

            // rows
            private static global::System.ReadOnlySpan<ulong> Rows =>
            [
                0x100000001fffffUL, // unknown
                0x18065700180657UL,
                0x1c0ed6001c0ed6UL,
            ];

            private static global::System.ReadOnlySpan<ulong> Pairs => [0x3UL, 0x3UL, 0x1UL, 0x3UL, 0x2UL, 0x2UL];

            private static class Fact
            {
                public const int Ki67 = 0;
                public const int Site = 1;
                public const int Resectable = 2;
            }
        }
        """;
}
