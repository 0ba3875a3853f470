using System.Collections.Immutable;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>The tests of one guideline; null after a report.</summary>
internal sealed class TestBinder(FileScope scope, ImmutableArray<Decision> decisions, ImmutableArray<Fact> facts)
{
    private readonly FileScope _scope = scope.WithoutUse();
    private readonly PatientBinder _patients = new(scope.WithoutUse());
    private readonly Dictionary<string, Decision> _decisions = decisions.ToDictionary(d => d.Id, StringComparer.Ordinal);
    private readonly Dictionary<Decision, Dictionary<string, Rule>> _rules = [];

    public TestCase? Bind(TestDeclaration syntax)
    {
        Patient? patient = syntax.Patient is null ? new Patient([]) : _patients.Bind(syntax.Patient);
        if (patient is not null)
        {
            CheckRequired(syntax, patient);
        }

        DateOnly? today = syntax.Today is null ? null : Today(syntax.Today);
        if (syntax.Expectations.IsEmpty)
        {
            scope.Report(NameDiagnostics.Missing("The test expects nothing.", scope.Locate(syntax.Name), "write `expect DECISION gives RULE`."));
        }

        ImmutableArray<Expectation> expectations = [.. syntax.Expectations.Select(Bind).OfType<Expectation>()];
        return patient is null ? null : new TestCase(syntax.Name.Value, patient, today, expectations, scope.Locate(syntax.Name));
    }

    /// <summary>A patient without a required fact would be refused.</summary>
    private void CheckRequired(TestDeclaration syntax, Patient patient)
    {
        HashSet<Fact> known = [.. patient.Values.Where(v => v.Value is not UnknownValue).Select(v => v.Fact)];
        string[] missing = [.. facts.Where(f => f.IsRequired && !known.Contains(f)).Select(f => $"`{f.Id}`")];
        if (missing.Length > 0)
        {
            string what = missing.Length == 1 ? $"the required fact {missing[0]}" : $"the required facts {string.Join(", ", missing)}";
            scope.Report(NameDiagnostics.Missing($"The patient is without {what}.", scope.Locate((SyntaxNode?)syntax.Patient ?? syntax.Name), "give every required fact a value."));
        }
    }

    private DateOnly? Today(DateLiteral literal)
    {
        bool isDate = DateText.TryRead(literal.Text, out long number, out bool hasTime, out string reason);
        if (isDate && !hasTime)
        {
            return DateOnly.FromDayNumber((int)number);
        }

        scope.Report(TypeDiagnostics.InvalidDate(literal.Text, isDate ? "a day without a time is needed here" : reason, scope.Locate(literal)));
        return null;
    }

    private Expectation? Bind(ExpectationSyntax syntax)
    {
        Location place = scope.Locate(syntax);
        switch (syntax)
        {
            case GivesExpectation e:
                return FindDecision(e.Decision) is { } gives && Rules(gives, e.Rules) is { } rules ? new GivesRules(gives, rules, place) : null;
            case AdviceExpectation e:
                ImmutableArray<Symbol>? actions = Symbols(e.Actions, "an action, a class or a regimen", SymbolKind.Action, SymbolKind.Class, SymbolKind.Regimen);
                return FindDecision(e.Decision) is { } advising && actions is { } named ? new GivesAdvice(advising, e.Negated, e.Verb, named, place) : null;
            case NeedsExpectation e:
                ImmutableArray<Symbol>? needed = Symbols(e.Facts, "a fact", SymbolKind.Fact);
                return FindDecision(e.Decision) is { } needing && needed is { } asked ? new NeedsFacts(needing, [.. asked.Cast<Fact>()], place) : null;
            case StatusExpectation e:
                return FindDecision(e.Decision) is { } decision ? new HasStatus(decision, e.Status, place) : null;
            case ValueExpectation e:
                return Value(e, place);
            default:
                throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name);
        }
    }

    /// <summary>The symbols of names, each once; null after a report.</summary>
    private ImmutableArray<Symbol>? Symbols(ImmutableArray<Identifier> names, string expected, params SymbolKind[] kinds)
    {
        ReportRepeated(names);
        Symbol?[] found = [.. names.Select(n => _scope.Find(n, expected, kinds))];
        return found.Contains(null) ? null : [.. found.OfType<Symbol>()];
    }

    private void ReportRepeated(ImmutableArray<Identifier> names)
    {
        foreach (IGrouping<string, Identifier> same in names.GroupBy(n => n.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            scope.Report(NameDiagnostics.Repeated($"`{same.Key}`", scope.Locate(same.Last()), scope.Locate(same.First())));
        }
    }

    private Decision? FindDecision(Identifier id)
    {
        if (_decisions.TryGetValue(id.Name, out Decision? decision))
        {
            return decision;
        }

        Declared? declared = scope.Peek(id.Name);
        scope.Report(declared is not null
            ? NameDiagnostics.WrongKind(id.Name, declared.Kind.Words(), "a decision", scope.Locate(id), declared.Location)
            : NameDiagnostics.UnknownName(id.Name, "a decision", scope.Similar(id.Name, _decisions.Keys), scope.Locate(id)));
        return null;
    }

    private ImmutableArray<Rule>? Rules(Decision decision, ImmutableArray<Identifier> names)
    {
        ReportRepeated(names);
        List<Rule> rules = [];
        bool broken = false;
        foreach (Identifier name in names)
        {
            if (RulesOf(decision).GetValueOrDefault(name.Name) is { } rule)
            {
                rules.Add(rule);
                continue;
            }

            // A rule with a mistake of its own is left out of the decision, and has been reported.
            broken = true;
            string[] written = [.. ((DecisionDeclaration)scope.Peek(decision.Id)!.Syntax).Items.OfType<RuleSyntax>().Select(r => r.Id.Name)];
            if (!written.Contains(name.Name))
            {
                scope.Report(NameDiagnostics.UnknownRule(name.Name, decision.Id, scope.Similar(name.Name, written), scope.Locate(name)));
            }
        }

        return broken ? null : [.. rules.OrderBy(r => r.Index)];
    }

    private Dictionary<string, Rule> RulesOf(Decision decision)
    {
        if (!_rules.TryGetValue(decision, out Dictionary<string, Rule>? rules))
        {
            rules = decision.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
            _rules.Add(decision, rules);
        }

        return rules;
    }

    private HasValue? Value(ValueExpectation syntax, Location place)
    {
        Symbol? derived = scope.Find(
            syntax.Derived, "a derived value", SymbolKind.Definition, SymbolKind.Classification, SymbolKind.Score, SymbolKind.Computed);
        PatientValue? value = derived is null ? null : _patients.Value(derived, syntax.Value);
        return value is null ? null : new HasValue(derived!, value, place);
    }
}
