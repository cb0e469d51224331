using Bruno.Gpu.Models;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Equations whose units do not fit, each with its place.</summary>
public sealed class DimensionTests
{
    [Theory]
    [InlineData("V + I", "V", 3, "'+' adds V and A")]
    [InlineData("V - 1", "V", 3, "'-' subtracts V and a plain number")]
    [InlineData("exp(V)", "", 1, "exp needs a plain number, not V")]
    [InlineData("1 + log(length)", "", 5, "log needs a plain number, not m")]
    [InlineData("if(length > V, 1, 2)", "", 11, "compares m and V")]
    [InlineData("if(a > 0, V, length)", "V", 1, "if chooses between V and m")]
    [InlineData("max(V, I)", "V", 1, "max compares V and A")]
    [InlineData("2 ^ V", "", 5, "an exponent must be a plain number, is V")]
    [InlineData("V ^ p", "V", 3, "the exponent must be a number")]
    [InlineData("V ^ a", "V", 3, "the exponent must be a number")]
    [InlineData("V * R", "V", 1, "the equation gives")]
    [InlineData("V", "A", 1, "the equation gives V, the unit says A")]
    [InlineData("if(a, 1, 2)", "", 4, "a condition is expected here")]
    [InlineData("1 + (a > b)", "", 8, "a number is expected here, not a condition")]
    [InlineData("a > b", "", 1, "a number is expected, not a condition")]
    [InlineData("if(a > 0 and b, 1, 2)", "", 14, "a condition is expected here")]
    [InlineData("a / 0", "", 3, "division by 0")]
    [InlineData("sqrt(length)", "m", 1, "the equation gives m^0.5, the unit says m")]
    public void AWrongUnitIsPlaced(string expression, string unit, int column, string message)
    {
        (int found, string words) = ModelTexts.Fault(expression, unit);
        Assert.Contains(message, words, StringComparison.Ordinal);
        Assert.Equal(column, found);
    }

    [Theory]
    [InlineData("V / R + I", "A")]
    [InlineData("length ^ 2", "m2")]
    [InlineData("sqrt(length * length)", "m")]
    [InlineData("length ^ (1 / 3) * length ^ (2 / 3)", "m")]
    [InlineData("(V / 1V) ^ p", "")]
    [InlineData("(V / 1V) ^ a", "")]
    [InlineData("exp(V / (R * 1nA))", "")]
    [InlineData("max(V, 0) + 0", "V")]
    [InlineData("if(V > 0, 0, V)", "V")]
    [InlineData("0", "V")]
    [InlineData("-0 * length", "V")]
    [InlineData("sign(V)", "")]
    [InlineData("abs(V)", "mV")]
    [InlineData("hold(C * V) / 1s", "A")]
    public void ARightUnitPasses(string expression, string unit) => Assert.Equal("test", ModelTexts.Quantity(expression, unit).Name);

    [Fact]
    public void AConstantMayBeAnExponent()
    {
        string text = ModelTexts.WithQuantity("length ^ two", "m2").Replace("[parameters]", "[constants]\ntwo = 2\n[parameters]", StringComparison.Ordinal);
        Assert.Equal("m2", Model.Parse("test.toml", text).Quantities[0].Unit);
    }

    /// <summary>A fault is reported where it is, once, and not again by all that uses it.</summary>
    [Fact]
    public void FaultsDoNotSpread()
    {
        string text = ModelTexts.WithQuantity("y + z + V", "V").Replace("[observables]", "[quantities]\ny = \"V + I\"\nz = \"exp(V) * V\"\n[observables]", StringComparison.Ordinal);
        Assert.Equal([(27, "'+' adds V and A"), (28, "exp needs a plain number, not V; divide by a quantity of the same unit")],
            ModelTexts.Faults(text).Select(fault => (fault.Place.Line, fault.Message)));
    }
}
