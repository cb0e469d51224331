using Bruno.Gpu.Kernels.Scalars;
using Number = Bruno.Gpu.Kernels.Scalars.ParameterDual<Bruno.Gpu.Kernels.Scalars.Float64>;

namespace Bruno.Gpu.Kernels.Tests.Scalars;

/// <summary>Functions of angles beside those of .NET, in both precisions, and their derivatives.</summary>
public sealed class TrigonometryTests
{
    private static readonly double[] Values =
    [
        0, 1e-12, 0.1, 0.5, Math.PI / 4, 0.8, 1, Math.PI / 2, 2, 2.4, Math.PI, 4, 3 * Math.PI / 2, 6, 2 * Math.PI, 10, 31.4159, 100, 1000.5, 12345.678,
    ];

    public static TheoryData<double> Signed => [.. Values, .. Values.Skip(1).Select(value => -value)];

    [Theory]
    [MemberData(nameof(Signed))]
    public void ValuesAreThoseOfMathematics(double value)
    {
        Float64 angle = new(value);
        Assert.Equal(Math.Sin(value), Trigonometry.Sin<Float64, Float64>(angle).Number, 4e-16 + 1e-19 * Math.Abs(value));
        Assert.Equal(Math.Cos(value), Trigonometry.Cos<Float64, Float64>(angle).Number, 4e-16 + 1e-19 * Math.Abs(value));
        Assert.Equal(Math.Atan(value), Trigonometry.Atan<Float64, Float64>(angle).Number, 6e-16);

        // Beyond 2^13 quarter turns the products are not exact in 32 bits.
        double tolerance = Math.Abs(value) < 1e4 ? 1.5e-7 : 1e-3;
        Float32 single = new((float)value);
        Assert.Equal(Math.Sin((float)value), Trigonometry.Sin<Float32, Float32>(single).Number, tolerance);
        Assert.Equal(Math.Cos((float)value), Trigonometry.Cos<Float32, Float32>(single).Number, tolerance);
        Assert.Equal(Math.Atan((float)value), Trigonometry.Atan<Float32, Float32>(single).Number, 3e-7);
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public void DerivativesAreThoseOfMathematics(double value)
    {
        Number angle = new(new(value), new(2));
        Assert.Equal(2 * Math.Cos(value), Trigonometry.Sin<Number, Number>(angle).Tangent.Number, 2e-11);
        Assert.Equal(-2 * Math.Sin(value), Trigonometry.Cos<Number, Number>(angle).Tangent.Number, 2e-11);
        Assert.Equal(2 / (1 + value * value), Trigonometry.Atan<Number, Number>(angle).Tangent.Number, 2e-12);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(-1e300)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void WhatIsNoAngleHasNoSine(double value)
    {
        Assert.True(double.IsNaN(Trigonometry.Sin<Float64, Float64>(new(value)).Number));
        Assert.True(float.IsNaN(Trigonometry.Cos<Float32, Float32>(new((float)value)).Number));
        double arc = double.IsNaN(value) ? value : Math.CopySign(Math.PI / 2, value);
        Assert.Equal(arc, Trigonometry.Atan<Float64, Float64>(new(value)).Number, 1e-5);
    }
}
