using Bruno.Gpu.Configuration;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// Sigma-delta code: a channel becomes ON and OFF events where it moves by a threshold from where the last event left it. With
/// r_0 = x_0 and n_k = trunc((x_k - r_(k-1)) / threshold): ON counts n_k where it is positive, OFF counts -n_k where it is negative, and
/// r_k = r_(k-1) + n_k threshold.
/// </summary>
public sealed record DeltaPreparation : Preparation
{
    /// <summary>The change that is an event, in the unit of the values that come here.</summary>
    [Number(Above = 0, To = 1e300)]
    public double Threshold { get; init; } = 0.1;

    /// <summary>Whether ON and OFF are one channel; otherwise OFF channels come after all ON channels.</summary>
    public bool Merge { get; init; }

    /// <summary>Whether a step with events is 1, however many there are.</summary>
    public bool Binary { get; init; } = true;

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape) => Merge
        ? shape
        : shape with { Channels = [.. shape.Channels.Select(name => $"{name}+"), .. shape.Channels.Select(name => $"{name}-")] };

    /// <inheritdoc/>
    internal override long ValuesAfter(Recording recording, SignalShape shape) => recording.Values.Length * (Merge ? 1L : 2L);

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape)
    {
        int width = shape.Width, parts = Merge ? 1 : 2;
        float[] events = new float[recording.Steps * width * parts];
        for (int channel = 0; channel < width; ++channel)
        {
            double reached = recording.Values[channel];
            for (int step = 0; step < recording.Steps; ++step)
            {
                double count = Math.Truncate((recording.Values[step * width + channel] - reached) / Threshold);
                if (count == 0)
                    continue;
                reached += count * Threshold;
                int at = step * width * parts + (count < 0 && !Merge ? width : 0) + channel;
                events[at] = Binary ? 1 : (float)Math.Abs(count);
            }
        }

        return recording with { Values = events };
    }
}
