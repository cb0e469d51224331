namespace Bruno.Gpu.Preparations;

/// <summary>Brings recordings of different lengths to one number of steps.</summary>
internal static class Resampling
{
    /// <summary>
    /// Linear interpolation onto <paramref name="targetSteps"/> equidistant points from the first to the last input step:
    /// output step k lies at input position k (steps - 1) / (targetSteps - 1), so that both ends are kept as they are.
    /// </summary>
    /// <param name="values">Input, time-major [steps × channels].</param>
    /// <param name="steps">Number of input steps, at least 1.</param>
    /// <param name="channels">Width of a row, at least 1.</param>
    /// <param name="targetSteps">Number of output steps, at least 2.</param>
    /// <returns>Time-major [targetSteps × channels].</returns>
    public static float[] Linear(ReadOnlySpan<float> values, int steps, int channels, int targetSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSteps, 2);
        if (values.Length != steps * channels)
            throw new ArgumentException($"{values.Length} values for {steps} steps × {channels} channels.", nameof(values));

        float[] result = new float[targetSteps * channels];
        for (int k = 0; k < targetSteps; k++)
        {
            // Whole numbers first: the position is exact at the ends and wherever the grids meet.
            long numerator = (long)k * (steps - 1);
            int left = (int)(numerator / (targetSteps - 1));
            double fraction = (double)(numerator % (targetSteps - 1)) / (targetSteps - 1);
            int right = Math.Min(left + 1, steps - 1);
            for (int c = 0; c < channels; c++)
            {
                double from = values[left * channels + c];
                double to = values[right * channels + c];
                result[k * channels + c] = (float)(from + (to - from) * fraction);
            }
        }

        return result;
    }
}
