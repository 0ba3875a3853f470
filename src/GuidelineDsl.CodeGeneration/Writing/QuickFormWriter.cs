using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.CodeGeneration.Lowering;
using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Masks;
using GuidelineDsl.Runtime.Values;
using KnownValue = GuidelineDsl.Runtime.Evaluation.FactValue;

namespace GuidelineDsl.CodeGeneration.Writing;

/// <summary>
/// Writes the quick form of a small guideline as straight-line code: every condition that status and rules hang on has a bit; what is known of
/// each fact chooses two words, the conditions that it lets hold certainly and possibly; the words are ANDed.
/// </summary>
internal sealed class QuickFormWriter(GuidelineDescription guideline, GuidelineNames names, RowPlan plan, ImmutableArray<PatientField> fields, CSharpText text)
{
    /// <summary>Guidelines with more conditions are answered by the kernel in the runtime.</summary>
    public const int MostLanes = 64;

    private const int MostComparisons = 10;
    private const int HalfWord = 32;
    private const string Masks = "MaskDecision";

    private readonly Dictionary<RowTable, string> _tables = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether one word has room for both: what certainly holds above, what possibly holds below.</summary>
    private bool IsNarrow => plan.LaneCount <= HalfWord;

    public void Write()
    {
        WriteMethod();
        foreach (RowTable table in plan.Tables)
        {
            WriteTable(table);
        }
    }

    private void WriteMethod()
    {
        text.Line("/// <inheritdoc/>");
        text.Line("public override bool TryTell(");
        text.Indent();
        text.Line("GuidelinePatient patient, global::System.DateOnly today, global::System.Span<DecisionStatus> statuses, global::System.Span<ulong> rules)");
        text.Outdent();
        text.Open();
        text.Open("if (!Look((Patient)patient, today, out ulong certain, out ulong possible))");
        text.Line("return false;");
        text.Close();
        WriteDecisions();
        text.Line("return true;");
        text.Close();
        if (!plan.Circuit.HasConditions)
        {
            WriteAccess();
        }

        WriteLook();
    }

    /// <summary>The way of the runtime to what was looked up, for answers that need nothing more.</summary>
    private void WriteAccess()
    {
        text.Line();
        text.Line("/// <inheritdoc/>");
        text.Line("protected override bool CanLook => true;");
        text.Line();
        text.Line("/// <inheritdoc/>");
        text.Open("protected override bool TryLook(GuidelinePatient patient, global::System.DateOnly today, out ulong certain, out ulong possible)");
        text.Line("return Look((Patient)patient, today, out certain, out possible);");
        text.Close();
    }

    private void WriteLook()
    {
        text.Line();
        text.Comment("What certainly and what possibly holds; false for a patient who is refused.");
        foreach ((ulong bit, string meaning) in MeaningOfBits())
        {
            text.Comment($"{Word(bit)}: {meaning}");
        }

        text.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        text.Open("private bool Look(Patient p, global::System.DateOnly today, out ulong certain, out ulong possible)");
        text.Line("certain = 0;");
        text.Line("possible = 0;");
        IEnumerable<string> unsound = fields.Where(field => field.Fact.IsRequired).Select(field => $" || p.CodeOf({Text(field.Description.Index)}) == EvaluationState.UnknownCode");
        text.Open($"if (!p.IsSound{string.Concat(unsound)})");
        text.Line("return false;");
        text.Close();
        text.Line();
        if (plan.Circuit.HasConditions)
        {
            text.Line("EvaluationState f = BeginTests(p, today);");
        }

        WriteLookups();
        if (plan.Circuit.HasConditions)
        {
            text.Line("EndTests(f);");
        }

        text.Line(IsNarrow ? "certain = holds >> 32;" : "certain = holds.Certain;");
        text.Line(IsNarrow ? "possible = (uint)holds;" : "possible = holds.Possible;");
        foreach (LaneGate gate in plan.Gates)
        {
            WriteGate(gate);
        }

        if (!plan.Constraints.IsEmpty)
        {
            ulong all = plan.Constraints.Aggregate(0UL, (bits, lane) => bits | Bit(lane));
            text.Line();
            text.Line("// The constraints: a patient who violates one is refused.");
            text.Open($"if ((possible & {Word(all)}) != {Word(all)})");
            text.Line("return false;");
            text.Close();
        }

        text.Line("return true;");
        text.Close();
    }

    private IEnumerable<(ulong Bit, string Meaning)> MeaningOfBits() =>
    [
        .. guideline.Rules.Select(rule => (Bit(rule.Ordinal), $"rule {rule.QualifiedId}")),
        .. guideline.Decisions.Select(decision => (Bit(plan.Decisions[decision.Index].Scope), $"the scope of {decision.Id}")),
        .. guideline.Decisions.SelectMany(decision => plan.Decisions[decision.Index].Silences.Select(lane => (Bit(lane), $"a silence of {decision.Id}"))),
        .. guideline.Constraints.Select((constraint, i) => (Bit(plan.Constraints[i]), $"constraint {constraint.Id}")),
        .. plan.Gates.SelectMany(gate => gate.Inputs).Select(input => input.Lane).Distinct().Order()
            .Where(lane => lane >= guideline.Rules.Length + guideline.Decisions.Length + plan.Decisions.Sum(d => d.Silences.Length) + plan.Constraints.Length)
            .Select(lane => (Bit(lane), "a part of a condition")),
    ];

    private void WriteLookups()
    {
        if (plan.Tables.IsEmpty)
        {
            text.Line(IsNarrow ? "ulong holds = ulong.MaxValue;" : "LanePair holds = LanePair.All;");
            return;
        }

        for (int i = 0; i < plan.Tables.Length; i++)
        {
            RowTable table = plan.Tables[i];
            string name = names.Method(table, string.Join("_and_", table.Axes.Select(NameOf)) + "_rows");
            _tables.Add(table, name);
            string cell = table.Axes.Length == 1
                ? BinOf(table.Axes[0])
                : $"({BinOf(table.Axes[0])}) * {Text(plan.Circuit.Axes[table.Axes[1]].Bins)} + ({BinOf(table.Axes[1])})";
            string row = IsNarrow ? $"{name}[{cell}]" : $"LanePair.Of({name}, {cell})";
            text.Line(i == 0 ? $"{(IsNarrow ? "ulong" : "LanePair")} holds = {row};" : $"holds &= {row};");
        }
    }

    private string NameOf(int axis)
    {
        Axis subject = plan.Circuit.Axes[axis];
        return subject.Kind == AxisKind.Condition ? $"Condition_{Text(subject.Subject)}" : guideline.Facts[subject.Subject].Id;
    }

    private string BinOf(int index)
    {
        Axis axis = plan.Circuit.Axes[index];
        PatientField field = axis.Kind == AxisKind.Condition ? fields[0] : fields[axis.Subject];
        switch (axis.Kind)
        {
            case AxisKind.Value:
                return "p." + field.Bin;
            case AxisKind.Number when axis.Limits.Length <= MostComparisons:
                string number = "p." + field.CodeField;
                return string.Join(
                    " + ", axis.Limits.Select(limit => $"({number} >= {Text(limit)} ? 1 : 0)").Prepend($"({number} != {field.UnknownNumber} ? 1 : 0)"));
            case AxisKind.Number:
                return $"{Masks}.Bin(p.CodeOf({Text(axis.Subject)}), [{string.Join(", ", axis.Limits.Select(Text))}])";
            case AxisKind.AnyMember:
            case AxisKind.AllMembers:
                return $"p.{field.Bin} == 0 ? 0 : {Includes(axis, field)} ? 2 : 1";
            case AxisKind.Condition:
                return $"Axis.BinOf(f.Holds({Text(axis.Subject)}))";
            default:
                throw new InvalidOperationException($"No such axis: {axis.Kind}.");
        }
    }

    private static string Includes(Axis axis, PatientField field)
    {
        List<string> parts = [];
        for (int i = 0; i < axis.Limits.Length; i++)
        {
            ulong asked = (ulong)axis.Limits[i];
            if (asked != 0)
            {
                string both = $"(p.{field.MembersWord(i)} & {Word(asked)})";
                parts.Add(axis.Kind == AxisKind.AnyMember ? $"{both} != 0" : $"{both} == {Word(asked)}");
            }
        }

        return parts.Count == 0 ? "false" : $"({string.Join(axis.Kind == AxisKind.AnyMember ? " || " : " && ", parts)})";
    }

    /// <summary>A gate as an expression over lanes, written once for "certainly" and once for "possibly".</summary>
    private void WriteGate(LaneGate gate)
    {
        ulong plain = gate.Inputs.Where(input => !input.IsNegated).Aggregate(0UL, (bits, input) => bits | Bit(input.Lane));
        ulong negated = gate.Inputs.Where(input => input.IsNegated).Aggregate(0UL, (bits, input) => bits | Bit(input.Lane));
        string own = Word(Bit(gate.Target));
        bool isPlain = gate.Inputs.All(input => input.Weight == 1) && gate.Inputs.DistinctBy(input => input.Lane).Count() == gate.Inputs.Length;
        string call = isPlain && gate.Minimum == gate.Inputs.Length ? $"AllOf({{0}}, {{1}}, {Word(plain)}, {Word(negated)}, {own})"
            : isPlain && gate.Minimum == 1 ? $"AnyOf({{0}}, {{1}}, {Word(plain)}, {Word(negated)}, {own})"
            : "";
        if (call.Length > 0)
        {
            text.Line($"(certain, possible) = (certain & {Masks}.{Of(call, "certain", "possible")}, possible & {Masks}.{Of(call, "possible", "certain")});");
            return;
        }

        text.Line(
            $"(certain, possible) = (certain & ({Sum("certain", "possible")} >= {Text(gate.Minimum)} ? ulong.MaxValue : ~{own}), "
            + $"possible & ({Sum("possible", "certain")} >= {Text(gate.Minimum)} ? ulong.MaxValue : ~{own}));");

        string Sum(string holds, string others) => gate.Inputs.IsEmpty ? "0" : string.Join(" + ", gate.Inputs.Select(input =>
            $"{Masks}.Points({(input.IsNegated ? "~" + others : holds)}, {Word(Bit(input.Lane))}, {Text(input.Weight)})"));

        static string Of(string call, string holds, string others) =>
            call.Replace("{0}", holds, StringComparison.Ordinal).Replace("{1}", others, StringComparison.Ordinal);
    }

    private void WriteDecisions()
    {
        text.Line();
        text.Line("ulong given = 0;");
        foreach (DecisionDescription decision in guideline.Decisions)
        {
            DecisionNodes lanes = plan.Decisions[decision.Index];
            ulong rules = decision.Rules.Aggregate(0UL, (bits, rule) => bits | Bit(rule.Ordinal));
            ulong silences = lanes.Silences.Aggregate(0UL, (bits, lane) => bits | Bit(lane));
            IEnumerable<string> overridden = decision.Rules.Where(rule => !decision.OverriddenBy[rule.Index].IsEmpty).Select(rule =>
            {
                ulong winners = decision.OverriddenBy[rule.Index].Aggregate(0UL, (bits, winner) => bits | Bit(decision.Rules[winner].Ordinal));
                return $" & ~{Masks}.Overridden(certain, {Word(winners)}, {Word(Bit(rule.Ordinal))})";
            });
            string first = decision.Policy == ChoicePolicy.First ? "true" : "false";
            bool isForEveryone = IsAlwaysTrue(lanes.Scope);
            text.Comment($"decision {decision.Id}: {(isForEveryone ? "everyone is in scope" : "scope")}, rules, silences");
            text.Line($"statuses[{Text(decision.Index)}] = {Masks}.Answer(");
            text.Indent();
            text.Line($"certain, possible, {Word(isForEveryone ? 0 : Bit(lanes.Scope))}, {Word(rules)}{string.Concat(overridden)}, {Word(silences)}, first: {first}, ref given);");
            text.Outdent();
        }

        if (!guideline.Rules.IsEmpty)
        {
            text.Line($"{Masks}.Keep(given, rules);");
        }
    }

    private bool IsAlwaysTrue(int lane) =>
        plan.Gates.All(gate => gate.Target != lane)
        && plan.Tables.All(table => table.Rows(1, certain: true).All(row => (row & Bit(lane)) != 0));

    private void WriteTable(RowTable table)
    {
        ulong[] certain = table.Rows(1, certain: true);
        ulong[] possible = table.Rows(1, certain: false);
        ulong all = plan.LaneCount == MostLanes ? ulong.MaxValue : (1UL << plan.LaneCount) - 1;
        text.Line();
        text.Comment($"{string.Join(" and ", table.Axes.Select(Describe))}: what certainly{(IsNarrow ? " (upper half)" : "")} and what possibly holds, as far as this goes.");
        text.Line($"private static global::System.ReadOnlySpan<ulong> {_tables[table]} =>");
        text.Line("[");
        text.Indent();
        for (int cell = 0; cell < table.Cells; cell++)
        {
            string row = IsNarrow
                ? Word((certain[cell] & all) << HalfWord | (possible[cell] & all))
                : $"{Word(certain[cell] & all)}, {Word(possible[cell] & all)}";
            text.Line($"{row}, // {CSharpText.OneLine(DescribeCell(table, cell))}");
        }

        text.Outdent();
        text.Line("];");
    }

    private string Describe(int index)
    {
        Axis axis = plan.Circuit.Axes[index];
        if (axis.Kind == AxisKind.Condition)
        {
            return guideline.Conditions[axis.Subject].Text;
        }

        FactDescription fact = guideline.Facts[axis.Subject];
        string members = axis.Kind switch
        {
            AxisKind.AnyMember => " includes any of ",
            AxisKind.AllMembers => " includes all of ",
            AxisKind.Value or AxisKind.Number => "",
            _ => throw new InvalidOperationException($"No such axis: {axis.Kind}."),
        };
        return fact.Id + (members.Length == 0 ? "" : members + string.Join(", ", SetLayout.Ordinals([.. axis.Limits.Select(word => (ulong)word)]).Select(i => fact.Values[i].Id)));
    }

    private string DescribeCell(RowTable table, int cell)
    {
        int fast = table.Axes.Length == 2 ? plan.Circuit.Axes[table.Axes[1]].Bins : 1;
        return table.Axes.Length == 2
            ? $"{DescribeBin(table.Axes[0], cell / fast)}; {DescribeBin(table.Axes[1], cell % fast)}"
            : DescribeBin(table.Axes[0], cell);
    }

    private string DescribeBin(int index, int bin)
    {
        Axis axis = plan.Circuit.Axes[index];
        if (bin == 0)
        {
            return "unknown";
        }

        if (axis.Kind is AxisKind.Condition or AxisKind.AnyMember or AxisKind.AllMembers)
        {
            return bin == Axis.TrueBin ? "yes" : "no";
        }

        FactDescription fact = guideline.Facts[axis.Subject];
        if (axis.Kind == AxisKind.Value)
        {
            return fact.Kind == FactValueKind.YesNo ? (bin == 1 ? "no" : "yes") : fact.Values[bin - 1].Id;
        }

        string from = bin > 1 ? "from " + Limit(axis.Limits[bin - 2]) : "";
        string to = bin - 1 < axis.Limits.Length ? "below " + Limit(axis.Limits[bin - 1]) : "";
        return from.Length + to.Length == 0 ? "known" : $"{from} {to}".Trim();

        string Limit(long code) => fact.Coding.Step is null ? "place " + Text(code) : fact.Kind switch
        {
            FactValueKind.Number => fact.Describe(KnownValue.OfNumber(code * fact.Coding.Step.Value)),
            _ => CalendarArithmetic.Describe(code, fact.Kind == FactValueKind.DateTime),
        };
    }

    private static ulong Bit(int lane) => 1UL << lane;

    private static string Word(ulong bits) => "0x" + bits.ToString("x", CultureInfo.InvariantCulture) + "UL";

    private static string Text(long number) =>
        number.ToString(CultureInfo.InvariantCulture) + (number is > int.MaxValue or < int.MinValue ? "L" : "");
}
