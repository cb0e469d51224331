using Bruno.Gpu.Kernels.Intrinsics;

namespace Bruno.Gpu.Kernels.Tests.Intrinsics;

public sealed class OpenClMathTests
{
    [Fact]
    public void ExpIsWithinOneUnitInTheLastPlace()
    {
        double worst = 0;
        for (float x = -103.9f; x <= 88.7f; x += 0.0007f)
            worst = Math.Max(worst, Units(OpenClMath.Exp(x), Math.Exp(x)));
        Assert.InRange(worst, 0, 1.0);
    }

    [Fact]
    public void LogIsWithinTwoUnitsInTheLastPlace()
    {
        double worst = 0;
        for (float x = 1e-45f; x < 3e38f; x *= x < 1e-40f ? 1.5f : 1.0003f)
            worst = Math.Max(worst, Units(OpenClMath.Log(x), Math.Log(x)));
        for (float x = 0.5f; x < 2f; x += 1e-5f)
            worst = Math.Max(worst, Units(OpenClMath.Log(x), Math.Log(x)));
        Assert.InRange(worst, 0, 2.0);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(1e30f, float.PositiveInfinity)]
    [InlineData(-1e30f, 0f)]
    [InlineData(88.8f, float.PositiveInfinity)]
    [InlineData(-104f, 0f)]
    [InlineData(0f, 1f)]
    public void ExpOfTheRest(float value, float expected) => Assert.Equal(expected, OpenClMath.Exp(value));

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, float.NaN)]
    [InlineData(-1f, float.NaN)]
    [InlineData(0f, float.NegativeInfinity)]
    [InlineData(1f, 0f)]
    public void LogOfTheRest(float value, float expected) => Assert.Equal(expected, OpenClMath.Log(value));

    /// <summary>The error in units in the last place of the right result; of subnormal ones, of the smallest number.</summary>
    private static double Units(float actual, double expected)
    {
        float near = Math.Max(Math.Abs((float)expected), 1.17549435e-38f);
        return Math.Abs(actual - expected) / (MathF.BitIncrement(near) - near);
    }
}
