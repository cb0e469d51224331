namespace Bruno.Gpu.Schedules;

/// <summary>The learning rate of each step of a run.</summary>
/// <param name="configuration">The schedule.</param>
/// <param name="initial">The learning rate that its shares are of.</param>
/// <param name="epochs">Epochs of the whole run.</param>
internal sealed class LearningRate(ScheduleConfiguration configuration, double initial, int epochs)
{
    /// <summary>What a plateau schedule remembers; part of a checkpoint.</summary>
    public PlateauState State { get; set; } = new(1, double.PositiveInfinity, 0);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="batch">The batch of the epoch, the first being 0.</param>
    /// <param name="batches">Batches of an epoch.</param>
    public double At(int epoch, int batch, int batches) => initial * Share(epoch, (epoch - 1.0) * batches + batch, batches);

    /// <summary>Tells the schedule how an epoch ended.</summary>
    public void Observe(double validationLoss)
    {
        if (validationLoss < State.BestLoss)
            State = State with { BestLoss = validationLoss, BadEpochs = 0 };
        else if (State.BadEpochs < configuration.Patience)
            State = State with { BadEpochs = State.BadEpochs + 1 };
        else
            State = State with { Share = Floored(State.Share * Factor), BadEpochs = 0 };
    }

    private double Factor => configuration.Factor
        ?? (configuration.Kind == ScheduleKind.Exponential ? ScheduleConfiguration.UsualFactorOfEpoch : ScheduleConfiguration.UsualFactor);

    private double Share(int epoch, double step, int batches)
    {
        double warmup = configuration.WarmupEpochs;
        if (configuration.Kind == ScheduleKind.Cosine && double.IsInteger(warmup))
            return epoch <= warmup ? epoch / (warmup + 1) : Cosine(epoch);
        return Math.Min(1, (step + 1) / (warmup * batches + 1)) * configuration.Kind switch
        {
            ScheduleKind.Plateau => State.Share,
            ScheduleKind.Cosine => Cosine(epoch),
            ScheduleKind.OneCycle => OneCycle(step, batches),
            ScheduleKind.Step => Floored(Math.Pow(Factor, Falls(epoch))),
            ScheduleKind.Exponential => Floored(Math.Pow(Factor, epoch - 1)),
            _ => 1,
        };
    }

    private double Cosine(int epoch)
    {
        double warmup = configuration.WarmupEpochs, progress = (epoch - 1 - warmup) / Math.Max(1, epochs - 1 - warmup);
        return configuration.MinimumShare + (1 - configuration.MinimumShare) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(progress, 0, 1)));
    }

    private double OneCycle(double step, int batches)
    {
        double warmup = configuration.WarmupEpochs * batches, rise = configuration.RiseShare;
        double progress = Math.Clamp((step - warmup) / Math.Max(1, (double)epochs * batches - 1 - warmup), 0, 1);
        return progress < rise
            ? Between(configuration.StartShare, 1, progress / rise)
            : Between(1, configuration.MinimumShare, (progress - rise) / (1 - rise));
    }

    /// <summary>How often the rate has fallen by an epoch.</summary>
    private int Falls(int epoch) => configuration.Milestones is { } milestones
        ? milestones.Count(milestone => milestone < epoch)
        : (epoch - 1) / configuration.Every;

    private double Floored(double share) => Math.Max(share, configuration.MinimumShare);

    private static double Between(double from, double to, double progress) => from + (to - from) * progress;
}
