using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>The smallest and the largest value of each channel.</summary>
/// <param name="Low">The smallest of each channel.</param>
/// <param name="High">The largest of each channel; above the smallest, also for a channel that never changes.</param>
internal sealed record ValueRange(double[] Low, double[] High)
{
    /// <summary>The range of recordings.</summary>
    public static ValueRange Of(IReadOnlyList<Recording> recordings, int channels)
    {
        double[] low = [.. Enumerable.Repeat(double.PositiveInfinity, channels)], high = [.. Enumerable.Repeat(double.NegativeInfinity, channels)];
        foreach (Recording recording in recordings)
        {
            for (int i = 0; i < recording.Values.Length; ++i)
            {
                low[i % channels] = Math.Min(low[i % channels], recording.Values[i]);
                high[i % channels] = Math.Max(high[i % channels], recording.Values[i]);
            }
        }

        for (int c = 0; c < channels; ++c)
            high[c] = high[c] > low[c] ? high[c] : low[c] + Math.Max(1, Math.Abs(low[c]));
        return new(low, high);
    }
}
