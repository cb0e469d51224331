using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// Latency code: each value of a recording of one step becomes one spike, at step first + round(u (last - first)) with u of
/// <see cref="RangedPreparation"/>: early for small values, or for large ones.
/// </summary>
public sealed record LatencyPreparation : RangedPreparation
{
    /// <summary>Steps of a sample.</summary>
    [Number(From = 2, To = 1_000_000)]
    public int Steps { get; init; } = 50;

    /// <summary>The step of the earliest spike.</summary>
    [Number(From = 0, To = 1_000_000)]
    public int First { get; init; }

    /// <summary>The step of the latest spike; not given, the last one.</summary>
    [Number(From = 0, To = 1_000_000)]
    public int? Last { get; init; }

    /// <summary>Whether large values spike early; otherwise small ones do.</summary>
    public bool LargeFirst { get; init; }

    /// <inheritdoc/>
    internal override long ValuesAfter(Recording recording, SignalShape shape) => (long)Steps * shape.Width;

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape)
    {
        if (recording.Steps != 1)
            throw new DataException($"{recording.Origin}: has {recording.Steps} steps; the latency code (data.preparation, kind = \"latency\") takes one value a channel");
        int last = Last ?? Steps - 1;
        float[] spikes = new float[Steps * shape.Width];
        for (int channel = 0; channel < shape.Width; ++channel)
        {
            double share = Share(recording.Values[channel], channel);
            int step = First + (int)Math.Round((LargeFirst ? 1 - share : share) * (last - First), MidpointRounding.AwayFromZero);
            spikes[step * shape.Width + channel] = 1;
        }

        return recording.WithRepeatedSteps(spikes, Steps);
    }

    /// <inheritdoc/>
    public override IEnumerable<Fault> Validate() => First >= (Last ?? Steps - 1) || Last >= Steps
        ? base.Validate().Append(new("last", $"must lie after first ({First}) and within the {Steps} steps"))
        : base.Validate();
}
