namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>Patients are read strictly, and all faults of one are told at once.</summary>
public sealed class PatientJsonTests
{
    private static readonly Compiled Guideline = Compiled.From("""
        guideline g "G" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact age    "Age"       : number 0 to 120 years resolution 1 required
        fact size   "Size"      : number 0 to 100 cm
        fact temp   "Temperature" : number 30 to 45 Cel resolution 0.1
        fact sites  "Sites"     : set of { liver, lung }
        fact sex    "Sex"       : one of { female, male }
        fact scan   "Last scan" : date 2000-01-01 to 2030-12-31
        fact ecog   "ECOG"      : number 0 to 5 resolution 1
        action a "A" : drug
        decision d "D" {
          choose one
          rule r "R" { when size > 2 cm recommend a evidence ungraded cite s "1" }
        }
        """);

    [Fact]
    public void All_faults_come_at_once()
    {
        IReadOnlyList<string> faults = Guideline.FaultsOf(
            """{ "szie": 3, "size": 101, "sites": ["liver", "brain"], "sex": 1, "scan": "2025-02-30", "ecog": 1.5, "ecog": 2 }""");
        faults.Count.ShouldBe(8);
        faults[0].ShouldContain("Did you mean 'size'?");
        faults[1].ShouldContain("0 to 100 cm");
        faults[2].ShouldContain("'brain'");
        faults[3].ShouldContain("one of female, male");
        faults[4].ShouldContain("2025-02-30");
        faults[5].ShouldContain("in steps of 1");
        faults[6].ShouldContain("given twice");
        faults[7].ShouldContain("required");
    }

    [Theory]
    [InlineData("30", "decided")]
    [InlineData("\"30 mm\"", "decided")]
    [InlineData("\"20 mm\"", "no-recommendation")]
    [InlineData("{ \"value\": 20.000000000000000000000000000001, \"unit\": \"mm\" }", "decided")]
    [InlineData("\"1 [in_i]\"", "decided")]
    [InlineData("null", "needs-data")]
    public void Quantities_are_converted_exactly(string size, string status) =>
        Runtime.Json.ResultWriter.StatusName(Guideline.Decide($$"""{ "age": 50, "size": {{size}} }""").Status).ShouldBe(status);

    [Fact]
    public void Degrees_have_different_zeros() =>
        Guideline.FaultsOf("""{ "age": 50, "temp": "98.6 [degF]" }""").ShouldBeEmpty();

    [Theory]
    [InlineData("{ \"age\": 50, \"size\": \"3 kg\" }", "cannot be converted to cm")]
    [InlineData("{ \"age\": 50, \"size\": \"3 furlongs\" }", "no unit that is known")]
    [InlineData("{ \"age\": 50, \"size\": \"3\" }", "without a unit")]
    [InlineData("{ \"age\": 50, \"size\": \"3,5 cm\" }", "'3,5 cm': the decimal point of a number is a point, not a comma")]
    [InlineData("{ \"age\": 50, \"ecog\": \"1 cm\" }", "plain number without a unit")]
    [InlineData("{ \"age\": 50, \"scan\": \"1.3.2025\" }", "a date such as \"2025-10-10\"")]
    [InlineData("{ \"age\": 50, \"size\": 1e30 }", "outside the range")]
    [InlineData("{ \"age\": 50, \"size\": 1e99999 }", "more digits")]
    [InlineData("{ \"age\": 50, \"size\": 1e-9999 }", "more digits")]
    [InlineData("{ \"age\": 50, \"size\": \"1e9999 cm\" }", "more digits")]
    [InlineData("{ \"age\": 50, \"size\": NaN }", "no JSON")]
    [InlineData("{ \"age\": 50", "no JSON")]
    [InlineData("[1, 2]", "JSON object")]
    [InlineData("{ \"age\": 50 } { }", "no JSON")]
    [InlineData("", "no JSON")]
    [InlineData("{ \"age\": 50, \"id\": [1] }", "'id' must be")]
    [InlineData("{ \"age\": 50, \"sites\": [\"liver\", \"liver\"] }", "twice")]
    public void Each_fault_is_told_in_words(string json, string words) =>
        string.Join("\n", Guideline.FaultsOf(json)).ShouldContain(words);

    [Fact]
    public void Deep_nesting_is_no_patient() =>
        Guideline.FaultsOf("{ \"size\": " + new string('[', 5000) + "}").ShouldNotBeEmpty();
}
