namespace Bruno.Gpu.Models.Expressions;

/// <summary>
/// A dual number: a value with its derivatives in any number of directions (forward-mode differentiation). A direction that it does not depend on
/// has no derivative, rather than a derivative of 0: it stays so, however steep a function is there, where 0 times an infinite slope is not a number.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Slopes">The derivatives, one a direction; none where it does not depend on the direction; none at all of a constant.</param>
internal readonly record struct Jet(double Value, IReadOnlyList<double?>? Slopes = null)
{
    /// <summary>A number that changes in one direction only, at a rate of one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="direction">The number of the direction.</param>
    /// <param name="directions">How many there are.</param>
    public static Jet Seed(double value, int direction, int directions)
    {
        double?[] slopes = new double?[directions];
        slopes[direction] = 1;
        return new(value, slopes);
    }

    /// <summary>The derivative in a direction; 0 where it does not depend on it.</summary>
    public double Slope(int direction) => Slopes?[direction] ?? 0;

    /// <summary>Whether value and derivatives are finite.</summary>
    public bool IsFinite => double.IsFinite(Value) && (Slopes is null || Slopes.All(slope => slope is not double known || double.IsFinite(known)));

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
        double?[] slopes = new double?[directions];
        for (int direction = 0; direction < directions; ++direction)
        {
            double? fromLeft = byLeft * left.Slopes?[direction], fromRight = byRight * right.Slopes?[direction];
            slopes[direction] = fromLeft + fromRight ?? fromLeft ?? fromRight;
        }

        return new(value, slopes);
    }

    /// <summary>The number as it is when it does not depend on the first directions.</summary>
    /// <param name="directions">How many.</param>
    public Jet Held(int directions) => Slopes is null ? this : new(Value, [.. Slopes.Select((slope, direction) => direction < directions ? null : slope)]);
}
