using System.Collections.Immutable;
using System.Globalization;
using GuidelineDsl.Runtime.Values;
using GuidelineDsl.Semantics.Model;
using GuidelineDsl.Semantics.Symbols;
using GuidelineDsl.Semantics.Types;
using GuidelineDsl.Syntax.Nodes;
using GuidelineDsl.Syntax.Text;
using NumberLiteral = GuidelineDsl.Syntax.Nodes.NumberLiteral;
using ValueExpectation = GuidelineDsl.Syntax.Nodes.ValueExpectation;

namespace GuidelineDsl.Semantics.Binding;

/// <summary>Patients and tests; null after a report.</summary>
internal sealed class TestBinder(FileScope scope, IReadOnlyDictionary<string, Decision> decisions)
{
    private readonly PatientBinder _patients = new(scope);

    public TestCase? Bind(TestDeclaration syntax)
    {
        Patient? patient = syntax.Patient is null ? new Patient([]) : _patients.Bind(syntax.Patient);
        DateOnly? today = null;
        if (syntax.Today is not null)
        {
            if (DateText.TryRead(syntax.Today.Text, out long number, out bool hasTime, out string reason) && !hasTime)
            {
                today = DateOnly.FromDayNumber((int)number);
            }
            else
            {
                scope.Report(TypeDiagnostics.InvalidDate(syntax.Today.Text, hasTime ? "a day without a time is needed here" : reason, scope.Locate(syntax.Today)));
            }
        }

        if (syntax.Expectations.IsEmpty)
        {
            scope.Report(NameDiagnostics.Missing("The test expects nothing.", scope.Locate(syntax.Name), "write `expect DECISION gives RULE`."));
        }

        ImmutableArray<Expectation> expectations = [.. syntax.Expectations.Select(Bind).OfType<Expectation>()];
        return patient is null ? null : new TestCase(syntax.Name.Value, patient, today, expectations, scope.Locate(syntax.Name));
    }

    private Expectation? Bind(ExpectationSyntax syntax)
    {
        Location place = scope.Locate(syntax);
        switch (syntax)
        {
            case GivesExpectation e when FindDecision(e.Decision) is { } decision:
                return BindRules(decision, e.Rules) is { } rules ? new GivesRules(decision, rules, place) : null;
            case AdviceExpectation e when FindDecision(e.Decision) is { } decision:
                Symbol?[] actions = [.. e.Actions.Select(a => scope.Find(a, "an action, a class or a regimen", SymbolKind.Action, SymbolKind.Class, SymbolKind.Regimen))];
                return actions.Contains(null) ? null : new GivesAdvice(decision, e.Negated, e.Verb, [.. actions.OfType<Symbol>()], place);
            case NeedsExpectation e when FindDecision(e.Decision) is { } decision:
                Symbol?[] facts = [.. e.Facts.Select(f => scope.Find(f, "a fact", SymbolKind.Fact))];
                return facts.Contains(null) ? null : new NeedsFacts(decision, [.. facts.OfType<Fact>()], place);
            case StatusExpectation e when FindDecision(e.Decision) is { } decision:
                return new HasStatus(decision, e.Status, place);
            case ValueExpectation e:
                return BindValue(e, place);
            default:
                return null;
        }
    }

    private Decision? FindDecision(Identifier id)
    {
        if (decisions.TryGetValue(id.Name, out Decision? decision))
        {
            return decision;
        }

        Declared? declared = scope.Peek(id.Name);
        if (declared is { Kind: SymbolKind.Decision })
        {
            return null;
        }

        scope.Report(declared is not null
            ? NameDiagnostics.WrongKind(id.Name, declared.Kind.Words(), "a decision", scope.Locate(id), declared.Location)
            : NameDiagnostics.UnknownName(id.Name, "a decision", Spelling.Closest(id.Name, decisions.Keys), scope.Locate(id)));
        return null;
    }

    private ImmutableArray<Rule>? BindRules(Decision decision, ImmutableArray<Identifier> names)
    {
        List<Rule> rules = [];
        bool broken = false;
        foreach (Identifier name in names)
        {
            if (decision.Rules.FirstOrDefault(r => r.Id == name.Name) is { } rule)
            {
                rules.Add(rule);
                continue;
            }

            scope.Report(NameDiagnostics.UnknownRule(name.Name, decision.Id, Spelling.Closest(name.Name, decision.Rules.Select(r => r.Id)), scope.Locate(name)));
            broken = true;
        }

        return broken ? null : [.. rules];
    }

    private HasValue? BindValue(ValueExpectation syntax, Location place)
    {
        Symbol? derived = scope.Find(
            syntax.Derived, "a derived value", SymbolKind.Definition, SymbolKind.Classification, SymbolKind.Score, SymbolKind.Computed);
        PatientValue? value = derived is null ? null : _patients.Value(derived, syntax.Value);
        return value is null ? null : new HasValue(derived!, value, place);
    }
}

/// <summary>Patients: later assignments win over those of the base.</summary>
internal sealed class PatientBinder(FileScope scope)
{
    public Patient? Bind(PatientSyntax syntax, int depth = 0)
    {
        Dictionary<Fact, PatientValue> values = [];
        bool broken = false;
        if (syntax.Base is not null)
        {
            Patient? known = BindBase(syntax.Base, depth);
            broken = known is null;
            foreach ((Fact fact, PatientValue value) in known?.Values ?? [])
            {
                values[fact] = value;
            }
        }

        Dictionary<string, AssignmentSyntax> seen = new(StringComparer.Ordinal);
        foreach (AssignmentSyntax assignment in syntax.Assignments)
        {
            if (!seen.TryAdd(assignment.Fact.Name, assignment))
            {
                scope.Report(NameDiagnostics.Repeated($"value of `{assignment.Fact.Name}`", scope.Locate(assignment), scope.Locate(seen[assignment.Fact.Name])));
            }
            else if (scope.Find(assignment.Fact, "a fact", SymbolKind.Fact) is Fact fact && Value(fact, assignment.Value) is { } value)
            {
                values[fact] = value;
            }
            else
            {
                broken = true;
            }
        }

        return broken ? null : new Patient([.. values.OrderBy(v => v.Key.Ordinal).Select(v => (v.Key, v.Value))]);
    }

    /// <summary>The value of a fact or of a derived value.</summary>
    public PatientValue? Value(Symbol symbol, ExpressionSyntax syntax)
    {
        if (syntax is MissingExpression)
        {
            return null;
        }

        if (syntax is NameExpression { Name.Name: "unknown" })
        {
            return new UnknownValue();
        }

        switch (symbol)
        {
            case Definition or Fact { Type: YesNo }:
                return YesNoOf(symbol, syntax);
            case Classification c:
                return OneOf(c, c.Type.Values, syntax);
            case Fact { Type: Enumeration e }:
                return OneOf(symbol, e.Values, syntax);
            case Fact { Type: SetOf s } when syntax is SetExpression set:
                return new ValueBinder(scope).Set(symbol, s.Values, [.. set.Members.Select(m => new NameExpression(m))]) is { } members
                    ? new SetValue([.. members.Ordinals.Select(o => s.Values[o])])
                    : null;
            case Fact { Type: SetOf }:
                scope.Report(TypeDiagnostics.Mismatch($"{symbol.Label} is a set of values.", scope.Locate(syntax), $"write `{symbol.Id} = {{ … }}`; an empty set is `{{ }}`."));
                return null;
            default:
                return Number(symbol, syntax);
        }
    }

    private Patient? BindBase(Identifier id, int depth)
    {
        if (scope.Peek(id.Name) is { Kind: SymbolKind.Patient, Syntax: PatientDeclaration declaration } declared)
        {
            declared.IsUsed = true;
            if (depth < 50)
            {
                return Bind(declaration.Patient, depth + 1);
            }

            scope.Report(NameDiagnostics.Circle(id.Name, scope.Locate(id), declared.Location));
            return null;
        }

        scope.Find(id, "a patient", SymbolKind.Patient);
        return null;
    }

    private YesNoValue? YesNoOf(Symbol symbol, ExpressionSyntax syntax)
    {
        if (syntax is NameExpression { Name.Name: "yes" or "no" } name)
        {
            return new YesNoValue(name.Name.Name == "yes");
        }

        scope.Report(TypeDiagnostics.Mismatch($"{symbol.Label} is yes or no.", scope.Locate(syntax), "write yes, no or unknown."));
        return null;
    }

    private EnumerationValue? OneOf(Symbol symbol, ImmutableArray<NamedValue> values, ExpressionSyntax syntax) =>
        new ValueBinder(scope).Set(symbol, values, [syntax]) is { Ordinals: [int ordinal] } ? new EnumerationValue(values[ordinal]) : null;

    private NumericValue? Number(Symbol symbol, ExpressionSyntax syntax)
    {
        if (new NumberBinder(scope).Bind(syntax) is not { } operand)
        {
            return null;
        }

        if (operand.Literal is not { } value)
        {
            scope.Report(TypeDiagnostics.Mismatch($"{symbol.Label} needs a value.", operand.Place, "write a number, a date, or unknown."));
            return null;
        }

        ValueTypeOf(symbol, out string? unitText, out Date? date);
        if ((date is not null) != (operand.Kind != OperandKind.Number))
        {
            scope.Report(TypeDiagnostics.Mismatch(
                $"{symbol.Label} is {(date is null ? "a number" : "a date")}.", operand.Place, date is null ? "write a number." : "write a date: 2025-10-10."));
            return null;
        }

        if (date is not null)
        {
            value = date.HasTime && operand.Kind == OperandKind.Date ? value * DateText.SecondsPerDay : value;
        }
        else if (Convert(symbol, operand, value, unitText) is { } converted)
        {
            value = converted;
        }
        else
        {
            return null;
        }

        return symbol is not Fact fact || IsAllowed(fact, value, operand.Place) ? new NumericValue(value) : null;
    }

    private static void ValueTypeOf(Symbol symbol, out string? unit, out Date? date)
    {
        Model.ValueType? type = symbol switch
        {
            Fact f => f.Type,
            ComputedValue c => c.Type,
            _ => null,
        };
        unit = (type as Number)?.Unit;
        date = type as Date;
    }

    private Rational? Convert(Symbol symbol, Operand operand, Rational value, string? unitText)
    {
        if (unitText is null)
        {
            if (operand.Unit is null)
            {
                return value;
            }

            scope.Report(TypeDiagnostics.SurplusUnit(symbol.Label, operand.Unit.Code, operand.Place));
            return null;
        }

        if (operand.Unit is null)
        {
            scope.Report(TypeDiagnostics.MissingUnit(value.ToString(), symbol.Label, unitText, operand.Place));
            return null;
        }

        UnitParser.TryParse(unitText, out Unit unit);
        if (operand.Unit.Dimension.Equals(unit.Dimension))
        {
            return operand.Unit.Convert(value, unit);
        }

        scope.Report(TypeDiagnostics.Dimensions(symbol.Label, unit.Dimension.ToString(), $"`{operand.Place.Text}`", operand.Unit.Dimension.ToString(), operand.Place));
        return null;
    }

    private bool IsAllowed(Fact fact, Rational value, Location place)
    {
        (Rational? low, Rational? high, Rational? step) = fact.Type switch
        {
            Number n => (n.Minimum, n.Maximum, n.Resolution),
            Date d => ((Rational?)d.Minimum, (Rational?)d.Maximum, null),
            _ => (null, null, null),
        };
        if (value < low || value > high)
        {
            scope.Report(TypeDiagnostics.OutOfRange(ValueWords.Of(fact, value), fact.Label, ValueWords.Range(fact), place, fact.Location));
            return false;
        }

        if (step is { } s && !value.IsMultipleOf(s))
        {
            scope.Report(TypeDiagnostics.OutOfRange(
                ValueWords.Of(fact, value), fact.Label, $"{ValueWords.Range(fact)} in steps of {ValueWords.Of(fact, s)}", place, fact.Location));
            return false;
        }

        return true;
    }
}
