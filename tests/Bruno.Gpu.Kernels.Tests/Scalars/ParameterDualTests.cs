using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Tests.Oracle;
using Number = Bruno.Gpu.Kernels.Scalars.ParameterDual<Bruno.Gpu.Kernels.Scalars.Float64>;

namespace Bruno.Gpu.Kernels.Tests.Scalars;

/// <summary>Every operation of a number with its derivative by a parameter: values of the reals, derivatives by central differences.</summary>
public sealed class ParameterDualTests
{
    private static readonly Dictionary<string, (Func<Float64, Float64, Float64> Real, Func<Number, Number, Number> Dual)> Operations = new()
    {
        ["sum"] = ((x, y) => x + y, (x, y) => x + y),
        ["difference"] = ((x, y) => x - y, (x, y) => x - y),
        ["product"] = ((x, y) => x * y, (x, y) => x * y),
        ["quotient"] = ((x, y) => x / y, (x, y) => x / y),
        ["negation"] = ((x, y) => -x * y, (x, y) => -x * y),
        ["scale"] = ((x, y) => Float64.Scale(x, y), (x, y) => Number.Scale(x, y)),
        ["shift"] = ((x, y) => Float64.Shift(x, y), (x, y) => Number.Shift(x, y)),
        ["exp"] = ((x, y) => Float64.Exp(x - y), (x, y) => Number.Exp(x - y)),
        ["expm1"] = ((x, y) => Float64.Expm1(x - y), (x, y) => Number.Expm1(x - y)),
        ["power"] = (Float64.PowPositive, Number.PowPositive),
        ["logarithm"] = ((x, y) => Float64.Log(x * y), (x, y) => Number.Log(x * y)),
        ["root"] = ((x, y) => Float64.Sqrt(x * y), (x, y) => Number.Sqrt(x * y)),
        ["magnitude"] = ((x, y) => Float64.Abs(x - y), (x, y) => Number.Abs(x - y)),
        ["phi3"] = ((x, y) => Float64.SmallPhi3(new Float64(0.3) * (x - y)), (x, y) => Number.SmallPhi3(Number.From(0.3) * (x - y))),
        ["choice"] = ((x, y) => Float64.WhereLess(x, y, x * x, y), (x, y) => Number.WhereLess(x, y, x * x, y)),
        ["held"] = ((x, y) => Float64.Hold(x) * Float64.HoldSlow(y), (x, y) => Number.Hold(x) * Number.HoldSlow(y)),
        ["value"] = ((x, y) => x.Value * y, (x, y) => x.Value * Number.Constant(y)),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndDerivativeAreThoseOfTheReals(string name)
    {
        (Func<Float64, Float64, Float64> real, Func<Number, Number, Number> dual) = Operations[name];
        RandomArrays random = new(19);
        for (int sample = 0; sample < 20; ++sample)
        {
            double[] at = random.Vector(2, 0.4, 2), direction = random.Vector(2, -1, 1), parameter = [0];
            double Value() => real(new(at[0] + parameter[0] * direction[0]), new(at[1] + parameter[0] * direction[1])).Number;
            Number result = dual(new(new(at[0]), new(direction[0])), new(new(at[1]), new(direction[1])));
            double expected = FiniteDifference.Gradient(Value, parameter, 1e-6)[0];
            Assert.Equal(Value(), result.Number.Number, 1e-14 * (1 + Math.Abs(Value())));
            Assert.Equal(expected, result.Tangent.Number, 1e-8 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void ItIsOrderedByItsNumber()
    {
        Number less = new(new(1), new(5)), more = new(new(2), new(-5));
        Assert.True(less < more && more > less && less <= more && more >= less && !(more < less));
        Assert.True(Number.AllLess(less, more) && !Number.AnyLess(more, less));
        Assert.Equal(2.220446049250313e-16, Number.ToDouble(Number.Spacing));
        Assert.Equal(0.5, Number.ToDouble(Number.FromHalf(Number.ToHalf(Number.From(0.5)))));
    }
}
