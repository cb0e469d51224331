using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Tests.Oracle;
using HeldDual = Bruno.Gpu.Kernels.Scalars.Dual<Bruno.Gpu.Kernels.Scalars.Float64, Bruno.Gpu.Kernels.Scalars.Held, Bruno.Gpu.Kernels.Scalars.Partials<Bruno.Gpu.Kernels.Scalars.Float64>>;
using KeptDual = Bruno.Gpu.Kernels.Scalars.Dual<Bruno.Gpu.Kernels.Scalars.Float64, Bruno.Gpu.Kernels.Scalars.Kept, Bruno.Gpu.Kernels.Scalars.Partials<Bruno.Gpu.Kernels.Scalars.Float64>>;

namespace Bruno.Gpu.Kernels.Tests.Scalars;

/// <summary>Every operation of dual numbers: the value is that of the reals, the derivatives are central differences.</summary>
public sealed class DualTests
{
    private delegate Float64 Real(Float64 x, Float64 y, Float64 z);

    private delegate KeptDual Derived(KeptDual x, KeptDual y, KeptDual z);

    private static readonly Dictionary<string, (Real Real, Derived Dual)> Operations = new()
    {
        ["sum"] = ((x, y, z) => x + y + z, (x, y, z) => x + y + z),
        ["difference"] = ((x, y, z) => x - y - z, (x, y, z) => x - y - z),
        ["product"] = ((x, y, z) => x * y * z, (x, y, z) => x * y * z),
        ["quotient"] = ((x, y, z) => x / y / z, (x, y, z) => x / y / z),
        ["negation"] = ((x, y, z) => -(x * y) - z, (x, y, z) => -(x * y) - z),
        ["constant"] = ((x, y, z) => new Float64(3) * x + y * z, (x, y, z) => KeptDual.Constant(new(3)) * x + y * z),
        ["scale"] = ((x, y, z) => Float64.Scale(new(-2.5), x * y) + z, (x, y, z) => KeptDual.Scale(new(-2.5), x * y) + z),
        ["shift"] = ((x, y, z) => Float64.Shift(x * y, new(4)) * z, (x, y, z) => KeptDual.Shift(x * y, new(4)) * z),
        ["exp"] = ((x, y, z) => Float64.Exp(x - y) * z, (x, y, z) => KeptDual.Exp(x - y) * z),
        ["expm1"] = ((x, y, z) => Float64.Expm1(x - y) * z, (x, y, z) => KeptDual.Expm1(x - y) * z),
        ["power"] = (
            (x, y, z) => Float64.PowPositive(x / y, new(1.3)) * z,
            (x, y, z) => KeptDual.PowPositive(x / y, new(1.3)) * z),
        ["magnitude"] = ((x, y, z) => Float64.Abs(x - y) * Float64.Abs(-z), (x, y, z) => KeptDual.Abs(x - y) * KeptDual.Abs(-z)),
        ["kept"] = ((x, y, z) => Float64.Hold(x * y) * z, (x, y, z) => KeptDual.Hold(x * y) * z),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndDerivativesAreThoseOfTheReals(string name)
    {
        (Real real, Derived dual) = Operations[name];
        RandomArrays random = new(17);
        for (int sample = 0; sample < 20; ++sample)
        {
            double[] at = random.Vector(3, 0.3, 2.5);
            Float64 Value(double[] x) => real(new(x[0]), new(x[1]), new(x[2]));
            Float64 one = new(1), zero = new(0);
            KeptDual result = dual(
                new(new(at[0]), new(one, zero, zero)), new(new(at[1]), new(zero, one, zero)), new(new(at[2]), new(zero, zero, one)));
            double[] expected = FiniteDifference.Gradient(() => Value(at).Number, at, 1e-6);

            double scale = 1 + expected.Max(Math.Abs);
            Assert.Equal(Value(at).Number, result.Value.Number, 1e-14 * scale);
            Assert.Equal(expected[0], result.Partials.ByPotential.Number, 1e-8 * scale);
            Assert.Equal(expected[1], result.Partials.ByInternal.Number, 1e-8 * scale);
            Assert.Equal(expected[2], result.Partials.ByInput.Number, 1e-8 * scale);
        }
    }

    [Fact]
    public void HeldQuantitiesHaveAValueButNoDerivatives()
    {
        Float64 x = new(1.5), derivative = new(2);
        HeldDual held = HeldDual.Hold(new HeldDual(x, new(derivative, derivative, derivative)));
        Assert.Equal(1.5, held.Value.Number);
        Assert.Equal((0.0, 0.0, 0.0), Numbers(held.Partials));

        KeptDual kept = KeptDual.Hold(new KeptDual(x, new(derivative, derivative, derivative)));
        Assert.Equal(1.5, kept.Value.Number);
        Assert.Equal((2.0, 2.0, 2.0), Numbers(kept.Partials));
        Assert.True(Held.Holds);
        Assert.False(Kept.Holds);
    }

    [Fact]
    public void TheMagnitudeHasDerivativeZeroAtZero()
    {
        Float64 one = new(1);
        Assert.Equal((0.0, 0.0, 0.0), Numbers(KeptDual.Abs(new KeptDual(new(0), new(one, one, one))).Partials));
    }

    [Fact]
    public void ConstantsHaveNoDerivatives() =>
        Assert.Equal((0.0, 0.0, 0.0), Numbers(KeptDual.Constant(new(7)).Partials));

    private static (double, double, double) Numbers(Partials<Float64> partials) =>
        (partials.ByPotential.Number, partials.ByInternal.Number, partials.ByInput.Number);
}
