using Bruno.Gpu.Configuration;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// A step of preparation between what was recorded and what a network reads; its <c>kind</c> says which. What it takes from
/// the training part (means, ranges) becomes settings of its own, so that other data are prepared alike.
/// </summary>
[Variant("standardise", typeof(StandardisePreparation))]
[Variant("resample", typeof(ResamplePreparation))]
[Variant("bin", typeof(BinPreparation))]
[Variant("select", typeof(SelectPreparation))]
[Variant("rate", typeof(RatePreparation))]
[Variant("latency", typeof(LatencyPreparation))]
[Variant("delta", typeof(DeltaPreparation))]
[Variant("population", typeof(PopulationPreparation))]
[Variant("log_mel", typeof(LogMelPreparation))]
public abstract record Preparation
{
    /// <summary>The same with what it takes from training recordings, where that is not given.</summary>
    /// <param name="train">Training recordings as they come to this step.</param>
    /// <param name="shape">Their channels and time step.</param>
    internal virtual Preparation Fitted(IReadOnlyList<Recording> train, SignalShape shape) => this;

    /// <summary>Channels and time step after it.</summary>
    /// <exception cref="Errors.BrunoException">It does not fit the signals.</exception>
    internal abstract SignalShape After(SignalShape shape);

    /// <summary>How many values a recording has after it.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="shape">Channels and time step before it.</param>
    internal virtual long ValuesAfter(Recording recording, SignalShape shape) => recording.Values.Length;

    /// <summary>A recording after it.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="shape">Channels and time step before it.</param>
    internal abstract Recording Apply(Recording recording, SignalShape shape);
}
