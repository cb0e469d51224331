namespace Bruno.Gpu.Schedules;

/// <summary>The learning rate over the epochs. It looks at the validation loss, never at the test set.</summary>
public sealed record ScheduleConfiguration
{
    /// <summary>The schedule.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    /// <summary>For "plateau": what the rate is multiplied by.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>For "plateau": epochs without a lower validation loss before it is.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>For "cosine": epochs of linear rise.</summary>
    public int WarmupEpochs { get; init; } = 0;

    /// <summary>The smallest learning rate, as a share of the first one.</summary>
    public double MinimumShare { get; init; } = 0.01;

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (!(Factor is > 0 and < 1))
            yield return $"factor must be between 0 and 1, not {Factor}";
        if (Patience < 0)
            yield return $"patience must not be negative, not {Patience}";
        if (WarmupEpochs < 0)
            yield return $"warmup_epochs must not be negative, not {WarmupEpochs}";
        if (!(MinimumShare is >= 0 and <= 1))
            yield return $"minimum_share must be from 0 to 1, not {MinimumShare}";
    }
}
