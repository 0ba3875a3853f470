using GuidelineDsl.Runtime.Values;

namespace GuidelineDsl.Compiler.Tests.Binding;

/// <summary>Facts of UCUM: one of the first is exactly so many of the second.</summary>
public sealed class UnitTests
{
    [Theory]
    [InlineData("cm", "mm", "10")]
    [InlineData("[in_i]", "cm", "2.54")]
    [InlineData("kg", "g", "1000")]
    [InlineData("[lb_av]", "g", "453.59237")]
    [InlineData("L", "mL", "1000")]
    [InlineData("dL", "mL", "100")]
    [InlineData("g/dL", "mg/mL", "10")]
    [InlineData("mg/kg/d", "ug/g/d", "1")]
    [InlineData("mmol/L", "umol/mL", "1")]
    [InlineData("wk", "d", "7")]
    [InlineData("years", "months", "12")]
    [InlineData("Gy", "cGy", "100")]
    [InlineData("10*3/uL", "10*9/L", "1")]
    [InlineData("{cells}/uL", "/uL", "1")]
    [InlineData("kPa", "Pa", "1000")]
    [InlineData("mm[Hg]", "Pa", "133.322")]
    [InlineData("%", "1", "0.01")]
    [InlineData("kg/m2", "g/cm2", "0.1")]
    [InlineData("U/L", "mU/mL", "1")]
    [InlineData("k[iU]/L", "[iU]/mL", "1")]
    [InlineData("mCi", "MBq", "37")]
    public void Conversions_are_exact(string from, string to, string factor)
    {
        UnitParser.TryParse(from, out Unit a).ShouldBeTrue();
        UnitParser.TryParse(to, out Unit b).ShouldBeTrue();
        a.Dimension.ShouldBe(b.Dimension);
        a.Convert(Rational.One, b).ToString().ShouldBe(factor);
    }

    [Fact]
    public void Degrees_are_converted_with_their_offset()
    {
        UnitParser.TryParse("Cel", out Unit celsius);
        UnitParser.TryParse("[degF]", out Unit fahrenheit);
        celsius.Convert(37, fahrenheit).ToString().ShouldBe("98.6");
        fahrenheit.Convert(212, celsius).ToString().ShouldBe("100");
    }

    [Theory]
    [InlineData("mo", "d")]
    [InlineData("mg", "mmol")]
    [InlineData("[iU]", "mg")]
    [InlineData("cm", "cm2")]
    public void Different_kinds_stay_apart(string from, string to)
    {
        UnitParser.TryParse(from, out Unit a).ShouldBeTrue();
        UnitParser.TryParse(to, out Unit b).ShouldBeTrue();
        a.Dimension.ShouldNotBe(b.Dimension);
    }

    [Theory]
    [InlineData("mmHg", "mm[Hg]")]
    [InlineData("mcg", "ug")]
    [InlineData("cc", "mL")]
    [InlineData("IU/L", "[iU]/L")]
    [InlineData("sec", "s")]
    [InlineData("µg/h", "ug/h")]
    [InlineData("kg/m²", "kg/m2")]
    public void Common_mistakes_get_the_right_code(string written, string meant)
    {
        UnitParser.TryParse(written, out _).ShouldBeFalse();
        UnitParser.Suggest(written).ShouldBe(meant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kg/")]
    [InlineData("(kg")]
    [InlineData("{cells")]
    [InlineData("foo")]
    [InlineData("10*")]
    [InlineData("m99999999999")]
    public void What_is_no_unit_is_refused(string text) => UnitParser.TryParse(text, out _).ShouldBeFalse();
}
