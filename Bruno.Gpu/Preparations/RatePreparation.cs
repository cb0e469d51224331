using Bruno.Gpu.Configuration;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// Rate code: values become Poisson spikes. The rate is f = lowest + u (highest - lowest) with u of <see cref="RangedPreparation"/>; in a
/// step of dt there is a spike with probability 1 - exp(-f dt). The draws of a recording follow from the seed and its values alone.
/// </summary>
public sealed record RatePreparation : RangedPreparation
{
    /// <summary>The rate of the smallest value.</summary>
    [Number(From = 0, To = 1e9, Unit = "Hz")]
    public double LowestRate { get; init; }

    /// <summary>The rate of the largest value.</summary>
    [Number(Above = 0, To = 1e9, Unit = "Hz")]
    public double HighestRate { get; init; } = 100;

    /// <summary>Steps that each step of the recording goes on for.</summary>
    [Number(From = 1, To = 1_000_000)]
    public int Repeat { get; init; } = 1;

    /// <summary>What the draws follow from.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    internal override long ValuesAfter(Recording recording, SignalShape shape) => (long)recording.Values.Length * Repeat;

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape)
    {
        UInt128 hash = RecordingChecks.HashOf(recording);
        CounterRandom random = new(Seed, (uint)RandomStream.PreparedSpikes, (uint)hash, (uint)(hash >> 32));
        int width = shape.Width;
        float[] spikes = new float[recording.Steps * Repeat * width];
        double[] probabilities = new double[width];
        for (int step = 0, at = 0; step < recording.Steps; ++step)
        {
            for (int channel = 0; channel < width; ++channel)
            {
                double rate = LowestRate + Share(recording.Values[step * width + channel], channel) * (HighestRate - LowestRate);
                probabilities[channel] = 1 - Math.Exp(-rate * shape.StepSeconds);
            }

            for (int repeat = 0; repeat < Repeat; ++repeat)
            {
                foreach (double probability in probabilities)
                    spikes[at++] = random.NextUniform() < probability ? 1 : 0;
            }
        }

        return recording.WithRepeatedSteps(spikes, Repeat);
    }

    /// <inheritdoc/>
    public override IEnumerable<Fault> Validate() => HighestRate <= LowestRate
        ? base.Validate().Append(new("highest_rate", FormattableString.Invariant($"must exceed lowest_rate ({LowestRate} Hz), is {HighestRate} Hz")))
        : base.Validate();
}
