using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Batches;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Runs;

/// <summary>
/// What training does to its samples, so that a network learns them less by heart: each sample of a batch is moved and stretched in time
/// anew. Evaluation sees samples as they are. For data with a class a sample.
/// </summary>
public sealed record AugmentationConfiguration
{
    /// <summary>A sample is moved by a whole number of steps, drawn from minus this to this; zeros move in.</summary>
    [Number(From = 0, To = 1e6, Unit = "outer steps")]
    public int Shift { get; init; }

    /// <summary>Durations are multiplied by a factor drawn from 1 - this to 1 + this, about the middle of the sample, whose length stays: the nearest step is taken, zeros come in at the ends.</summary>
    [Number(From = 0, Below = 1)]
    public double Stretch { get; init; }

    /// <summary>Whether anything is done.</summary>
    internal bool IsOn => Shift > 0 || Stretch > 0;

    /// <summary>Micro-steps of a step, where the network is unrolled.</summary>
    internal int MicroSteps { get; init; } = 1;

    /// <summary>How the samples of a training batch are moved; nothing where they stay.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="pass">Steps that the optimizer has taken.</param>
    internal TimeWarp? WarpOf(ulong seed, long pass) =>
        IsOn ? new(seed, (uint)RandomStream.Augmentation, (uint)pass, (int)(Stretch * TimeWarp.One), Shift, MicroSteps) : null;
}
