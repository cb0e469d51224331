namespace Bruno.Gpu.Preparations;

/// <summary>
/// x → (x - mean) / deviation, channel by channel. Take the statistics from training samples and apply them to all splits.
/// </summary>
/// <param name="Means">Mean of each channel, in the unit of the data.</param>
/// <param name="Deviations">Standard deviation (of the population) of each channel; 1 for a channel that never changes.</param>
internal sealed record Standardisation(double[] Means, double[] Deviations)
{
    /// <summary>Statistics over all steps of all given samples.</summary>
    /// <param name="samples">Training samples, each time-major [steps × channels]; lengths may differ.</param>
    /// <param name="channels">Width of a row, at least 1.</param>
    /// <exception cref="ArgumentException">There is no value at all.</exception>
    public static Standardisation Of(IReadOnlyList<float[]> samples, int channels)
    {
        long rows = samples.Sum(sample => (long)sample.Length / channels);
        if (rows == 0)
            throw new ArgumentException("Statistics need at least one step.", nameof(samples));

        double[] means = SumByChannel(samples, channels, (value, _) => value);
        for (int c = 0; c < channels; c++)
            means[c] /= rows;

        double[] deviations = SumByChannel(samples, channels, (value, c) => (value - means[c]) * (value - means[c]));
        for (int c = 0; c < channels; c++)
        {
            deviations[c] = Math.Sqrt(deviations[c] / rows);
            // Rounding leaves a constant channel a deviation that is tiny rather than zero.
            if (deviations[c] <= 1e-9 * Math.Abs(means[c]))
                deviations[c] = 1.0;
        }

        return new Standardisation(means, deviations);
    }

    /// <summary>A standardised copy of a sample, time-major [steps × channels].</summary>
    public float[] Apply(ReadOnlySpan<float> values)
    {
        float[] result = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int c = i % Means.Length;
            result[i] = (float)((values[i] - Means[c]) / Deviations[c]);
        }

        return result;
    }

    private static double[] SumByChannel(IReadOnlyList<float[]> samples, int channels, Func<double, int, double> term)
    {
        double[] sums = new double[channels];
        foreach (float[] sample in samples)
        {
            for (int i = 0; i < sample.Length; i++)
                sums[i % channels] += term(sample[i], i % channels);
        }

        return sums;
    }
}
