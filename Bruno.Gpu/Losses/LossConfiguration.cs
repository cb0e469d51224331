using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Losses;

/// <summary>Which loss a network is trained for.</summary>
public sealed record LossConfiguration
{
    private const LossKind Usual = LossKind.SpikeCount;

    /// <summary>The loss; not given, the one that fits what the data ask for.</summary>
    public LossKind? Kind { get; init; }

    /// <summary>For "first_spike": the time that a logit of -1 stands for, outer steps.</summary>
    [Number(Above = 0, To = 1e9, Unit = "outer steps")]
    public double TimeConstant { get; init; } = 10;

    /// <summary>
    /// For losses of steps: steps at the beginning of each sequence that do not count. Sequences that are no longer take no part.
    /// Not given, 5 for "sequence" and 0 for the others.
    /// </summary>
    [Number(From = 0, To = 1_000_000, Unit = "outer steps")]
    public int? WarmupSteps { get; init; }

    /// <summary>Whether it is a loss of steps, which have targets.</summary>
    public bool NeedsTargets => (Kind ?? Usual) is LossKind.Sequence or LossKind.StepClass or LossKind.SquaredError;

    /// <summary>Steps at the beginning of each sequence that no score knows of: the warm-up, of losses that have one.</summary>
    internal int UnscoredSteps => NeedsTargets ? WarmupSteps ?? (Kind == LossKind.Sequence ? 5 : 0) : 0;

    /// <summary>The losses that fit what data ask for, the usual one first.</summary>
    public static IReadOnlyList<LossKind> Fitting(DatasetTask task) => task switch
    {
        DatasetTask.StepClassification => [LossKind.StepClass],
        DatasetTask.SequencePrediction => [LossKind.Sequence, LossKind.SquaredError],
        DatasetTask.Regression => [LossKind.SquaredError],
        _ => [LossKind.SpikeCount, LossKind.FirstSpike],
    };

    /// <summary>The same with what was left open decided for what data ask for.</summary>
    public LossConfiguration For(DatasetTask task)
    {
        LossConfiguration chosen = this with { Kind = Kind ?? Fitting(task)[0] };
        return chosen with { WarmupSteps = chosen.NeedsTargets ? chosen.UnscoredSteps : chosen.WarmupSteps };
    }

    /// <summary>The loss on a device, for batches of up to this size.</summary>
    public ILoss<T> Create<T>(ComputeDevice device, int batch, int outputs)
        where T : unmanaged, IReal<T> => (Kind ?? Usual) switch
        {
            LossKind.FirstSpike => new FirstSpikeLoss<T>(device, batch, outputs, TimeConstant),
            LossKind.Sequence => new SequenceLoss<T>(device, outputs, UnscoredSteps),
            LossKind.StepClass => new StepClassLoss<T>(device, batch, outputs, UnscoredSteps),
            LossKind.SquaredError => new SquaredErrorLoss<T>(device, outputs, UnscoredSteps),
            _ => new SpikeCountLoss<T>(device, batch, outputs),
        };
}
