using GuidelineDsl.LanguageServer.Names;
using GuidelineDsl.LanguageServer.Workspace;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Parsing;

namespace GuidelineDsl.LanguageServer.Features;

/// <summary>Reads the words before the cursor and names what may follow.</summary>
internal sealed class Suggestions(Scope scope, CursorContext cursor)
{
    private const string RuleItems = "when unless otherwise recommend consider avoid contraindicate evidence cite because overrides remark allow";
    private const string Qualifiers =
        "preferred alternative in line dose fraction route every for from until lifelong wording note";

    private readonly ScannedToken _last = cursor.Previous;
    private readonly string _head = cursor.Statement.Length == 0 ? "" : cursor.Statement[0].Text;

    public IEnumerable<Suggestion> All()
    {
        if (_last.Is("cite"))
        {
            return Names(NameKind.Source);
        }

        if (_last.Is("allow"))
        {
            return Suggestion.Choices("GDL4001 GDL4003 GDL4004 GDL5001 GDL5002 GDL5003 GDL5004 GDL5005 GDL5006 GDL5007 GDL5012 GDL5013 GDL6003 GDL6005 GDL6006 GDL6007");
        }

        return cursor.Block switch
        {
            Block.File => File(),
            Block.Header => Header(),
            Block.Source => Source(),
            Block.Action => Suggestion.Keywords("synonyms note"),
            Block.Values => [],
            Block.Decision => Decision(),
            Block.Rule => Rule(),
            Block.Classification => Classification(),
            Block.Score => _head == "add" && cursor.Statement.Any(t => t.Is("when")) ? Condition("add cite allow") : Suggestion.Keywords("add when cite allow"),
            Block.Test => Test(),
            Block.Patient => Patient(),
            Block.List => List(),
            _ => throw new InvalidOperationException($"{cursor.Block} is no known block."),
        };
    }

    private IEnumerable<Suggestion> File()
    {
        bool has(string sign) => cursor.Statement.Any(t => t.Is(sign));
        switch (_head)
        {
            case "define" or "constraint" or "compute" when has("="):
                return Condition("").Concat(IsComplete() ? Heads() : []);
            case "compute" when _last.Is(":"):
                return Suggestion.Keywords("number date");
            case "group" when _last.Is("of"):
                return Names(NameKind.Fact).Concat([]);
            case "group" when _last.Is("="):
                return [];
            case "group" when has("="):
                return Suggestion.Keywords("except").Concat(Heads());
            case "class" or "regimen" when _last.Is("=") || _last.Is("+"):
                return Advised();
            case "class" when has("="):
                return Suggestion.Keywords("except").Concat(Heads());
            case "action" when _last.Is(":"):
                return Suggestion.Choices("drug procedure surgery radiotherapy test imaging follow_up observation supportive referral trial other");
            case "fact" when _last.Is(":"):
                return [.. Suggestion.Choices("yes/no number date"),
                    new("one of { … }", 15, "named values", "one of { ${1:a}, ${2:b} }", true, 2),
                    new("ordered one of { … }", 15, "named values in an order", "ordered one of { ${1:a}, ${2:b} }", true, 2),
                    new("set of { … }", 15, "several named values at once", "set of { ${1:a}, ${2:b} }", true, 2)];
            case "fact" when _last.Kind == ScannedKind.Number:
                return Units(null).Concat(Suggestion.Keywords("to resolution"));
            case "fact" when has(":"):
                return Suggestion.Keywords("to from resolution required judgement of").Concat(Heads());
            case "patient" when cursor.Statement.Length == 2:
                return Names(NameKind.Patient).Concat(Suggestion.Keywords("with"));
            case "incompatible" or "remark" when _last.Kind == ScannedKind.Text || _last.Is("}"):
                return Suggestion.Keywords("because cite").Concat(Heads());
            default:
                bool expectsNew = cursor.Statement.Length != 1 && _last.Text is not ("=" or ":" or "as" or "," or "+");
                return expectsNew ? Heads() : [];
        }
    }

    private static IEnumerable<Suggestion> Heads() =>
        Suggestion.Keywords("guideline vocabulary use source fact constraint group define classify score compute action class regimen incompatible remark decision patient test")
            .Concat(Snippets.File);

    private IEnumerable<Suggestion> Header() => _last.Text switch
    {
        "status" => Suggestion.Choices("draft active retired"),
        "valid" => Suggestion.Keywords("from until"),
        "review" => Suggestion.Keywords("by"),
        _ => Suggestion.Keywords("version status publisher reviewed review valid until language abbreviation disclaimer note"),
    };

    private IEnumerable<Suggestion> Source() => _last.Text switch
    {
        "kind" => Suggestion.Choices("guideline review trial classification label registry summary expert_opinion"),
        "valid" => Suggestion.Keywords("until"),
        "superseded" => Suggestion.Keywords("by"),
        "by" => Names(NameKind.Source),
        _ => Suggestion.Keywords("kind publisher authors year published edition doi pmid url valid superseded note"),
    };

    private IEnumerable<Suggestion> Decision()
    {
        const string items = "for choose rule silent partial remark allow";
        return _head switch
        {
            "choose" when _last.Is("choose") => Suggestion.Choices("one all first"),
            "silent" when _last.Is("silent") => Suggestion.Keywords("when"),
            "rule" when _last.Is("rule") => [],
            "for" => Condition(items, Snippets.Decision),
            "silent" when _last.Kind != ScannedKind.Text => Condition("because cite " + items, Snippets.Decision),
            _ => Suggestion.Keywords("because cite " + items).Concat(Snippets.Decision),
        };
    }

    private IEnumerable<Suggestion> Rule()
    {
        switch (_head)
        {
            case "when":
                return Condition(RuleItems);
            case "recommend" or "consider" or "avoid" or "contraindicate":
                return Plan();
            case "evidence" when _last.Is("evidence"):
                return [Suggestion.Choice("ungraded", "the source gives no grade"), .. Snippets.Evidence];
            case "evidence" when cursor.Statement.Length < 4:
                return [.. cursor.Statement[1].Text switch
                {
                    "esmo" => Suggestion.Choices(cursor.Statement.Length == 2 ? "I II III IV V" : "A B C D E"),
                    "nccn" => Suggestion.Choices("1 2A 2B 3"),
                    "grade" => Suggestion.Choices(cursor.Statement.Length == 2 ? "strong weak" : "high moderate low very_low"),
                    _ => [],
                }, .. Suggestion.Keywords(RuleItems)];
            case "overrides" when _last.Is("overrides") || _last.Is(","):
                return RulesOf(cursor.OwnerName("decision"));
            default:
                return Suggestion.Keywords(RuleItems);
        }
    }

    private IEnumerable<Suggestion> Plan()
    {
        if (_last.Text is "recommend" or "consider" or "avoid" or "contraindicate" or "+" or "then" or "," or ":" or "optional")
        {
            return Advised().Append(Suggestion.Snippet("one of …", "one of several", "one of { ${1:action}, ${2:action} }")).Append(Suggestion.Keyword("optional"));
        }

        if (_last.Is("of"))
        {
            return Names(NameKind.Class);
        }

        if (_last.Kind == ScannedKind.Number)
        {
            return Units(null).Append(Suggestion.Keyword("to"));
        }

        return _last.Text switch
        {
            "before" or "after" => Advised(),
            "in" => Suggestion.Keywords("selected"),
            "selected" => Suggestion.Keywords("patients"),
            "dose" or "fraction" or "every" or "line" => [],
            _ => Suggestion.Keywords("then " + Qualifiers + " " + RuleItems),
        };
    }

    private IEnumerable<Suggestion> Classification()
    {
        if (cursor.Statement.Any(t => t.Is("when")))
        {
            return Condition("cite otherwise").Concat(IsComplete() ? ValuesOf(cursor.OwnerName("classify")) : []);
        }

        return _last.Is("choose")
            ? Suggestion.Choices("first")
            : ValuesOf(cursor.OwnerName("classify")).Concat(Suggestion.Keywords("when otherwise choose cite allow"));
    }

    private IEnumerable<Suggestion> Test()
    {
        if (_head == "patient" && _last.Is("patient"))
        {
            return Names(NameKind.Patient);
        }

        if (_head != "expect")
        {
            return Suggestion.Keywords(_head == "patient" ? "with today expect" : "patient today expect");
        }

        string? subject = cursor.Statement.Length > 1 ? cursor.Statement[1].Text : null;
        string verb = cursor.Statement.Skip(2).FirstOrDefault(t => t.Kind == ScannedKind.Word).Text ?? "";
        bool open = _last.Is(",") || _last.Text == verb || _last.Text is "recommend" or "consider" or "avoid" or "contraindicate";
        return (cursor.Statement.Length, verb, open) switch
        {
            (1, _, _) => Names(NameKind.Decision, NameKind.Definition, NameKind.Classification, NameKind.Score, NameKind.Computed),
            (2, _, _) => Suggestion.Keywords("gives recommends considers avoids contraindicates needs is").Concat(Snippets.Outcome),
            (_, "gives", true) => RulesOf(subject),
            (_, "recommends" or "considers" or "avoids" or "contraindicates", true) => Advised(),
            (_, "does", _) when _last.Is("does") => Suggestion.Keywords("not"),
            (_, "does", _) when _last.Is("not") => Suggestion.Keywords("recommend consider avoid contraindicate"),
            (_, "does", true) => Advised(),
            (_, "needs", true) => Names(NameKind.Fact),
            (_, "is", true) => ValuesOf(subject).Concat(Suggestion.Choices("silent out yes no unknown")),
            _ => Suggestion.Keywords("expect"),
        };
    }

    private IEnumerable<Suggestion> Patient()
    {
        if (_last.Is("="))
        {
            return ValuesOf(cursor.Back(1).Text).Concat(YesNo(cursor.Back(1).Text)).Append(Suggestion.Choice("unknown"));
        }

        if (_last.Kind == ScannedKind.Number)
        {
            return Units(scope.Find(cursor.Statement.LastOrDefault(t => t.Kind == ScannedKind.Word).Text ?? "", NameKind.Fact));
        }

        HashSet<string> assigned = [.. cursor.Statement.Where((t, i) => i + 1 < cursor.Statement.Length && cursor.Statement[i + 1].Is("=")).Select(t => t.Text)];
        return scope.All(NameKind.Fact).Where(f => !assigned.Contains(f.Id)).Select(f => Suggestion.Name(f, f.Id + " = "));
    }

    /// <summary>Inside braces that enumerate: what stands before them says of what.</summary>
    private IEnumerable<Suggestion> List()
    {
        IReadOnlyList<ScannedToken> outer = cursor.Owners[^1];
        ScannedToken before = outer.Count > 0 ? outer[^1] : default;
        string head = outer.Count > 0 ? outer[0].Text : "";
        bool ofPlan = head is "recommend" or "consider" or "avoid" or "contraindicate";
        if (head is "class" or "incompatible" || (ofPlan && before.Is("of") && outer.Count > 1 && outer[^2].Is("one")))
        {
            return cursor.Statement.Any(t => t.Is("when")) && !_last.Is(",") ? Condition("") : Advised().Concat(Suggestion.Keywords("when"));
        }

        if (head == "group")
        {
            int of = Enumerable.Range(0, outer.Count).LastOrDefault(i => outer[i].Is("of"), -1);
            return of >= 0 && of + 1 < outer.Count ? ValuesOf(outer[of + 1].Text).Concat(GroupsOf(outer[of + 1].Text)) : [];
        }

        bool ofSet = outer.Any(t => t.Is("includes")) && before.Text is "of" or "only";
        if (before.Is("in") || ofSet || before.Is("="))
        {
            string? subject = Subject(outer);
            return ValuesOf(subject).Concat(GroupsOf(subject));
        }

        return Condition("");
    }

    private IEnumerable<Suggestion> Condition(string afterwards, Suggestion[]? snippets = null)
    {
        string? subject = Subject(cursor.Statement);
        switch (_last.Text)
        {
            case "is" or "not" when _last.Is("is") || cursor.Back(1).Is("is"):
                return ValuesOf(subject).Concat(Suggestion.Choices(_last.Is("is") ? "not known unknown empty" : "empty"));
            case "in":
                return GroupsOf(subject).Append(Suggestion.Snippet("{ … }", "one of these values", "{ $1 }"));
            case "includes":
                return ValuesOf(subject).Concat(GroupsOf(subject)).Concat([
                    Suggestion.Snippet("any of …", "one of them at least", "any of { $1 }"),
                    Suggestion.Snippet("all of …", "every one of them", "all of { $1 }"),
                    Suggestion.Snippet("only …", "none but them", "only { $1 }")]);
            case "<" or "<=" or ">" or ">=" or "between":
                return ValuesOf(subject).Concat(Names(NameKind.Fact, NameKind.Score, NameKind.Computed)).Append(Suggestion.Choice("today"));
        }

        if (_last.Kind == ScannedKind.Number)
        {
            return Units(scope.Find(subject ?? "", NameKind.Fact, NameKind.Computed)).Concat(Suggestion.Keywords("and or " + afterwards));
        }

        if (IsComplete())
        {
            return Operators().Concat(Suggestion.Keywords(("and or " + afterwards).TrimEnd())).Concat(snippets ?? []);
        }

        return Names(NameKind.Fact, NameKind.Definition, NameKind.Classification, NameKind.Score, NameKind.Computed)
            .Concat(Suggestion.Keywords("not everyone today"))
            .Concat(Snippets.Condition);
    }

    private IEnumerable<Suggestion> Operators()
    {
        if (_last.Kind != ScannedKind.Word || scope.Find(_last.Text, NameKind.Fact, NameKind.Classification, NameKind.Score, NameKind.Computed) is not { } subject)
        {
            return [];
        }

        string words = subject.Node switch
        {
            FactDeclaration { Type: YesNoType } => "is",
            FactDeclaration { Type: EnumerationType { Kind: EnumerationKind.SetOf } } => "includes is",
            FactDeclaration { Type: EnumerationType } or ClassificationDeclaration => "is in",
            _ => "between is in",
        };
        return Suggestion.Choices(words);
    }

    /// <summary>The fact (or derived value) last named before the cursor: the one being compared.</summary>
    private string? Subject(IEnumerable<ScannedToken> tokens) =>
        tokens.Where(t => t.Kind == ScannedKind.Word && scope.Find(t.Text, NameKind.Fact, NameKind.Classification, NameKind.Score, NameKind.Computed) is not null)
            .LastOrDefault().Text;

    private bool IsComplete() =>
        cursor.Statement.Length > 1
        && (_last.Kind is ScannedKind.Number or ScannedKind.Date or ScannedKind.Unit or ScannedKind.Text
            || _last.Text is ")" or "}" or "%"
            || (_last.Kind == ScannedKind.Word && !Keywords.Reserved.Contains(_last.Text) && _last.Text is not ("for" or "of" or "add" or "unless")));

    private IEnumerable<Suggestion> Names(params NameKind[] kinds) => scope.All(kinds).Select(d => Suggestion.Name(d));

    private IEnumerable<Suggestion> Advised() => Names(NameKind.Action, NameKind.Class, NameKind.Regimen);

    private IEnumerable<Suggestion> RulesOf(string? decision) =>
        scope.Find(decision ?? "", NameKind.Decision) is { } found
            ? found.Document.Outline.OwnedBy(found).Select(r => Suggestion.Name(r, rank: 1))
            : [];

    private IEnumerable<Suggestion> ValuesOf(string? owner) =>
        scope.Find(owner ?? "", NameKind.Fact, NameKind.Classification) is { } found
            ? found.Document.Outline.OwnedBy(found).Select(v => Suggestion.Name(v, rank: 1))
            : [];

    private IEnumerable<Suggestion> GroupsOf(string? fact) =>
        scope.All(NameKind.Group).Where(g => g.Node is GroupDeclaration group && group.Fact?.Name == fact).Select(g => Suggestion.Name(g, rank: 2));

    private IEnumerable<Suggestion> YesNo(string fact) =>
        scope.Find(fact, NameKind.Fact)?.Node is FactDeclaration { Type: YesNoType } ? [Suggestion.Choice("yes"), Suggestion.Choice("no")] : [];

    private static IEnumerable<Suggestion> Units(Declared? measured) =>
        UnitHelp.UnitOf(measured) is { } unit
            ? UnitHelp.SameKind(unit).Select(u => Suggestion.Unit(u, u == GuidelineText.Unit(unit) ? 0 : 3))
            : measured is null ? UnitWords.All.Prepend("%").Select(u => Suggestion.Unit(u)) : [];
}
