using GuidelineDsl.Semantics.Analysis.Wording;
using Shouldly;
using Xunit;

namespace GuidelineDsl.Compiler.Tests.Analysis;

/// <summary>The print symbols of the units that clinical guidelines use.</summary>
public sealed class UnitNotationTests
{
    [Theory]
    [InlineData("%", "%")]
    [InlineData("months", "months")]
    [InlineData("Cel", "°C")]
    [InlineData("mm[Hg]", "mmHg")]
    [InlineData("cm[H2O]", "cmH₂O")]
    [InlineData("kg/m2", "kg/m²")]
    [InlineData("ug/h", "µg/h")]
    [InlineData("umol/L", "µmol/L")]
    [InlineData("10*9/L", "10⁹/L")]
    [InlineData("10*-3", "10⁻³")]
    [InlineData("{cells}/uL", "cells/µL")]
    [InlineData("mL/min/{1.73_m2}", "mL/min/1.73 m²")]
    [InlineData("[iU]/L", "IU/L")]
    [InlineData("k[iU]", "kIU")]
    [InlineData("mg.min/L", "mg·min/L")]
    [InlineData("s-1", "s⁻¹")]
    public void People_read_print_symbols(string code, string printed) => UnitNotation.ForPeople(code).ShouldBe(printed);
}
