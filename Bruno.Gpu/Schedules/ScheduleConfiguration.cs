using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Schedules;

/// <summary>The learning rate over a run. It looks at the validation loss, never at the test set.</summary>
public sealed record ScheduleConfiguration : IValidated
{
    /// <summary>The factor of a plateau or step where none is given.</summary>
    public const double UsualFactor = 0.5;

    /// <summary>The factor of an epoch where none is given.</summary>
    public const double UsualFactorOfEpoch = 0.95;

    /// <summary>The schedule.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    /// <summary>For "plateau", "step" and "exponential": what the rate is multiplied by; not given, 0.5, and 0.95 for "exponential".</summary>
    [Number(Above = 0, Below = 1)]
    public double? Factor { get; init; }

    /// <summary>For "plateau": epochs without a lower validation loss before it is.</summary>
    [Number(From = 0)]
    public int Patience { get; init; } = 5;

    /// <summary>For "step": epochs from one fall to the next.</summary>
    [Number(From = 1)]
    public int Every { get; init; } = 10;

    /// <summary>For "step": the epochs after which the rate falls, in place of <see cref="Every"/>.</summary>
    [Number(From = 1)]
    public IReadOnlyList<int>? Milestones { get; init; }

    /// <summary>For "one_cycle": the share of the batches in which the rate rises.</summary>
    [Number(Above = 0, Below = 1)]
    public double RiseShare { get; init; } = 0.3;

    /// <summary>For "one_cycle": the rate that it rises from, as a share of the learning rate.</summary>
    [Number(From = 0, To = 1)]
    public double StartShare { get; init; } = 0.04;

    /// <summary>
    /// Epochs of linear rise at the beginning, whole or not, with any schedule: step s of W rises to s / (W + 1) of what the schedule
    /// says. "cosine" and "one_cycle" begin after it. The rate rises from batch to batch, but from epoch to epoch for "cosine" and a
    /// whole number of epochs.
    /// </summary>
    [Number(From = 0, To = 1e6)]
    public double WarmupEpochs { get; init; }

    /// <summary>The smallest rate that a schedule falls to, as a share of the learning rate.</summary>
    [Number(From = 0, To = 1)]
    public double MinimumShare { get; init; } = 0.01;

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Milestones is { Count: 0 })
            yield return new("milestones", "is empty: leave it out, or list epochs");
        foreach (IGrouping<int, int> same in (Milestones ?? []).GroupBy(milestone => milestone).Where(group => group.Count() > 1))
            yield return new("milestones", FormattableString.Invariant($"has {same.Key} {same.Count()} times: the rate falls once after an epoch"));
    }

    /// <summary>Whether the schedule begins where the warm-up ends, and not at the first epoch.</summary>
    internal bool BeginsAfterWarmup => Kind is ScheduleKind.Cosine or ScheduleKind.OneCycle && WarmupEpochs > 0;
}
