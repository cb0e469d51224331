namespace Bruno.Gpu.Models.Expressions;

/// <summary>
/// A dual number: a value with its derivatives in any number of directions (forward-mode differentiation). What has no derivatives is a constant.
/// A direction in which a part does not change adds nothing to a derivative, however steep the function is there.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Slopes">The derivatives, one a direction; none of a constant.</param>
public readonly record struct Jet(double Value, IReadOnlyList<double>? Slopes = null)
{
    /// <summary>A number that changes in one direction only, at a rate of one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="direction">The number of the direction.</param>
    /// <param name="directions">How many there are.</param>
    public static Jet Seed(double value, int direction, int directions)
    {
        double[] slopes = new double[directions];
        slopes[direction] = 1;
        return new(value, slopes);
    }

    /// <summary>The derivative in a direction.</summary>
    public double Slope(int direction) => Slopes is null ? 0 : Slopes[direction];

    /// <summary>Whether value and derivatives are finite.</summary>
    public bool IsFinite => double.IsFinite(Value) && (Slopes is null || Slopes.All(double.IsFinite));

    /// <summary>A function of one number, by the chain rule.</summary>
    /// <param name="value">The function's value.</param>
    /// <param name="slope">Its derivative.</param>
    /// <param name="argument">Its argument.</param>
    public static Jet Chain(double value, double slope, Jet argument) => Chain(value, slope, argument, 0, default);

    /// <summary>A function of two numbers, by the chain rule.</summary>
    /// <param name="value">The function's value.</param>
    /// <param name="byLeft">Its derivative by the first.</param>
    /// <param name="left">The first number.</param>
    /// <param name="byRight">Its derivative by the second.</param>
    /// <param name="right">The second number.</param>
    public static Jet Chain(double value, double byLeft, Jet left, double byRight, Jet right)
    {
        int directions = left.Slopes?.Count ?? right.Slopes?.Count ?? 0;
        if (directions == 0)
            return new(value);
        double[] slopes = new double[directions];
        for (int direction = 0; direction < directions; ++direction)
            slopes[direction] = Product(byLeft, left.Slope(direction)) + Product(byRight, right.Slope(direction));
        return new(value, slopes);
    }

    /// <summary>The number with no derivative in the first directions.</summary>
    /// <param name="directions">How many.</param>
    public Jet Held(int directions) => Slopes is null ? this : new(Value, [.. Slopes.Select((slope, direction) => direction < directions ? 0 : slope)]);

    private static double Product(double factor, double slope) => slope == 0 ? 0 : factor * slope;
}
