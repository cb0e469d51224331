using Bruno.Gpu.Configuration;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Losses;

/// <summary>Which loss a network is trained for.</summary>
public sealed record LossConfiguration
{
    /// <summary>The loss.</summary>
    public LossKind Kind { get; init; } = LossKind.SpikeCount;

    /// <summary>For "first_spike": the time that a logit of -1 stands for, outer steps.</summary>
    [Number(Above = 0, To = 1e9, Unit = "outer steps")]
    public double TimeConstant { get; init; } = 10;

    /// <summary>For "sequence": steps at the beginning of each sequence that do not count. Sequences that are no longer take no part.</summary>
    [Number(From = 0, To = 1_000_000, Unit = "outer steps")]
    public int WarmupSteps { get; init; } = 5;

    /// <summary>Steps at the beginning of each sequence that no score knows of: the warm-up, of losses that have one.</summary>
    internal int UnscoredSteps => Kind == LossKind.Sequence ? WarmupSteps : 0;

    /// <summary>The loss on a device, for batches of up to this size.</summary>
    public ILoss<T> Create<T>(ComputeDevice device, int batch, int outputs)
        where T : unmanaged, IReal<T> => Kind switch
        {
            LossKind.FirstSpike => new FirstSpikeLoss<T>(device, batch, outputs, TimeConstant),
            LossKind.Sequence => new SequenceLoss<T>(device, outputs, WarmupSteps),
            _ => new SpikeCountLoss<T>(device, batch, outputs),
        };
}
