namespace Bruno.Gpu.Schedules;

/// <summary>The learning rate of each epoch.</summary>
/// <param name="configuration">The schedule.</param>
/// <param name="initial">The first learning rate.</param>
/// <param name="epochs">Epochs of the whole run.</param>
public sealed class LearningRate(ScheduleConfiguration configuration, double initial, int epochs)
{
    /// <summary>What a plateau schedule remembers; part of a checkpoint.</summary>
    public PlateauState State { get; set; } = new(1, double.PositiveInfinity, 0);

    /// <summary>The learning rate of an epoch, the first being 1.</summary>
    public double At(int epoch) => initial * configuration.Kind switch
    {
        ScheduleKind.Plateau => State.Share,
        ScheduleKind.Cosine => Cosine(epoch),
        _ => 1,
    };

    /// <summary>Tells the schedule how an epoch ended.</summary>
    public void Observe(double validationLoss)
    {
        if (validationLoss < State.BestLoss)
            State = State with { BestLoss = validationLoss, BadEpochs = 0 };
        else if (State.BadEpochs < configuration.Patience)
            State = State with { BadEpochs = State.BadEpochs + 1 };
        else
            State = State with { Share = Math.Max(State.Share * configuration.Factor, configuration.MinimumShare), BadEpochs = 0 };
    }

    private double Cosine(int epoch)
    {
        int warmup = configuration.WarmupEpochs;
        if (epoch <= warmup)
            return (double)epoch / (warmup + 1);
        double progress = (double)(epoch - 1 - warmup) / Math.Max(1, epochs - 1 - warmup);
        return configuration.MinimumShare + (1 - configuration.MinimumShare) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(progress, 1)));
    }
}
