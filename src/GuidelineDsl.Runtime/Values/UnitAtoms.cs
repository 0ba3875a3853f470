
namespace GuidelineDsl.Runtime.Values;

/// <summary>
/// The unit atoms and prefixes of UCUM (The Unified Code for Units of Measure, version 2.1) that clinical guidelines use, with exact factors.
/// Where UCUM converts what a clinician must not, an atom is a kind of its own: months are no number of days, equivalents and
/// osmoles no moles, a microscope field no plain number. Units whose factor is no fraction (radian, candela on a sphere) are left out.
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
    private static readonly Dimension Force = Mass.Multiply(Length).Divide(Time.Power(2));
    private static readonly Dimension Pressure = Mass.Divide(Length).Divide(Time.Power(2));
    private static readonly Rational Gallon = new Rational(231, 1) * new Rational(254, 10_000).Pow(3);
    private static readonly Dimension Energy = Mass.Multiply(Length.Power(2)).Divide(Time.Power(2));

    public static readonly Dictionary<string, Atom> Atoms = new(StringComparer.Ordinal);

    public static readonly Prefix[] Prefixes =
    [
        new("da", 10), new("h", 100), new("k", 1000), new("M", Ten(6)), new("G", Ten(9)), new("T", Ten(12)),
        new("d", Ten(-1)), new("c", Ten(-2)), new("m", Ten(-3)), new("u", Ten(-6)), new("n", Ten(-9)), new("p", Ten(-12)), new("f", Ten(-15)),
    ];

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
        Metric("N", Force, 1000);
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
        Metric("dyn", Force, Ten(-2));
        Metric("erg", Energy, Ten(-4));
        Metric("P", Pressure.Multiply(Time), 100);
        Metric("R", Current.Multiply(Time).Divide(Mass), new Rational(258, 1_000_000_000));
        Metric("RAD", Length.Power(2).Divide(Time.Power(2)), Ten(-2));
        Metric("REM", Length.Power(2).Divide(Time.Power(2)), Ten(-2));
        Metric("Ohm", Energy.Divide(Time).Divide(Current.Power(2)), 1000);
        Metric("ar", Length.Power(2), 100);
        Metric("g%", Mass.Divide(Volume), Ten(4));
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
        Arbitrary("[HPF]", "microscope field");
        Arbitrary("[LPF]", "low-power field");
        Plain("[in_i]", Length, new Rational(254, 10_000));
        Plain("[ft_i]", Length, new Rational(3048, 10_000));
        Plain("[lb_av]", Mass, new Rational(45_359_237, 100_000));
        Plain("[oz_av]", Mass, new Rational(45_359_237, 1_600_000));
        Plain("[yd_i]", Length, new Rational(9144, 10_000));
        Plain("[mi_i]", Length, new Rational(1_609_344, 1000));
        Plain("[gr]", Mass, new Rational(6_479_891, 100_000_000));
        Plain("[stone_av]", Mass, new Rational(635_029_318, 100_000));
        Plain("[psi]", Pressure, new Rational(8_896_443_230_521, 1_290_320));
        Plain("[drp]", Volume, new Rational(1, 20_000_000));
        Plain("[gal_us]", Volume, Gallon);
        Plain("[qt_us]", Volume, Gallon / 4);
        Plain("[pt_us]", Volume, Gallon / 8);
        Plain("[foz_us]", Volume, Gallon / 128);
        Plain("[tbs_us]", Volume, Gallon / 256);
        Plain("[tsp_us]", Volume, Gallon / 768);
        Plain("[cup_us]", Volume, Gallon / 16);
        Plain("[MET]", Volume.Divide(Time).Divide(Mass), new Rational(35, 10) * Ten(-6) / 60 / 1000);
        Plain("[diop]", Length.Power(-1), 1);
        Arbitrary("eq", "equivalents", metric: true);
        Arbitrary("osm", "osmotic amount", metric: true);
        Arbitrary("[iU]", "international unit", metric: true);
        Arbitrary("[IU]", "international unit", metric: true);
        Arbitrary("[arb'U]", "arbitrary unit");
        Arbitrary("[USP'U]", "USP unit");
        Arbitrary("[CFU]", "colony forming unit");
        Arbitrary("[PFU]", "plaque forming unit");
        Arbitrary("[FFU]", "focus forming unit");
        Arbitrary("[GPL'U]", "GPL unit");
        Arbitrary("[MPL'U]", "MPL unit");
        Arbitrary("[APL'U]", "APL unit");
        Arbitrary("[beth'U]", "Bethesda unit");
        Arbitrary("[anti'Xa'U]", "anti factor Xa unit");
        Arbitrary("[todd'U]", "Todd unit");
        Arbitrary("[EU]", "Ehrlich unit");
        Arbitrary("[ELU]", "ELISA unit");
        Arbitrary("[BAU]", "bioequivalent allergen unit");
        Arbitrary("[AU]", "allergen unit");
        Arbitrary("[TCID_50]", "tissue culture infectious dose");
        Arbitrary("[CCID_50]", "cell culture infectious dose");
        Arbitrary("[pH]", "pH");
        Arbitrary("deg", "plane angle");
        Plain("'", Dimension.Of("plane angle"), new Rational(1, 60));
        Plain("''", Dimension.Of("plane angle"), new Rational(1, 3600));
        Atoms.Add("Cel", new Atom(new Unit("Cel", Temperature, Rational.One, new Rational(27315, 100)), true));
        Atoms.Add("[degF]", new Atom(new Unit("[degF]", Temperature, new Rational(5, 9), new Rational(45967, 180)), false));
    }

    private static Rational Ten(int exponent)
    {
        long power = 1;
        for (int i = Math.Abs(exponent); i > 0; i--)
        {
            power *= 10;
        }

        return exponent >= 0 ? power : new Rational(1, power);
    }

    private static void Metric(string code, Dimension dimension, Rational factor) =>
        Atoms.Add(code, new Atom(new Unit(code, dimension, factor, Rational.Zero), true));

    private static void Plain(string code, Dimension dimension, Rational factor) =>
        Atoms.Add(code, new Atom(new Unit(code, dimension, factor, Rational.Zero), false));

    private static void Arbitrary(string code, string kind, bool metric = false) =>
        Atoms.Add(code, new Atom(new Unit(code, Dimension.Of(kind), Rational.One, Rational.Zero), metric));

    internal sealed record Atom(Unit Unit, bool IsMetric);

    internal sealed record Prefix(string Code, Rational Factor);
}
