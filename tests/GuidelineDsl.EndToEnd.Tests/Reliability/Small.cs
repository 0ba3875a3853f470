namespace GuidelineDsl.EndToEnd.Tests.Reliability;

/// <summary>A guideline that checks clean, and patients for it.</summary>
internal static class Small
{
    public const string Guideline = """
        guideline small "Small" { version "1" status draft }
        source s "S" { kind summary year 2020 }
        fact n "N" : number 0 to 100 cm
        fact f "F" : yes/no
        action a "A" : drug
        action b "B" : drug
        decision d "D" {
          choose one
          rule low "Low" { when n < 50 cm and f recommend a evidence ungraded cite s "1" }
          rule high "High" { when n >= 50 cm and f recommend b evidence ungraded cite s "2" }
          silent when not f because "nothing is said" cite s "3"
        }

        """;

    public static string Patients(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"{{\"id\":\"p{i}\",\"n\":{i % 101},\"f\":{(i % 3 == 0 ? "false" : "true")}}}\n"));
}
