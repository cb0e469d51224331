using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>
/// What the functions of the language are: names, dimensions, values and derivatives, at their singular points too. The reference for every
/// other form in which a model is evaluated.
/// </summary>
internal static class FunctionTable
{
    /// <summary>Below this magnitude the slope of <c>exprel</c> is summed as a series; above it the difference loses two digits at most.</summary>
    private const double SeriesBound = 0.5;

    /// <summary>All functions.</summary>
    public static IReadOnlyList<FunctionRule> Rules { get; } =
    [
        new(Function.Exp, "exp", 1, DimensionRule.Plain, "e to the power of x"),
        new(Function.Expm1, "expm1", 1, DimensionRule.Plain, "exp(x) - 1, without cancellation near 0"),
        new(Function.Exprel, "exprel", 1, DimensionRule.Plain, "(exp(x) - 1) / x, without its gap at 0: 1 there, with the derivative 1/2"),
        new(Function.Log, "log", 1, DimensionRule.Plain, "natural logarithm; minus infinite at 0, not a number below; neither has a derivative"),
        new(Function.Sqrt, "sqrt", 1, DimensionRule.Root, "square root; its derivative is infinite at 0; not a number below 0"),
        new(Function.Abs, "abs", 1, DimensionRule.Same, "magnitude; its derivative at 0 is 0"),
        new(Function.Sign, "sign", 1, DimensionRule.ToPlain, "-1, 0 or 1; 0 at 0; its derivative is 0 everywhere"),
        new(Function.Sinh, "sinh", 1, DimensionRule.Plain, "hyperbolic sine"),
        new(Function.Cosh, "cosh", 1, DimensionRule.Plain, "hyperbolic cosine"),
        new(Function.Tanh, "tanh", 1, DimensionRule.Plain, "hyperbolic tangent"),
        new(Function.Sin, "sin", 1, DimensionRule.Plain, "sine of an angle in radians; not a number for angles of a million or more"),
        new(Function.Cos, "cos", 1, DimensionRule.Plain, "cosine of an angle in radians; the same"),
        new(Function.Atan, "atan", 1, DimensionRule.Plain, "the angle of a tangent, in radians, between -pi/2 and pi/2"),
        new(Function.Min, "min", 2, DimensionRule.Same, "the smaller of two; where they are equal, the mean of both derivatives; not a number where one is not"),
        new(Function.Max, "max", 2, DimensionRule.Same, "the larger of two; where they are equal, the mean of both derivatives; not a number where one is not"),
        new(Function.Hold, "hold", 1, DimensionRule.Same, "x itself: a rate whose derivative by the state and the input BRUNO's coarse step leaves out"),
        new(Function.HoldSlow, "hold_slow", 1, DimensionRule.Same, "the same for what is no rate, and is left out also where the derivatives of rates are kept"),
    ];

    /// <summary>The names of all functions.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rules.Select(rule => rule.Name)];

    /// <summary>The function of a name, or none.</summary>
    public static FunctionRule? Find(string name) => Rules.FirstOrDefault(rule => rule.Name == name);

    /// <summary>What a function is.</summary>
    public static FunctionRule Of(Function function) => Rules.First(rule => rule.Function == function);

    /// <summary>The value of a function of one argument.</summary>
    public static double Value(Function function, double x) => function switch
    {
        Function.Exp => Math.Exp(x),
        Function.Expm1 => DeviceMath.Expm1(x),
        Function.Exprel => x == 0 ? 1 : DeviceMath.Expm1(x) / x,
        Function.Log => Math.Log(x),
        Function.Sqrt => Math.Sqrt(x),
        Function.Abs => Math.Abs(x),
        Function.Sign => double.IsNaN(x) ? x : Math.Sign(x),
        Function.Sinh => Math.Sinh(x),
        Function.Cosh => Math.Cosh(x),
        Function.Tanh => Math.Tanh(x),
        Function.Sin => Math.Abs(x) < Trigonometry.LargestAngle ? Math.Sin(x) : double.NaN,
        Function.Cos => Math.Abs(x) < Trigonometry.LargestAngle ? Math.Cos(x) : double.NaN,
        Function.Atan => Math.Atan(x),
        Function.Hold or Function.HoldSlow => x,
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    /// <summary>The derivative of a function of one argument.</summary>
    public static double Slope(Function function, double x) => function switch
    {
        Function.Exp => Math.Exp(x),
        Function.Expm1 => Math.Exp(x),
        Function.Exprel => ExprelSlope(x),
        Function.Log => x > 0 ? 1 / x : double.NaN,
        Function.Sqrt => 0.5 / Math.Sqrt(x),
        Function.Abs => double.IsNaN(x) ? x : Math.Sign(x),
        Function.Sign => double.IsNaN(x) ? x : 0,
        Function.Sinh => Math.Cosh(x),
        Function.Cosh => Math.Sinh(x),
        Function.Tanh => 1 - Math.Tanh(x) * Math.Tanh(x),
        Function.Sin => Value(Function.Cos, x),
        Function.Cos => -Value(Function.Sin, x),
        Function.Atan => 1 / (1 + x * x),
        Function.Hold or Function.HoldSlow => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    /// <summary>The sum of (k + 1) x^k / (k + 2)!, or the quotient that it comes from.</summary>
    private static double ExprelSlope(double x)
    {
        if (Math.Abs(x) >= SeriesBound)
            return (Math.Exp(x) - Value(Function.Exprel, x)) / x;
        double sum = 0, power = 1, factorial = 2;
        for (int k = 0; k < 16; ++k)
        {
            sum += (k + 1) * power / factorial;
            power *= x;
            factorial *= k + 3;
        }

        return sum;
    }
}
