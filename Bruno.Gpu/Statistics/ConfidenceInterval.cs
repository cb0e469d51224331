using MathNet.Numerics.Distributions;

namespace Bruno.Gpu.Statistics;

/// <summary>An interval that holds what is looked for in a given share of all experiments.</summary>
/// <param name="Lower">Its lower bound.</param>
/// <param name="Upper">Its upper bound.</param>
/// <param name="Confidence">That share, above 0 and below 1.</param>
internal sealed record ConfidenceInterval(double Lower, double Upper, double Confidence)
{
    /// <summary>The share that is meant where none is named.</summary>
    public const double Usual = 0.95;

    /// <summary>The interval of a mean, by Student's t: mean +- t((1 + confidence) / 2, n - 1) deviation / sqrt(n).</summary>
    /// <param name="mean">The mean of the sample.</param>
    /// <param name="deviation">Its standard deviation, divided by n - 1.</param>
    /// <param name="count">Its size n, at least 2.</param>
    /// <param name="confidence">The share, above 0 and below 1.</param>
    public static ConfidenceInterval OfMean(double mean, double deviation, int count, double confidence = Usual)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        double half = StudentT.InvCDF(0, 1, count - 1, (1 + confidence) / 2) * deviation / Math.Sqrt(count);
        return new(mean - half, mean + half, confidence);
    }

    /// <summary>Whether a value lies within; the bounds do.</summary>
    public bool Holds(double value) => Lower <= value && value <= Upper;
}
