namespace Bruno.Gpu.Tests.Synapses;

/// <summary>Statistics of draws against the distribution that they should have.</summary>
internal static class Distribution
{
    /// <summary>The bound of the Kolmogorov-Smirnov statistic times the root of the number of draws, at one in a thousand.</summary>
    private const double Critical = 1.95;

    /// <summary>Mean, variance and fourth moment within four standard errors of a standard normal's, and a Kolmogorov-Smirnov test.</summary>
    public static void AssertStandardNormal(double[] draws)
    {
        double n = draws.Length;
        Assert.Equal(0.0, draws.Average(), 4 / Math.Sqrt(n));
        Assert.Equal(1.0, draws.Average(x => x * x), 4 * Math.Sqrt(2 / n));
        Assert.Equal(3.0, draws.Average(x => x * x * x * x), 4 * Math.Sqrt(96 / n));
        AssertFollows(draws, Normal);
    }

    /// <summary>A share of draws within four standard errors of a probability.</summary>
    public static void AssertShare(double probability, double share, int draws) =>
        Assert.Equal(probability, share, 4 * Math.Sqrt(probability * (1 - probability) / draws));

    private static void AssertFollows(double[] draws, Func<double, double> distribution)
    {
        double[] sorted = [.. draws.Order()];
        double largest = 0;
        for (int i = 0; i < sorted.Length; ++i)
        {
            double expected = distribution(sorted[i]);
            largest = Math.Max(largest, Math.Max(expected - (double)i / sorted.Length, (i + 1.0) / sorted.Length - expected));
        }

        Assert.InRange(largest * Math.Sqrt(sorted.Length), 0, Critical);
    }

    /// <summary>The standard normal distribution function, by the series of its integral.</summary>
    private static double Normal(double x)
    {
        double term = x, sum = x;
        for (int n = 3; n < 400 && Math.Abs(term) > 1e-17; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
