using Bruno.Gpu.Kernels.Intrinsics;

namespace Bruno.Gpu.Kernels.Tests.Intrinsics;

public sealed class CudaMathTests
{
    [Fact]
    public void ExpIsRightOverItsWholeRange()
    {
        for (double x = -708; x <= 709.5; x += 0.37)
            Assert.Equal(1.0, CudaMath.Exp(x) / Math.Exp(x), 5e-15);
        // Below the normal numbers an absolute error of the last place is all there is.
        for (double x = -745; x < -708; x += 0.37)
            Assert.Equal(Math.Exp(x), CudaMath.Exp(x), 1e-320);
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(1e300, double.PositiveInfinity)]
    [InlineData(-1e300, 0)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    [InlineData(0, 1)]
    public void ExpOfTheRest(double value, double expected) => Assert.Equal(expected, CudaMath.Exp(value));

    [Fact]
    public void LogIsRightOverItsWholeRange()
    {
        for (double x = 5e-324; x <= 1e308; x *= 1.37 + 1e-320 / x)
            Assert.Equal(Math.Log(x), CudaMath.Log(x), 3e-15 * Math.Max(1, Math.Abs(Math.Log(x))));
        // Near 1 the logarithm is small, and right in relation to itself.
        for (double d = 1e-15; d < 0.1; d *= 3)
            Assert.Equal(1.0, CudaMath.Log(1 + d) / Math.Log(1 + d), 1e-14);
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(-1, double.NaN)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, 0)]
    public void LogOfTheRest(double value, double expected) => Assert.Equal(expected, CudaMath.Log(value));
}
