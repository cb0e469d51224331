using Bruno.Gpu.Models;
using Bruno.Gpu.Models.VerilogA;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Tests.Models.VerilogA;

/// <summary>Units as people write them in attributes.</summary>
public sealed class UnitHintTests
{
    [Theory]
    [InlineData("Ohm", "ohm")]
    [InlineData("ohms", "ohm")]
    [InlineData("Ohms", "ohm")]
    [InlineData("V/A", "ohm")]
    [InlineData("mho", "S")]
    [InlineData("A/V", "S")]
    [InlineData("Siemens", "S")]
    [InlineData("1/s", "Hz")]
    [InlineData("s^-1", "Hz")]
    [InlineData("s**(-1)", "Hz")]
    [InlineData("sec", "s")]
    [InlineData(" volts ", "V")]
    [InlineData("A/V**2", "A/V2")]
    [InlineData("A / m^2", "A/m2")]
    [InlineData("m^2/(V*s)", "m2/V/s")]
    [InlineData("m^2/(V s)", "m2/V/s")]
    [InlineData("ohm.m", "ohm m")]
    [InlineData("Ohm-m", "ohm m")]
    [InlineData("ohm*meter", "ohm m")]
    [InlineData("W/(m.K)", "W/m/K")]
    [InlineData("sqrt(V)", "V^0.5")]
    [InlineData("V^(-0.5)", "V^-0.5")]
    [InlineData("coul", "C")]
    [InlineData("Kelvin", "K")]
    [InlineData("-", "")]
    [InlineData("1", "")]
    [InlineData("unitless", "")]
    public void CommonFormsAreRead(string written, string unit)
    {
        Assert.Equal(Unit.Parse(unit)!.Value.Dimension, UnitHint.Of(written, out string? remark));
        Assert.Null(remark);
    }

    [Theory]
    [InlineData("degC", true, "is K in the model")]
    [InlineData("deg C", true, "is K in the model")]
    [InlineData("Celsius", true, "is K in the model")]
    [InlineData("um", false, "is not of SI without prefix")]
    [InlineData("eV", false, "is not of SI without prefix")]
    [InlineData("cm^-3", false, "is not of SI without prefix")]
    [InlineData("furlong", false, "is no unit that is known here")]
    [InlineData("V/", false, "is no unit that is known here")]
    [InlineData("A/(V", false, "is no unit that is known here")]
    public void OthersAreSpokenOf(string written, bool isStated, string expected)
    {
        Assert.Equal(isStated ? new Dimension(0, 0, 0, 0, 1) : null, UnitHint.Of(written, out string? remark));
        Assert.StartsWith(expected, remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("V/m", "V/m")]
    [InlineData("largest field [V/m]", "V/m")]
    [InlineData("thickness, units: m", "m")]
    [InlineData("a field", null)]
    public void CommentsTellUnits(string comment, string? unit) => Assert.Equal(unit is null ? null : Unit.Parse(unit)!.Value.Dimension, UnitHint.InComment(comment));

    /// <summary>A unit that says nothing here changes no value, and the import says so with its line.</summary>
    [Fact]
    public void AUnitThatDoesNotCountIsNoted()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n;\n(* units = \"kOhm\" *) parameter real R = 2;\n(* units = \"furlong\" *) parameter real a = 3;\n(* unit = \"Ohms\" *) parameter real q = 4;\nanalog I(p, n) <+ a * V(p, n) / R + V(p, n) / q; endmodule";
        ImportResult import = VerilogImport.Parse("m.va", Module);
        Assert.Equal(2, import.Notes.Count);
        Assert.StartsWith("line 2: the unit \"kOhm\" of 'R' is not of SI without prefix", import.Notes[0], StringComparison.Ordinal);
        Assert.StartsWith("line 3: the unit \"furlong\" of 'a' is no unit that is known here; what 'a' measures follows from", import.Notes[1], StringComparison.Ordinal);
        Assert.Contains("q = { value = 4, unit = \"ohm\"", import.Text);
        Assert.Equal(0.5 * 3 / 2 + 0.125, new ModelInterpreter(import.Model).Observe("device_current", [0.5], 0).Value);
    }
}
