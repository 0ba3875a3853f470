using System.Globalization;
using System.Text.RegularExpressions;
using GuidelineDsl.Compiler.Tests.Binding;
using GuidelineDsl.Semantics;
using GuidelineDsl.Semantics.Analysis;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>After an edit of a decision what is proved of its other rules is used again: everything is told as if all had been analysed anew.</summary>
public class EditTests
{
    private const int Edits = 8;

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("GDL_EDIT_COUNT"), CultureInfo.InvariantCulture, out int count) ? count : 40;

    /// <summary>Ten groups of guidelines of up to 12 rules and one of up to 120, each edited again and again.</summary>
    [Theory]
    [InlineData(0, 12)]
    [InlineData(1, 12)]
    [InlineData(2, 12)]
    [InlineData(3, 12)]
    [InlineData(4, 12)]
    [InlineData(5, 12)]
    [InlineData(6, 12)]
    [InlineData(7, 12)]
    [InlineData(8, 12)]
    [InlineData(9, 12)]
    [InlineData(10, 120)]
    public void An_edited_guideline_is_told_as_if_it_were_new(int group, int rules)
    {
        int continued = 0;
        int told = 0;
        for (int i = 0; i < Texts(rules); i++)
        {
            int seed = (group * 100_000) + i;
            EditedText text = new(seed, rules);
            AnalysisOptions options = AnalysisOptions.Default with { RegionCap = 1 + (seed % 4 * 30), OverlapCap = 1 + (seed % 3 * 20), ManyRules = 1 };
            AnalysisCache cache = new();
            for (int edit = 0; edit <= Edits; edit++)
            {
                Compilation compilation = TextCompilation.Of(text.ToString());
                if (compilation.IsBound)
                {
                    Told(compilation, options with { Cache = cache }).ShouldBe(Told(compilation, options), $"seed {seed}, edit {edit}\n{text}");
                    told++;
                }

                text.Edit();
            }

            continued += cache.Continued;
        }

        // Most edits can be bound, and most of these leave something to go on from.
        told.ShouldBeGreaterThan(Texts(rules) * Edits * 3 / 4);
        continued.ShouldBeGreaterThan(told / 2);
    }

    private static int Texts(int rules) => Math.Max(10, Count * 12 / rules);

    private static string Told(Compilation compilation, AnalysisOptions options)
    {
        AnalysisResult result = Analyzer.Analyze(compilation, options);
        return string.Join('\n', result.Findings.Select(f =>
                $"{f.Code} {f.Location} {f.Message} {f.Decision} {f.Share} {f.IsTruncated} {string.Join(",", f.Rules.Select(r => r.Rule.Location))} {string.Join(",", f.Related.Select(r => r.Location + r.Message))}"
                + $" {string.Join("; ", f.RegionInWords)} {string.Join("; ", f.RegionInFacts)} {string.Join(",", f.Witness?.Values.Select(v => v.Fact.Id + v.Value) ?? [])} {f.WitnessToday}"
                + $" {string.Join("; ", f.NextSteps.Select(s => s.Text))}"))
            + string.Join('\n', result.Decisions.Select(d => $"{d.Decision.Location} {d.IsAnalysed} {d.IsComplete} {d.OpenShare} {d.Conflicts} {d.OverlapsNotTold} {d.NotAnalysed.Length}"));
    }
}

/// <summary>A random guideline as text, and random edits of it as authors make them.</summary>
internal sealed partial class EditedText
{
    private readonly Random _random;
    private readonly int _most;
    private readonly bool _isLarge;
    private readonly bool _asksForUnknowns;
    private readonly string _declarations;
    private readonly List<Written>[] _decisions;
    private readonly string[] _heads;
    private readonly List<string>[] _silences;
    private int _next;

    public EditedText(int seed, int rules)
    {
        _random = new Random(seed);
        _most = rules;
        _isLarge = rules > 20;
        _asksForUnknowns = !_isLarge && Chance(4);
        _declarations = (Chance(3) ? $"constraint k \"K\" = {Leaf()} or {Leaf()}\n" : "")
            + (Chance(3) ? $"classify grade \"Grade\" as {{ low, high }} {{ low when ki67 < {_random.Next(1, 60)} % high otherwise cite s \"1\" }}\n" : "classify grade \"Grade\" as { low, high } { low when fit high otherwise cite s \"1\" }\n")
            + $"define odd \"Odd\" = count > {_random.Next(0, 19)} or (fit and size < {_random.Next(1, 49)} cm)\n";
        _decisions = [.. Enumerable.Range(0, Chance(3) ? 2 : 1).Select(_ => new List<Written>())];
        foreach (List<Written> decision in _decisions)
        {
            for (int i = 0; i < (_isLarge ? _most * 2 / 3 : _random.Next(2, _most)); i++)
            {
                decision.Add(NewRule(decision));
            }
        }

        _heads = [.. _decisions.Select(_ => Head())];
        _silences = [.. _decisions.Select(_ => new List<string>([.. Enumerable.Range(0, Chance(3) ? 2 : 0).Select(_ => Leaf())]))];
    }

    public void Edit()
    {
        int d = _random.Next(_decisions.Length);
        List<Written> rules = _decisions[d];
        switch (_random.Next(11))
        {
            case 0 when rules.Count > 1:
                rules.RemoveAt(_random.Next(rules.Count));
                break;
            case 1 when rules.Count < _most:
                rules.Insert(_random.Next(rules.Count + 1), NewRule(rules));
                break;
            case 2:
                int a = _random.Next(rules.Count);
                int b = _random.Next(rules.Count);
                (rules[a], rules[b]) = (rules[b], rules[a]);
                break;
            case 3:
                Change(rules, r => r with { Label = r.Label + " again" });
                break;
            case 4:
                Change(rules, r => r with { Action = r.Action == "a" ? "b" : "a" });
                break;
            case 5:
                Change(rules, r => r with { Condition = Condition() });
                break;
            case 6 when Chance(3):
                _heads[d] = Head();
                break;
            case 7 when Chance(2):
                _silences[d].Insert(0, Leaf());
                break;
            default:
                Change(rules, r => r with { Condition = Number().Replace(r.Condition, m => _random.Next(1, 20).ToString(CultureInfo.InvariantCulture), 1) });
                break;
        }
    }

    public override string ToString() => TextCompilation.Prelude + _declarations + string.Concat(_decisions.Select((rules, d) =>
        $"decision d{d} \"Decision {d}\" {{\n{_heads[d]}"
        + string.Concat(rules.Select(r => $"  rule {r.Id} \"{r.Label}\" {{ when {r.Condition} recommend {r.Action} evidence ungraded cite s \"1\" {Overrides(r, rules)}}}\n"))
        + string.Concat(_silences[d].Select(s => $"  silent when {s} because \"so\" cite s \"1\"\n")) + "}\n"));

    private static string Overrides(Written rule, List<Written> rules) =>
        rule.Overrides is { } other && rules.Exists(r => r.Id == other) ? $"overrides {other} " : "";

    private void Change(List<Written> rules, Func<Written, Written> change)
    {
        int i = _random.Next(rules.Count);
        rules[i] = change(rules[i]);
    }

    private Written NewRule(List<Written> others) => new(
        $"r{_next++}", $"Rule {_next}", Condition(), Chance(2) ? "a" : "b", others.Count > 0 && Chance(8) ? others[_random.Next(others.Count)].Id : null);

    private string Head() => (Chance(3) ? "" : Chance(2) ? "  choose all\n" : "  choose first\n").Insert(0, _isLarge ? "" : Chance(3) ? $"  for {Leaf()} or {Leaf()}\n" : "");

    private string Condition() => _random.Next(_isLarge ? 30 : 7) switch
    {
        0 => $"({Leaf()} or {Leaf()}) and {Leaf()}",
        1 => Leaf(),
        2 => $"at least 2 of {{ {Leaf()}, {Leaf()}, {Leaf()} }}",
        3 => $"{Leaf()} and not ({Leaf()} or {Leaf()})",
        _ => string.Join(" and ", Enumerable.Range(0, 2 + _random.Next(_isLarge ? 4 : 2)).Select(_ => Leaf())),
    };

    private string Leaf()
    {
        int low = _random.Next(1, 20);
        return _random.Next(_isLarge ? 6 : 13) switch
        {
            0 => $"ki67 < {_random.Next(1, 100)}.{_random.Next(10)} %",
            1 => $"{low} % <= ki67 <= {low + _random.Next(1, 60)} %",
            2 => $"size {(Chance(2) ? "<" : ">=")} {_random.Next(1, 49)} cm",
            3 => $"count > {_random.Next(0, 19)}",
            4 => Chance(2) ? "fit" : "not fit",
            5 => $"site in {{ {(Chance(2) ? "liver" : "lung")}, {(Chance(2) ? "bone" : "lung")} }}".Replace("{ lung, lung }", "{ lung }", StringComparison.Ordinal),
            6 => $"stage >= {(Chance(2) ? "II" : "III")}",
            7 => $"spread includes {(Chance(2) ? "nodes" : "pleura")}",
            8 => "grade is high",
            9 => Chance(2) ? "odd" : "not odd",
            10 => $"scan < 20{_random.Next(10, 30)}-01-0{_random.Next(1, 9)}",
            11 => _asksForUnknowns ? "size is unknown" : "stage is I",
            _ => Chance(4) ? $"count + {_random.Next(5)} > {_random.Next(1, 20)}" : "site is bone",
        };
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private sealed record Written(string Id, string Label, string Condition, string Action, string? Overrides);

    [GeneratedRegex(@"(?<!least |\+ |[\w.-])[0-9]+(?![\w.-])")]
    private static partial Regex Number();
}
