
namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// The unit atoms and prefixes of UCUM (The Unified Code for Units of Measure, version 2.1) that clinical guidelines use, with exact factors.
/// </summary>
internal static class UnitAtoms
{
    private static readonly Dimension Length = Dimension.Of("length");
    private static readonly Dimension Mass = Dimension.Of("mass");
    private static readonly Dimension Time = Dimension.Of("time");
    private static readonly Dimension Calendar = Dimension.Of("calendar");
    private static readonly Dimension Amount = Dimension.Of("amount");
    private static readonly Dimension Temperature = Dimension.Of("temperature");
    private static readonly Dimension Current = Dimension.Of("current");
    private static readonly Dimension Volume = Length.Power(3);
    private static readonly Dimension Pressure = Mass.Divide(Length).Divide(Time.Power(2));
    private static readonly Dimension Energy = Mass.Multiply(Length.Power(2)).Divide(Time.Power(2));

    public static readonly Dictionary<string, (Unit Unit, bool IsMetric)> Atoms = new(StringComparer.Ordinal);

    public static readonly (string Code, Rational Factor)[] Prefixes =
    [
        ("da", 10), ("h", 100), ("k", 1000), ("M", Ten(6)), ("G", Ten(9)), ("T", Ten(12)),
        ("d", Ten(-1)), ("c", Ten(-2)), ("m", Ten(-3)), ("u", Ten(-6)), ("n", Ten(-9)), ("p", Ten(-12)), ("f", Ten(-15)),
    ];

    /// <summary>What people write, and the code that UCUM has for it.</summary>
    public static readonly Dictionary<string, string> CommonMistakes = new(StringComparer.Ordinal)
    {
        ["mmHg"] = "mm[Hg]",
        ["mm Hg"] = "mm[Hg]",
        ["cmH2O"] = "cm[H2O]",
        ["mcg"] = "ug",
        ["cc"] = "mL",
        ["IU"] = "[iU]",
        ["IU/L"] = "[iU]/L",
        ["IU/mL"] = "[iU]/mL",
        ["IU/ml"] = "[iU]/mL",
        ["sec"] = "s",
        ["secs"] = "s",
        ["hr"] = "h",
        ["hrs"] = "h",
        ["mins"] = "min",
        ["yr"] = "a",
        ["yrs"] = "a",
        ["K/uL"] = "10*3/uL",
        ["K/µL"] = "10*3/uL",
        ["°C"] = "Cel",
        ["C"] = "Cel",
        ["°F"] = "[degF]",
        ["F"] = "[degF]",
        ["percent"] = "%",
        ["gm"] = "g",
        ["Kg"] = "kg",
        ["kgs"] = "kg",
        ["lb"] = "[lb_av]",
        ["lbs"] = "[lb_av]",
        ["inch"] = "[in_i]",
        ["inches"] = "[in_i]",
        ["ft"] = "[ft_i]",
        ["mgs"] = "mg",
        ["mls"] = "mL",
        ["ML"] = "mL",
        ["HPF"] = "[HPF]",
        ["/HPF"] = "/[HPF]",
        ["mEq"] = "meq",
        ["mEq/L"] = "meq/L",
        ["mOsm"] = "mosm",
        ["mOsm/kg"] = "mosm/kg",
        ["bpm"] = "/min",
        ["mcg/h"] = "ug/h",
        ["ppm"] = "[ppm]",
    };

    static UnitAtoms()
    {
        Metric("m", Length, 1);
        Metric("g", Mass, 1);
        Metric("s", Time, 1);
        Metric("mol", Amount, 1);
        Metric("K", Temperature, 1);
        Metric("A", Current, 1);
        Metric("L", Volume, Ten(-3));
        Metric("l", Volume, Ten(-3));
        Metric("Hz", Time.Power(-1), 1);
        Metric("N", Mass.Multiply(Length).Divide(Time.Power(2)), 1000);
        Metric("Pa", Pressure, 1000);
        Metric("bar", Pressure, Ten(8));
        Plain("atm", Pressure, 101_325_000);
        Metric("J", Energy, 1000);
        Metric("cal", Energy, 4184);
        Plain("[Cal]", Energy, 4_184_000);
        Metric("W", Energy.Divide(Time), 1000);
        Metric("V", Energy.Divide(Time).Divide(Current), 1000);
        Metric("Gy", Length.Power(2).Divide(Time.Power(2)), 1);
        Metric("Sv", Length.Power(2).Divide(Time.Power(2)), 1);
        Metric("Bq", Time.Power(-1), 1);
        Metric("Ci", Time.Power(-1), 37_000_000_000);
        Metric("kat", Amount.Divide(Time), 1);
        Metric("U", Amount.Divide(Time), new Rational(1, 60_000_000));
        Metric("eq", Amount, 1);
        Metric("osm", Amount, 1);
        Metric("t", Mass, Ten(6));
        Metric("m[Hg]", Pressure, 133_322_000);
        Metric("m[H2O]", Pressure, 9_806_650);
        Plain("min", Time, 60);
        Plain("h", Time, 3600);
        Plain("d", Time, 86_400);
        Plain("wk", Time, 604_800);
        Plain("mo", Calendar, 1);
        Plain("a", Calendar, 12);
        Plain("%", Dimension.None, Ten(-2));
        Plain("[ppth]", Dimension.None, Ten(-3));
        Plain("[ppm]", Dimension.None, Ten(-6));
        Plain("[ppb]", Dimension.None, Ten(-9));
        Plain("[HPF]", Dimension.None, 1);
        Plain("[LPF]", Dimension.None, 100);
        Plain("[in_i]", Length, new Rational(254, 10_000));
        Plain("[ft_i]", Length, new Rational(3048, 10_000));
        Plain("[lb_av]", Mass, new Rational(45_359_237, 100_000));
        Plain("[oz_av]", Mass, new Rational(45_359_237, 1_600_000));
        Plain("[Ch]", Length, new Rational(1, 3000));
        Plain("[drp]", Volume, new Rational(1, 20_000_000));
        Arbitrary("[iU]", "international unit", metric: true);
        Arbitrary("[IU]", "international unit", metric: true);
        Arbitrary("[arb'U]", "arbitrary unit");
        Arbitrary("[USP'U]", "USP unit");
        Arbitrary("[CFU]", "colony forming unit");
        Arbitrary("[PFU]", "plaque forming unit");
        Arbitrary("[pH]", "pH");
        Arbitrary("deg", "plane angle");
        Atoms.Add("Cel", (new Unit("Cel", Temperature, Rational.One, new Rational(27315, 100)), true));
        Atoms.Add("[degF]", (new Unit("[degF]", Temperature, new Rational(5, 9), new Rational(45967, 180)), false));
    }

    private static Rational Ten(int exponent) => ((Rational)10L).Pow(exponent);

    private static void Metric(string code, Dimension dimension, Rational factor) =>
        Atoms.Add(code, (new Unit(code, dimension, factor, Rational.Zero), true));

    private static void Plain(string code, Dimension dimension, Rational factor) =>
        Atoms.Add(code, (new Unit(code, dimension, factor, Rational.Zero), false));

    private static void Arbitrary(string code, string kind, bool metric = false) =>
        Atoms.Add(code, (new Unit(code, Dimension.Of(kind), Rational.One, Rational.Zero), metric));
}
