namespace GuidelineDsl.Compiler.Tests.Reference;

/// <summary>
/// What random guidelines have beyond the plain constructs. Facts that meet in arithmetic have few values, so that the reference can
/// try out every one.
/// </summary>
internal static class RichConstructs
{
    public const string Declarations = """
        fact r0 "R0" : number 0 to 4 resolution 1
        fact r1 "R1" : number -3 to 3 resolution 1
        fact w0 "W0" : number 1 to 3 kg resolution 0.5
        fact d1 "D1" : date 2024-02-22 to 2024-03-05
        fact m0 "M0" : date and time 2024-02-28T00:00 to 2024-03-02T00:00
        group grp "Group" of e0 = { u, v }
        group others "Others" of e0 = { grp, w } except { v }
        compute q0 "Q0" : number = r0 * 2 - r1
        compute q1 "Q1" : number = r1 / (r0 + 2)
        compute q2 "Q2" : number g = w0
        compute q3 "Q3" : number = r0 when b0, r1 otherwise
        compute q4 "Q4" : number = max(r0, abs(r1))
        compute q5 "Q5" : number = floor(r1 / 2) + min(r0, 2)
        compute q6 "Q6" : number = round(r1 / 2)
        compute q7 "Q7" : number = r0 / r1
        compute q8 "Q8" : number = r1 when b0 or r0 > 2
        compute q9 "Q9" : number = (r1 * r1 - r0) / (r0 - 2)
        compute d2 "D2" : date = d1 + 1 months


        """;

    private static readonly string[] Leaves =
    [
        "everyone",
        "r0 + r1 > 2",
        "r0 >= r1",
        "r0 - r1 is 1",
        "1 <= r0 < 3",
        "r0 is 3",
        "r0 is not 3",
        "r0 in { 1, 2 }",
        "r1 not in { 0, 3 }",
        "r1 between -1 and 1",
        "not (r1 < -2)",
        "q0 between -2 and 3",
        "q0 > q4",
        "q1 >= 0.5",
        "q1 < 1",
        "q2 < 2000 g",
        "w0 >= 1500 g",
        "w0 < 3 kg",
        "q3 is 2",
        "q3 < 0",
        "q4 > 2",
        "q5 >= 1",
        "q6 is 1",
        "q6 <= -1",
        "q7 >= 1",
        "not (q7 >= 0.5)",
        "q7 < 1 or q7 >= 1",
        "q8 <= 1",
        "not (q8 is 0)",
        "q9 >= 1",
        "not (q9 between -1 and 0.5)",
        "r0 * r1 is 2",
        "q7 * q7 > r0",
        "e0 in grp",
        "e0 in others",
        "e0 not in grp",
        "o0 in { I, III }",
        "o0 is II",
        "I < o0 <= III",
        "t0 includes any of { x, z }",
        "t0 includes all of { x, y, z }",
        "not (t0 includes only { y })",
        "d0 >= today - 6 months",
        "d0 < today - 2 years",
        "today - d0 > 100 days",
        "d1 + 2 weeks < today",
        "d1 < today - 1 months",
        "d2 >= 2024-03-31",
        "d2 < 2024-03-29",
        "d1 between 2024-02-28 and 2024-03-01",
        "m0 < 2024-02-29T12:00",
        "m0 >= 2024-03-01T00:00",
        "n0 between 10 and 20.5 %",
        "n0 > 3 % and n1 <= 20 mm",
        "n1 is 2 cm",
    ];

    private static readonly string[] Questions = ["q1 is known", "q3 is unknown", "q7 is known", "q8 is unknown", "d2 is known", "r0 is known", "m0 is unknown"];

    public static string Leaf(Random random, bool asksWhetherKnown) =>
        asksWhetherKnown && random.Next(10) == 0 ? Questions[random.Next(Questions.Length)] : $"({Leaves[random.Next(Leaves.Length)]})";
}
