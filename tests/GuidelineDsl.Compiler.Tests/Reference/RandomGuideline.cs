using System.Globalization;
using System.Text;

namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>Small guidelines with every construct of the language, from a seed: what the evaluator and the reference are compared on.</summary>
/// <param name="seed">The same seed gives the same text.</param>
/// <param name="asksWhetherKnown">Whether <c>is known</c> and <c>is unknown</c> occur.</param>
/// <param name="isRich">Whether groups, computed numbers, calendar arithmetic and times of day occur, too.</param>
internal sealed class RandomGuideline(int seed, bool asksWhetherKnown = true, bool isRich = false)
{
    private static readonly string[] Actions = ["act_a", "act_b", "act_c", "act_d"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<string> _definitions = [];
    private bool _hasClass;
    private bool _hasScore;

    /// <summary>The whole text; the same seed gives the same text.</summary>
    public string Write()
    {
        _text.Append("guideline random \"Random\" {\n  version \"1\"\n  status draft\n}\n\nsource s \"Source\" {\n  kind summary\n  year 2020\n}\n\n");
        _text.Append("fact b0 \"B0\" : yes/no\nfact b1 \"B1\" : yes/no\n");
        _text.Append("fact e0 \"E0\" : one of { u, v, w }\nfact o0 \"O0\" : ordered one of { I, II, III }\n");
        _text.Append("fact n0 \"N0\" : number 0 to 100 % resolution 0.5\nfact n1 \"N1\" : number 0 to 10 cm\n");
        _text.Append("fact t0 \"T0\" : set of { x, y, z }\nfact d0 \"D0\" : date 2020-01-01 to 2030-12-31\n\n");
        if (isRich)
        {
            _text.Append(RichConstructs.Declarations);
        }

        foreach (string action in Actions)
        {
            _text.Append(CultureInfo.InvariantCulture, $"action {action} \"{action}\" : drug\n");
        }

        _text.Append("class cls \"Class\" = { act_a, act_b }\nregimen reg \"Regimen\" = act_c + act_d\n\n");
        if (OneIn(4))
        {
            _text.Append(CultureInfo.InvariantCulture, $"constraint k0 \"K0\" = {Condition(1, allowDerived: false)} or b0 or not b1\n");
        }

        for (int i = 0; i < _random.Next(3); i++)
        {
            string condition = Condition(2, allowDerived: true);
            _text.Append(CultureInfo.InvariantCulture, $"define def{i} \"Def {i}\" = {condition}\n");
            _definitions.Add($"def{i}");
        }

        if (OneIn(2))
        {
            _text.Append(CultureInfo.InvariantCulture,
                $"\nclassify c0 \"C0\" as {{ P, Q, R }} {{\n  choose first\n  P when {Condition(1, false)}\n  Q when {Condition(1, false)}\n  R otherwise\n  cite s \"t\"\n}}\n");
            _hasClass = true;
        }

        if (OneIn(2))
        {
            _text.Append(CultureInfo.InvariantCulture,
                $"\nscore sc \"Score\" {{\n  add 1 when {Condition(1, false)}\n  add 2 when {Condition(1, false)}\n  add -1 when {Condition(0, false)}\n  cite s \"t\"\n}}\n");
            _hasScore = true;
        }

        for (int d = 0; d < 1 + _random.Next(2); d++)
        {
            Decision(d);
        }

        return _text.ToString();
    }

    private bool OneIn(int n) => _random.Next(n) == 0;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private void Decision(int index)
    {
        string policy = Pick("one", "all", "first");
        _text.Append(CultureInfo.InvariantCulture, $"\ndecision dec{index} \"Decision {index}\" {{\n");
        if (OneIn(3))
        {
            _text.Append(CultureInfo.InvariantCulture, $"  for {Condition(1, true)}\n");
        }

        _text.Append(CultureInfo.InvariantCulture, $"  choose {policy}\n");
        int rules = 1 + _random.Next(4);
        bool withOtherwise = OneIn(4);
        for (int r = 0; r < rules; r++)
        {
            string when = withOtherwise && r == rules - 1 && r > 0
                ? "otherwise"
                : $"when {Condition(2, true)}{(OneIn(4) ? " unless " + Condition(0, true) : "")}";
            string overrides = r > 0 && OneIn(4) ? $"\n    overrides r{_random.Next(r)}" : "";
            _text.Append(CultureInfo.InvariantCulture,
                $"  rule r{r} \"Rule {r}\" {{\n    {when}\n    {Advice()}\n    evidence ungraded\n    cite s \"p. {r}\"{overrides}\n  }}\n");
        }

        for (int i = 0; i < _random.Next(2); i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"  silent when {Condition(1, true)}\n    because \"no data\"\n    cite s \"q\"\n");
        }

        _text.Append("}\n");
    }

    private string Advice() => _random.Next(8) switch
    {
        0 => "contraindicate " + Pick(Actions),
        1 => "avoid " + Pick(Actions),
        2 => "consider one of cls",
        3 => "recommend reg",
        4 => $"recommend one of {{ act_a when {Condition(0, false)}, act_b, reg }}",
        5 => "recommend act_a + optional act_b",
        6 => "recommend act_c then act_d",
        _ => $"recommend {Pick(Actions)} line {1 + _random.Next(2)}",
    };

    private string Condition(int depth, bool allowDerived)
    {
        if (depth == 0 || OneIn(3))
        {
            return Leaf(allowDerived);
        }

        string a = Condition(depth - 1, allowDerived);
        string b = Condition(depth - 1, allowDerived);
        return _random.Next(6) switch
        {
            0 or 1 => $"({a} and {b})",
            2 or 3 => $"({a} or {b})",
            4 => $"not ({a})",
            _ => $"{Pick("at least 2 of", "exactly 1 of", "at most 1 of", "any of", "all of")} {{ {a}, {b}, {Leaf(allowDerived)} }}",
        };
    }

    private string Leaf(bool allowDerived)
    {
        if (allowDerived && OneIn(4))
        {
            List<string> derived = [.. _definitions];
            if (_hasClass)
            {
                derived.AddRange([$"c0 is {Pick("P", "Q", "R")}", $"c0 is not {Pick("P", "Q", "R")}", "c0 in { P, R }"]);
            }

            if (_hasScore)
            {
                derived.AddRange([$"sc >= {_random.Next(4)}", $"sc < {_random.Next(3)}"]);
            }

            if (derived.Count > 0)
            {
                return derived[_random.Next(derived.Count)];
            }
        }

        if (isRich && OneIn(2))
        {
            return RichConstructs.Leaf(_random, asksWhetherKnown);
        }

        return _random.Next(asksWhetherKnown ? 14 : 13) switch
        {
            0 => "b0",
            1 => "b1",
            2 => $"e0 is {Pick("u", "v", "w")}",
            3 => $"e0 not in {{ {Pick("u, v", "v, w")} }}",
            4 => $"o0 {Pick("<", "<=", ">", ">=")} {Pick("II", "III")}",
            5 or 6 => $"n0 {Pick("<", "<=", ">", ">=")} {Pick("3", "10", "10.5", "20")} %",
            7 => "3 % <= n0 < 20 %",
            8 or 9 => $"n1 {Pick("<", "<=", ">", ">=")} {Pick("2 cm", "20 mm", "3.5 cm")}",
            10 => $"t0 includes {Pick("x", "y", "any of { x, y }", "all of { y, z }", "only { x, y }")}",
            11 => "t0 is empty",
            12 => $"d0 {Pick("<", ">=")} {Pick("2024-02-29", "2025-06-01")}",
            _ => $"{Pick("b0", "e0", "n0", "t0")} is {Pick("known", "unknown")}",
        };
    }
}
