using Bruno.Gpu.Configuration;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// Joins a number of steps to one, and neighbouring channels to one: step k holds steps k n to k n + n - 1, the last one what is left;
/// channel c holds channels c p to c p + p - 1. A step's class is that of the last of its steps that counts; wanted values are means.
/// </summary>
public sealed record BinPreparation : Preparation
{
    /// <summary>Steps that become one.</summary>
    [Number(From = 1, To = 1_000_000)]
    public int Steps { get; init; } = 1;

    /// <summary>Neighbouring channels that become one.</summary>
    [Number(From = 1, To = 1_000_000)]
    public int Channels { get; init; } = 1;

    /// <summary>What the values of a bin become.</summary>
    public BinKind By { get; init; } = BinKind.Sum;

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape) => new(
        Channels == 1 ? shape.Channels : [.. shape.Channels.Chunk(Channels).Select(part => part.Length == 1 ? part[0] : $"{part[0]}..{part[^1]}")],
        shape.StepSeconds * Steps);

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape)
    {
        int steps = (recording.Steps + Steps - 1) / Steps;
        return recording with
        {
            Values = Join(recording.Values, recording.Steps, shape.Width, Channels, By),
            Steps = steps,
            Targets = recording.Targets is { } targets ? Join(targets, recording.Steps, targets.Length / recording.Steps, 1, BinKind.Mean) : null,
            StepLabels = recording.StepLabels is { } labels ? [.. labels.Chunk(Steps).Select(bin => bin.LastOrDefault(label => label >= 0, -1))] : null,
        };
    }

    private float[] Join(float[] values, int steps, int width, int pool, BinKind by)
    {
        int outSteps = (steps + Steps - 1) / Steps, outWidth = (width + pool - 1) / pool;
        float[] result = new float[outSteps * outWidth];
        for (int step = 0; step < outSteps; ++step)
        {
            int end = Math.Min((step + 1) * Steps, steps);
            for (int channel = 0; channel < outWidth; ++channel)
            {
                double sum = 0, largest = double.NegativeInfinity;
                int last = Math.Min((channel + 1) * pool, width), count = 0;
                for (int s = step * Steps; s < end; ++s)
                {
                    for (int c = channel * pool; c < last; ++c, ++count)
                    {
                        sum += values[s * width + c];
                        largest = Math.Max(largest, values[s * width + c]);
                    }
                }

                result[step * outWidth + channel] = (float)(by switch { BinKind.Sum => sum, BinKind.Mean => sum / count, _ => largest });
            }
        }

        return result;
    }
}
