using Bruno.Gpu.Units;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Units of text: their size and what they measure.</summary>
public sealed class UnitTests
{
    [Theory]
    [InlineData("V", "J/C", 1)]
    [InlineData("V", "W/A", 1)]
    [InlineData("ohm", "V/A", 1)]
    [InlineData("Ohm", "Ω", 1)]
    [InlineData("S", "1/ohm", 1)]
    [InlineData("F", "C/V", 1)]
    [InlineData("C", "A s", 1)]
    [InlineData("A*s", "A·s", 1)]
    [InlineData("J", "kg m2/s/s", 1)]
    [InlineData("m^2", "m2", 1)]
    [InlineData("1/s", "s-1", 1)]
    [InlineData("1/s", "Hz", 1)]
    [InlineData("V^0.5/m^0.5", "V^0.5*m^-0.5", 1)]
    [InlineData("", "1", 1)]
    [InlineData("nA", "A", 1e-9)]
    [InlineData("eV", "J", 1.602176634e-19)]
    [InlineData("meV", "eV", 1e-3)]
    [InlineData("uC/cm2", "C/m2", 1e-2)]
    [InlineData("MV/cm", "V/m", 1e8)]
    [InlineData("fF/um2", "F/m2", 1e-3)]
    [InlineData("g", "kg", 1e-3)]
    [InlineData("kg", "g", 1e3)]
    [InlineData("W/m2/K", "kg/s3/K", 1)]
    [InlineData("T", "Wb/m2", 1)]
    [InlineData("H", "V s/A", 1)]
    [InlineData("Pa", "N/m2", 1)]
    public void UnitsAreWhatTheyAreMadeOf(string unit, string target, double factor)
    {
        double? converted = UnitConversion.Convert(1, unit, target);
        Assert.NotNull(converted);
        Assert.Equal(factor, converted.Value, 1e-15 * factor);
    }

    [Theory]
    [InlineData("volt")]
    [InlineData("V/")]
    [InlineData("/s")]
    [InlineData("m^")]
    [InlineData("2")]
    [InlineData("m2^2")]
    [InlineData("J/m2 K")]
    [InlineData("dm")]
    [InlineData("°C")]
    [InlineData("kmin")]
    public void WhatIsNoUnitIsNone(string text) => Assert.Null(Unit.Parse(text));

    [Theory]
    [InlineData("V", "V")]
    [InlineData("kg m2/s3/A", "V")]
    [InlineData("V/m", "V/m")]
    [InlineData("C/m2", "C/m2")]
    [InlineData("A s/m2", "C/m2")]
    [InlineData("C/m2/s", "A/m2")]
    [InlineData("V/s", "V/s")]
    [InlineData("1/s", "1/s")]
    [InlineData("m2", "m2")]
    [InlineData("F/m", "F/m")]
    [InlineData("J/K", "J/K")]
    [InlineData("1/m3", "1/m3")]
    [InlineData("", "a plain number")]
    public void DimensionsAreNamedAsPeopleNameThem(string unit, string name) => Assert.Equal(name, Unit.Parse(unit)!.Value.Dimension.ToString());

    [Fact]
    public void RootsAndPowersCancel()
    {
        Dimension volt = Dimension.Voltage;
        Assert.Equal(volt, volt.ToPower(1.0 / 3).ToPower(3));
        Assert.Equal(volt, volt.ToPower(1.3) / volt.ToPower(0.3));
        Assert.NotEqual(volt, volt.ToPower(1.001));
    }
}
