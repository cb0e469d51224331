using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Tests.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Scalars;

/// <summary>
/// The elementary functions: double against references that cancel nowhere, float against double. What a GPU's own
/// exponential and logarithm add is a few units in the last place.
/// </summary>
public sealed class DeviceMathTests
{
    private const double DoubleUnit = 1.1102230246251565e-16, FloatUnit = 5.9604644775390625e-8;

    private static readonly double[] Signed = [.. Grid(1e-8, 80).SelectMany(x => new[] { x, -x })];

    private static readonly double[] NearOne = [0.499999, 0.5, 0.500001, -0.499999, -0.5, -0.500001];

    [Fact]
    public void Expm1OfZeroIsZero()
    {
        Assert.Equal(0.0, DeviceMath.Expm1(0.0));
        Assert.Equal(0f, DeviceMath.Expm1(0f));
    }

    [Fact]
    public void Expm1InDoubleIsRightToAFewUnits()
    {
        foreach (double x in Signed.Concat(NearOne))
            AssertNear(2 * Math.Exp(x / 2) * Math.Sinh(x / 2), DeviceMath.Expm1(x), 8 * DoubleUnit, x);
    }

    [Fact]
    public void Expm1InFloatIsRightToAFewUnits()
    {
        foreach (float x in Signed.Concat(NearOne).Select(x => (float)x))
            AssertNear(DeviceMath.Expm1((double)x), DeviceMath.Expm1(x), 4 * FloatUnit, x);
    }

    /// <summary>Against the series, summed from its smallest term.</summary>
    [Fact]
    public void SmallPhi3IsRightToAFewUnits()
    {
        foreach (double z in Signed.Where(x => Math.Abs(x) <= 1).Append(1).Append(-1))
        {
            double expected = 0, factorial = 2;
            double[] terms = [.. Enumerable.Range(0, 25).Select(k => Math.Pow(z, k) / (factorial *= k + 3))];
            for (int k = 24; k >= 0; --k)
                expected += terms[k];
            AssertNear(expected, DeviceMath.SmallPhi3(z), 4 * DoubleUnit, z);
            AssertNear(DeviceMath.SmallPhi3((double)(float)z), DeviceMath.SmallPhi3((float)z), 4 * FloatUnit, z);
        }
    }

    [Fact]
    public void ExpInFloatIsRightToAFewUnits()
    {
        foreach (float x in Signed.Select(x => (float)x))
            AssertNear(Math.Exp(x), DeviceMath.Exp(x), 4 * FloatUnit, x);
    }

    [Fact]
    public void LogInFloatIsRightToAFewUnits()
    {
        foreach (float x in Grid(1e-30, 1e30).Select(x => (float)x))
            AssertNear(Math.Log(x), DeviceMath.Log(x), 4 * FloatUnit, x);
    }

    /// <summary>The rounding of y log x, whose magnitude is 43 in a FeLIF at zero field, is the error of x^y.</summary>
    [Theory]
    [InlineData(1.3)]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(-2.0)]
    public void PowPositiveIsRightToTheRoundingOfItsExponent(double exponent)
    {
        foreach (double x in Grid(1e-15, 1e15))
        {
            double magnitude = 2 + Math.Abs(exponent * Math.Log(x));
            AssertNear(Math.Pow(x, exponent), DeviceMath.PowPositive(x, exponent), 3 * magnitude * DoubleUnit, x);
            float single = (float)x;
            double reference = Math.Pow(single, (float)exponent);
            if (reference is > 1e-37 and < 1e37)
                AssertNear(reference, DeviceMath.PowPositive(single, (float)exponent), 3 * magnitude * FloatUnit, x);
        }
    }

    [Fact]
    public void WrappersComputeWhatTheirNumbersDo()
    {
        foreach (double x in new RandomArrays(1).Vector(200, 0.01, 9))
        {
            float f = (float)x;
            Assert.Equal(Math.Exp(x), Float64.Exp(new(x)).Number);
            Assert.Equal(MathF.Exp(f), Float32.Exp(new(f)).Number);
            Assert.Equal(Math.Sqrt(x), Float64.Sqrt(new(x)).Number);
            Assert.Equal(MathF.Sqrt(f), Float32.Sqrt(new(f)).Number);
            Assert.Equal(Math.Log(x), Float64.Log(new(x)).Number);
            Assert.Equal(MathF.Log(f), Float32.Log(new(f)).Number);
            Assert.Equal(DeviceMath.Expm1(x), Float64.Expm1(new(x)).Number);
            Assert.Equal(DeviceMath.Expm1(f), Float32.Expm1(new(f)).Number);
            Assert.Equal(DeviceMath.PowPositive(x, 1.3), Float64.PowPositive(new(x), new(1.3)).Number);
            Assert.Equal(DeviceMath.PowPositive(f, 1.3f), Float32.PowPositive(new(f), new(1.3f)).Number);
            Assert.Equal((x, f), (Float64.Abs(new(-x)).Number, Float32.Abs(new(-f)).Number));
            Assert.Equal((x, f), (Float64.Hold(new(x)).Number, Float32.Hold(new(f)).Number));
            Assert.Equal((f, (double)f), (Float32.From(x).Number, Float32.ToDouble(new(f))));
        }
    }

    private static void AssertNear(double expected, double actual, double relative, double argument) =>
        Assert.True(
            Math.Abs(actual - expected) <= relative * Math.Abs(expected),
            $"{actual:R} instead of {expected:R} at {argument:R}, {Math.Abs(actual / expected - 1):E2} off");

    private static IEnumerable<double> Grid(double low, double high)
    {
        const int Points = 2000;
        double ratio = Math.Log(high / low) / Points;
        return Enumerable.Range(0, Points + 1).Select(i => low * Math.Exp(ratio * i));
    }
}
