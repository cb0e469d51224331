using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Schedules;

/// <summary>The learning rate over the epochs. It looks at the validation loss, never at the test set.</summary>
public sealed record ScheduleConfiguration
{
    /// <summary>The schedule.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    /// <summary>For "plateau": what the rate is multiplied by.</summary>
    [Number(Above = 0, Below = 1)]
    public double Factor { get; init; } = 0.5;

    /// <summary>For "plateau": epochs without a lower validation loss before it is.</summary>
    [Number(From = 0)]
    public int Patience { get; init; } = 5;

    /// <summary>For "cosine": epochs of linear rise.</summary>
    [Number(From = 0)]
    public int WarmupEpochs { get; init; } = 0;

    /// <summary>The smallest learning rate, as a share of the first one.</summary>
    [Number(From = 0, To = 1)]
    public double MinimumShare { get; init; } = 0.01;
}
