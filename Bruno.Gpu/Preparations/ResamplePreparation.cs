using Bruno.Gpu.Configuration;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// Linear interpolation of every recording onto the same number of steps, whatever its length (<see cref="Resampling"/>); classes of
/// steps go to the nearest. The time step is then the same for all, and says nothing about the time of the recording.
/// </summary>
public sealed record ResamplePreparation : Preparation
{
    /// <summary>Steps of every recording.</summary>
    [Number(From = 2, To = 1_000_000)]
    public int Steps { get; init; } = 100;

    /// <summary>The time step afterwards; not given, as before.</summary>
    [Number(Above = 0, To = 1e6, Unit = "s")]
    public double? StepSeconds { get; init; }

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape) => shape with { StepSeconds = StepSeconds ?? shape.StepSeconds };

    /// <inheritdoc/>
    internal override long ValuesAfter(Recording recording, SignalShape shape) => (long)Steps * shape.Width;

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape) => recording with
    {
        Values = Resampling.Linear(recording.Values, recording.Steps, shape.Width, Steps),
        Steps = Steps,
        Targets = recording.Targets is { } targets ? Resampling.Linear(targets, recording.Steps, targets.Length / recording.Steps, Steps) : null,
        StepLabels = recording.StepLabels is { } labels
            ? [.. Enumerable.Range(0, Steps).Select(step => labels[(int)Math.Round((double)step * (recording.Steps - 1) / (Steps - 1), MidpointRounding.AwayFromZero)])]
            : null,
    };
}
