using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Differentiation;

/// <summary>Adjoints that overflow, and clips.</summary>
public sealed class AdjointTests
{
    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(3.0)]
    public void ADerivativeOfZeroContributesNothing(double adjoint)
    {
        Assert.Equal(0.0, Adjoint.Times<Float64>(new(adjoint), new(0)).Number);
        Assert.Equal(0.0, Adjoint.Times<Float64>(new(adjoint), new(-0.0)).Number);
    }

    [Fact]
    public void OtherDerivativesMultiply()
    {
        Assert.Equal(-6.0, Adjoint.Times<Float64>(new(3), new(-2)).Number);
        Assert.Equal(double.PositiveInfinity, Adjoint.Times<Float64>(new(double.PositiveInfinity), new(1e-300)).Number);
        Assert.Equal(double.NaN, Adjoint.Times<Float64>(new(3), new(double.NaN)).Number);
    }

    [Theory]
    [InlineData(-3.0, -2.0, 0.0)]
    [InlineData(-2.0, -2.0, 0.5)]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(2.0, 2.0, 0.5)]
    [InlineData(3.0, 2.0, 0.0)]
    public void ClipsHaveValuesAndDerivatives(double value, double clipped, double derivative)
    {
        Float64 lower = new(-2), upper = new(2);
        Assert.Equal(clipped, Clip.Value<Float64>(new(value), lower, upper).Number);
        Assert.Equal(derivative, Clip.Derivative<Float64>(new(value), lower, upper, new(1), new(0), new(0.5)).Number);
    }
}
