using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>What unknown facts can still bring where they enter calculations of every kind: the answers are worked out by hand.</summary>
public sealed class UnknownNumberTests
{
    [Theory]
    [InlineData("0", "a / b >= 1", "{ \"b\": 0 }", "NoRecommendation", "")]
    [InlineData("0", "a / b >= 1 or a / b < 1", "{ \"b\": 0 }", "NoRecommendation", "")]
    [InlineData("0", "a / b >= 1 or a / b < 1", "{ \"a\": 1 }", "NeedsData", "b")]
    [InlineData("0", "a / b >= 1 or a / b < 1", "{ \"b\": 2 }", "Decided", "")]
    [InlineData("0", "a / b is 3", "{ \"a\": 1 }", "NoRecommendation", "")]
    [InlineData("0", "a / b is 2", "{ \"a\": 2 }", "NeedsData", "b")]
    [InlineData("0", "a / b is 3", "{ \"a\": 0 }", "NoRecommendation", "")]
    [InlineData("0", "x * x is 2.25", "{}", "NeedsData", "x")]
    [InlineData("0", "x * x >= 0", "{}", "Decided", "")]
    [InlineData("0", "x * x < 0", "{}", "NoRecommendation", "")]
    [InlineData("0", "x * x > 100", "{}", "NoRecommendation", "")]
    [InlineData("0", "x * x > 99.99", "{}", "NeedsData", "x")]
    [InlineData("abs(x - 3.3)", "v < 0.0001", "{}", "NeedsData", "x")]
    [InlineData("abs(x)", "v >= 0", "{}", "Decided", "")]
    [InlineData("max(x, 5)", "v >= 5", "{}", "Decided", "")]
    [InlineData("min(x, 5)", "v > 5", "{}", "NoRecommendation", "")]
    [InlineData("max(x, y)", "v > 3", "{ \"y\": 4 }", "Decided", "")]
    [InlineData("max(x, y)", "v > 3", "{ \"y\": 2 }", "NeedsData", "x")]
    [InlineData("round(x)", "v is 3", "{}", "NeedsData", "x")]
    [InlineData("round(x)", "v > 10", "{}", "NoRecommendation", "")]
    [InlineData("floor(x)", "v is 10 and x < 10", "{}", "NoRecommendation", "")]
    [InlineData("floor(x)", "v is 9 and x < 9", "{}", "NoRecommendation", "")]
    [InlineData("floor(x)", "v is 9 and x > 9.99", "{}", "NeedsData", "x")]
    [InlineData("0", "x * 3 is 1", "{}", "NeedsData", "x")]
    [InlineData("0", "x / 7 < 1 and x > 6.9999", "{}", "NeedsData", "x")]
    [InlineData("0", "2 * x > 10 and x + 1 < 8", "{}", "NeedsData", "x")]
    [InlineData("0", "2 * x > 10 and x + 1 < 6", "{}", "NoRecommendation", "")]
    [InlineData("abs(x)", "v > 5 and x * x < 26 and x < 0", "{}", "NeedsData", "x")]
    [InlineData("abs(x)", "v > 5 and x * x < 25", "{}", "NoRecommendation", "")]
    [InlineData("0", "either > 5", "{ \"f\": true }", "NoRecommendation", "")]
    [InlineData("0", "either > 5", "{ \"f\": false }", "NeedsData", "x")]
    [InlineData("0", "either > 5", "{ \"x\": 3 }", "NoRecommendation", "")]
    [InlineData("0", "either > 5", "{ \"x\": 6 }", "NeedsData", "f")]
    [InlineData("0", "sometimes < 20", "{ \"x\": 3 }", "Decided", "")]
    [InlineData("0", "sometimes < 20", "{ \"x\": 1 }", "NoRecommendation", "")]
    [InlineData("0", "not (sometimes < 20)", "{ }", "NoRecommendation", "")]
    [InlineData("0", "sometimes < 20", "{ }", "NeedsData", "x")]
    [InlineData("0", "x * n > 200", "{}", "NoRecommendation", "")]
    [InlineData("0", "n * n is 2", "{}", "NoRecommendation", "")]
    [InlineData("0", "n * n is 144", "{}", "NeedsData", "n")]
    [InlineData("0", "a + 10 * b is 5", "{}", "NoRecommendation", "")]
    [InlineData("0", "a + 10 * b >= 10", "{}", "NeedsData", "b")]
    [InlineData("0", "a * b is 6", "{}", "NeedsData", "a,b")]
    [InlineData("0", "wide * wide < 0", "{}", "NoRecommendation", "")]
    [InlineData("0", "wide * wide > 1000000000000", "{}", "NeedsData", "wide")]
    [InlineData("abs(wide)", "v < 0.000001", "{}", "NeedsData", "wide")]
    [InlineData("0", "later < 2025-03-01", "{}", "NeedsData", "day")]
    [InlineData("0", "later < 2000-01-01", "{}", "NoRecommendation", "")]
    [InlineData("sqrt(x * x + 1)", "v >= 1", "{}", "Decided", "")]
    [InlineData("sqrt(x)", "v is 3", "{}", "NeedsData", "x")]
    [InlineData("sqrt(x)", "v < 0", "{}", "NoRecommendation", "")]
    [InlineData("0", "wide / wide is 1", "{}", "NeedsData", "wide")]
    [InlineData("0", "1 / (x - 3) > 0", "{ }", "NeedsData", "x")]
    public void What_is_asked_for_can_matter(string v, string when, string patient, string status, string needs)
    {
        DecisionResult result = Compiled.From($$"""
            guideline g "G" { version "1" status draft }
            source s "S" { kind summary year 2020 }
            fact a    "A" : number 0 to 3 resolution 1
            fact b    "B" : number 0 to 2 resolution 1
            fact n    "N" : number 0 to 20 resolution 1
            fact f    "F" : yes/no
            fact x    "X" : number -10 to 10
            fact y    "Y" : number -10 to 10
            fact wide "W" : number
            fact day  "D" : date from 2000-01-01
            compute v "V" : number = {{v}}
            compute either "E" : number = 5 when f, x otherwise
            compute sometimes "T" : number = x when x > 2
            compute later "L" : date = day + 1 months
            action act "Act" : drug
            decision d "D" {
              rule r "R" { when {{when}} recommend act evidence ungraded cite s "1" }
            }
            """).Decide(patient);
        (result.Status.ToString(), string.Join(',', result.Needs.Select(fact => fact.Id))).ShouldBe((status, needs));
    }
}
