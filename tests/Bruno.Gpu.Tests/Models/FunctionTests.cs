using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Every function with its value and derivative, at ordinary and at singular points.</summary>
public sealed class FunctionTests
{
    private const double Infinite = double.PositiveInfinity, None = double.NaN;

    /// <summary>Values and derivatives by a, from the closed forms, to the last digits.</summary>
    [Theory]
    [InlineData("exp(a)", 1, Math.E, Math.E)]
    [InlineData("exp(a)", -800, 0, 0)]
    [InlineData("exp(a)", 800, Infinite, Infinite)]
    [InlineData("expm1(a)", 1, Math.E - 1, Math.E)]
    [InlineData("expm1(a)", 1e-12, 1.0000000000005e-12, 1.000000000001)]
    [InlineData("expm1(a)", 0, 0, 1)]
    [InlineData("exprel(a)", 0, 1, 0.5)]
    [InlineData("exprel(a)", 1, Math.E - 1, 1)]
    [InlineData("exprel(a)", -1, 1 - 1 / Math.E, 1 - 2 / Math.E)]
    [InlineData("exprel(a)", 1e-9, 1.0000000005, 0.5000000003333333)]
    [InlineData("exprel(a)", -40, 0.025, 6.25e-4)]
    [InlineData("log(a)", 1, 0, 1)]
    [InlineData("log(a)", Math.E, 1, 1 / Math.E)]
    [InlineData("log(a)", 0, -Infinite, None)]
    [InlineData("log(a)", -1, None, None)]
    [InlineData("sqrt(a)", 4, 2, 0.25)]
    [InlineData("sqrt(a)", 0, 0, Infinite)]
    [InlineData("sqrt(a)", -1, None, None)]
    [InlineData("abs(a)", -3, 3, -1)]
    [InlineData("abs(a)", 3, 3, 1)]
    [InlineData("abs(a)", 0, 0, 0)]
    [InlineData("sign(a)", -3, -1, 0)]
    [InlineData("sign(a)", 3, 1, 0)]
    [InlineData("sign(a)", 0, 0, 0)]
    [InlineData("sinh(a)", 1, 1.1752011936438014, 1.5430806348152437)]
    [InlineData("cosh(a)", 1, 1.5430806348152437, 1.1752011936438014)]
    [InlineData("tanh(a)", 1, 0.7615941559557649, 0.41997434161402614)]
    [InlineData("tanh(a)", 0, 0, 1)]
    [InlineData("tanh(a)", 30, 1, 0)]
    [InlineData("sin(a)", 1, 0.8414709848078965, 0.5403023058681398)]
    [InlineData("cos(a)", 1, 0.5403023058681398, -0.8414709848078965)]
    [InlineData("sin(a)", 1e6, None, None)]
    [InlineData("cos(a)", -1e6, None, None)]
    [InlineData("atan(a)", 1, 0.7853981633974483, 0.5)]
    [InlineData("atan(a)", -Infinite, -1.5707963267948966, 0)]
    [InlineData("min(a, b)", 1, 1, 1)]
    [InlineData("min(a, b)", 3, 2, 0)]
    [InlineData("max(a, b)", 1, 2, 0)]
    [InlineData("max(a, b)", 3, 3, 1)]
    [InlineData("min(a, b)", 2, 2, 0.5)]
    [InlineData("max(a, b)", 2, 2, 0.5)]
    [InlineData("max(a, log(-1))", 2, None, None)]
    [InlineData("hold(a * a)", 3, 9, 6)]
    [InlineData("hold_slow(a * a)", 3, 9, 6)]
    [InlineData("a ^ 3", -2, -8, 12)]
    [InlineData("a ^ 2", 0, 0, 0)]
    [InlineData("a ^ 1", 0, 0, 1)]
    [InlineData("a ^ 0", 0, 1, 0)]
    [InlineData("a ^ 1.5", 0, 0, 0)]
    [InlineData("a ^ 0.5", 0, 0, Infinite)]
    [InlineData("a ^ -1", 0, Infinite, -Infinite)]
    [InlineData("a ^ 0.5", -1, None, None)]
    [InlineData("b ^ a", 3, 8, 8 * 0.6931471805599453)]
    [InlineData("(b - 2) ^ a", 3, 0, 0)]
    [InlineData("a ^ a", 2, 4, 4 * 1.6931471805599453)]
    [InlineData("sqrt(abs(a))", 0, 0, None)]
    [InlineData("max(sqrt(a), b)", 0, 2, 0)]
    [InlineData("sign(sqrt(a))", 0, 0, 0)]
    [InlineData("1 / a", 0, Infinite, -Infinite)]
    [InlineData("a / a", 0, None, None)]
    [InlineData("if(a > 0, a * a, -a)", 3, 9, 6)]
    [InlineData("if(a > 0, a * a, -a)", 0, 0, -1)]
    [InlineData("if(a > 0, sqrt(a), 0)", 0, 0, 0)]
    [InlineData("if(a > 0, log(a), 0)", -1, 0, 0)]
    public void ValuesAndDerivativesAreAsDocumented(string expression, double at, double value, double derivative)
    {
        Jet jet = new ModelInterpreter(ModelTexts.Quantity(expression)).Observe("x", [0, at, 2], 0);
        Assert.Equal(value, jet.Value, Tolerance(value));
        Assert.Equal(derivative, jet.Slope(1), Tolerance(derivative));
    }

    /// <summary>A direction in which nothing changes adds nothing, however steep the function is.</summary>
    [Fact]
    public void AStructuralZeroStaysZero()
    {
        Jet jet = new ModelInterpreter(ModelTexts.Quantity("sqrt(a) + a ^ 0.5 + b")).Observe("x", [0, 0, 2], 0);
        Assert.Equal([null, Infinite, 1, null], jet.Slopes!);
    }

    /// <summary>Derivatives beside central differences, in both directions at once.</summary>
    [Theory]
    [InlineData("exp(a * b) + expm1(a - b)")]
    [InlineData("exprel(a) * exprel(b) * exprel(a / 10)")]
    [InlineData("log(a) / sqrt(b) - log(a * b)")]
    [InlineData("sinh(a) * cosh(b) - tanh(a * b)")]
    [InlineData("sin(a * b) + cos(a - b) * atan(3 * b)")]
    [InlineData("max(a, b) * min(a * 3, b) + abs(a - b)")]
    [InlineData("a ^ b + b ^ 3 - a ^ -1.3")]
    [InlineData("if(a < b, a / b, b / a) * sign(a - b)")]
    public void DerivativesAreThoseOfDifferences(string expression)
    {
        ModelInterpreter interpreter = new(ModelTexts.Quantity(expression));
        foreach ((double a, double b) in new[] { (0.3, 1.7), (1.1, 0.4), (2.5, 2.1), (0.51, 0.49) })
        {
            Jet jet = interpreter.Observe("x", [0, a, b], 0);
            double Value(double da, double db) => interpreter.Observe("x", [0, a + da, b + db], 0).Value;
            const double Step = 1e-6;
            Assert.Equal((Value(Step, 0) - Value(-Step, 0)) / (2 * Step), jet.Slope(1), 1e-7 * (1 + Math.Abs(jet.Slope(1))));
            Assert.Equal((Value(0, Step) - Value(0, -Step)) / (2 * Step), jet.Slope(2), 1e-7 * (1 + Math.Abs(jet.Slope(2))));
        }
    }

    /// <summary>The series and the quotient of exprel's derivative meet.</summary>
    [Fact]
    public void TheDerivativeOfExprelIsContinuous()
    {
        double below = FunctionTable.Slope(Function.Exprel, 0.5 - 1e-12), above = FunctionTable.Slope(Function.Exprel, 0.5 + 1e-12);
        Assert.Equal(below, above, 5e-12);
        // (e^x (x - 1) + 1) / x^2 at 1/2
        Assert.Equal(4 * (1 - 0.5 * Math.Exp(0.5)), above, 2e-12);
    }

    [Theory]
    [InlineData(HoldChoice.None, 2, 3, 1)]
    [InlineData(HoldChoice.Slow, 2, 0, 1)]
    [InlineData(HoldChoice.All, 0, 0, 1)]
    public void HoldStopsDerivativesByStateAndInput(object choice, double byA, double byB, double byParameter)
    {
        Jet jet = new ModelInterpreter(ModelTexts.Quantity("hold(2 * a + p) + hold_slow(3 * b)"), holds: (HoldChoice)choice, directions: ["p"]).Observe("x", [0, 1, 1], 0);
        Assert.Equal(7, jet.Value);
        Assert.Equal([0, byA, byB, 0, byParameter], Enumerable.Range(0, 5).Select(jet.Slope));
    }

    [Fact]
    public void EveryFunctionIsDescribed() =>
        Assert.Equal(Enum.GetValues<Function>(), FunctionTable.Rules.Select(rule => rule.Function));

    private static double Tolerance(double value) => double.IsFinite(value) ? 4e-15 * Math.Max(Math.Abs(value), 1e-3) : 0;
}
