using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Losses;

/// <summary>Which loss a network is trained for.</summary>
public sealed record LossConfiguration : IValidated
{
    internal const LossKind Usual = LossKind.SpikeCount;

    private const double UsualTimeConstant = 10;

    /// <summary>The loss; not given, the one that fits what the data ask for.</summary>
    public LossKind? Kind { get; init; }

    /// <summary>For "first_spike": the time that a logit of -1 stands for, outer steps.</summary>
    [Number(Above = 0, To = 1e9, Unit = "outer steps")]
    public double TimeConstant { get; init; } = UsualTimeConstant;

    /// <summary>
    /// For losses of steps, "max_over_time", "mean_over_time" and "each_step": steps at the beginning of each sequence that do not count.
    /// Sequences that are no longer take no part. Not given, 5 for "sequence" and 0 for the others.
    /// </summary>
    [Number(From = 0, To = 1_000_000, Unit = "outer steps")]
    public int? WarmupSteps { get; init; }

    /// <summary>
    /// For losses with a softmax: what outputs are multiplied by before it. Potentials are often so small that all classes would be
    /// about as likely as each other.
    /// </summary>
    [Number(Above = 0, To = 1e9)]
    public double Scale { get; init; } = 1;

    /// <summary>
    /// For losses with a softmax: the share of the wanted probability that all classes have alike (label smoothing, Szegedy et al. 2016).
    /// </summary>
    [Number(From = 0, Below = 1)]
    public double LabelSmoothing { get; init; }

    /// <summary>A loss that a program brings, in place of those by name; no file can say it.</summary>
    internal SampleLoss? Own { get; init; }

    /// <summary>Whether it is a loss of steps, which have targets.</summary>
    public bool NeedsTargets => (Kind ?? Usual) is LossKind.Sequence or LossKind.StepClass or LossKind.SquaredError;

    /// <summary>Whether steps at the beginning may be left out.</summary>
    internal bool HasWarmup => NeedsTargets || Kind is LossKind.MaxOverTime or LossKind.MeanOverTime or LossKind.EachStep;

    /// <summary>Steps at the beginning of each sequence that no score knows of: the warm-up, of losses that have one.</summary>
    internal int UnscoredSteps => HasWarmup ? WarmupSteps ?? (Kind == LossKind.Sequence ? 5 : 0) : 0;

    private SoftmaxOptions Softmax => new(Scale, LabelSmoothing);

    /// <summary>The losses that fit what data ask for, the usual one first.</summary>
    public static IReadOnlyList<LossKind> Fitting(DatasetTask task) => task switch
    {
        DatasetTask.StepClassification => [LossKind.StepClass],
        DatasetTask.SequencePrediction => [LossKind.Sequence, LossKind.SquaredError],
        DatasetTask.Regression => [LossKind.SquaredError],
        _ => [LossKind.SpikeCount, LossKind.FirstSpike, LossKind.MaxOverTime, LossKind.MeanOverTime, LossKind.EachStep],
    };

    /// <summary>The same with what was left open decided for what data ask for.</summary>
    public LossConfiguration For(DatasetTask task)
    {
        LossConfiguration chosen = this with { Kind = Kind ?? Fitting(task)[0] };
        return chosen with { WarmupSteps = chosen.HasWarmup ? chosen.UnscoredSteps : chosen.WarmupSteps };
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Kind is not null && !HasWarmup && WarmupSteps > 0)
            yield return new("warmup_steps", $"acts on losses of steps, \"max_over_time\", \"mean_over_time\" and \"each_step\"; of \"{(Kind == LossKind.FirstSpike ? "first_spike" : "spike_count")}\" every step counts: leave it out");
        if (Kind is not (null or LossKind.FirstSpike) && TimeConstant != UsualTimeConstant)
            yield return new("time_constant", "acts on \"first_spike\": leave it out");
        if (Kind is not (LossKind.Sequence or LossKind.SquaredError))
            yield break;
        string name = Kind == LossKind.Sequence ? "sequence" : "squared_error";
        if (Scale != 1)
            yield return new("scale", $"acts on losses with a softmax; \"{name}\" has none: leave it out");
        if (LabelSmoothing != 0)
            yield return new("label_smoothing", $"acts on losses with a softmax; \"{name}\" has none: leave it out");
    }

    /// <summary>The loss on a device, for batches of up to this size.</summary>
    internal ILoss<T> Create<T>(ComputeDevice device, int batch, int outputs)
        where T : unmanaged, IReal<T> => Own is { } own ? new SampleLossPass<T>(device, own, batch, outputs) : (Kind ?? Usual) switch
        {
            LossKind.FirstSpike => new FirstSpikeLoss<T>(device, batch, outputs, TimeConstant, Softmax),
            LossKind.MaxOverTime => new MaxOverTimeLoss<T>(device, batch, outputs, UnscoredSteps, Softmax),
            LossKind.MeanOverTime => new MeanOverTimeLoss<T>(device, batch, outputs, UnscoredSteps, Softmax),
            LossKind.EachStep => new EachStepLoss<T>(device, batch, outputs, UnscoredSteps, Softmax),
            LossKind.Sequence => new SequenceLoss<T>(device, outputs, UnscoredSteps),
            LossKind.StepClass => new StepClassLoss<T>(device, batch, outputs, UnscoredSteps, Softmax),
            LossKind.SquaredError => new SquaredErrorLoss<T>(device, outputs, UnscoredSteps),
            _ => new SpikeCountLoss<T>(device, batch, outputs, Softmax),
        };
}
