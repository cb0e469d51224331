namespace Bruno.Oracle;

/// <summary>
/// Weights of b bits, levels k from -q to q with q = 2^(b-1) - 1. "legacy": step w_max / q, k = rint(x + U - 1/2) of x = w / step, or rint(x) without random
/// numbers. "head": step w_max / (q + 1/2), k = floor(x), one more where U is below the fraction, or rint(x). Halves are rounded to even.
/// </summary>
public sealed record OracleQuantiser(int Bits, bool IsHead)
{
    private int Largest => (1 << (Bits - 1)) - 1;

    /// <summary>The weight of level 1; with w_max = 1 where all weights are zero.</summary>
    public double Step(double largestWeight) => 1 / LevelsAUnit(largestWeight);

    /// <summary>The levels of weights with w_max = max |w|, each with its random number; to nearest where there are none.</summary>
    public int[] Levels(double[] weights, double[]? uniforms) => Levels(weights, uniforms, weights.Max(Math.Abs));

    /// <summary>The same with a w_max that is given.</summary>
    public int[] Levels(double[] weights, double[]? uniforms, double largestWeight)
    {
        double scale = LevelsAUnit(largestWeight);
        return weights.Select((weight, i) =>
        {
            double x = weight * scale;
            double level = uniforms is null ? Math.Round(x, MidpointRounding.ToEven)
                : IsHead ? Math.Floor(x) + (uniforms[i] < x - Math.Floor(x) ? 1 : 0)
                : Math.Round(x + uniforms[i] - 0.5, MidpointRounding.ToEven);
            return (int)Math.Clamp(level, -Largest, Largest);
        }).ToArray();
    }

    /// <summary>The weights of the levels.</summary>
    public double[] Quantise(double[] weights, double[]? uniforms)
    {
        double scale = LevelsAUnit(weights.Max(Math.Abs));
        return Levels(weights, uniforms).Select(level => level / scale).ToArray();
    }

    private double LevelsAUnit(double largestWeight)
    {
        double largest = largestWeight > 0 ? largestWeight : 1;
        return IsHead ? (Largest + 0.5) * (1 / largest) : Largest / largest;
    }
}
