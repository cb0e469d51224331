using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Networks;
using Bruno.Oracle;
using ILGPU;

namespace Bruno.Gpu.Tests.Losses;

/// <summary>Which loss.</summary>
public enum LossKind
{
    SpikeCount,
    FirstSpike,
    Sequence,
}

/// <summary>A loss with its targets, said once for the product and the oracle; lengths mask padding.</summary>
internal sealed record LossSetup(LossKind Kind, int[] Lengths)
{
    public int[] Labels { get; init; } = [];

    /// <summary>[T][batch][output]; empty for classification.</summary>
    public double[][][] Targets { get; init; } = [];

    public int Warmup { get; init; }

    public double TimeConstant { get; init; } = 4;

    /// <summary>The oracle knows no padding in classification: each sequence is given to it alone and cut to its length.</summary>
    public OracleLoss Oracle(double[][][] output)
    {
        if (Kind == LossKind.Sequence)
            return OracleSigmoidLoss.At(output, Targets, Warmup, Lengths);

        int batch = Lengths.Length;
        double value = 0;
        double[][][] gradient = OracleGrid.Zeros(output.Length, batch, output[0][0].Length);
        for (int b = 0; b < batch; ++b)
        {
            double[][][] alone = [.. output.Take(Lengths[b]).Select(step => new[] { step[b] })];
            OracleLoss loss = Kind == LossKind.SpikeCount
                ? OracleSpikeCountLoss.At(alone, [Labels[b]])
                : OracleFirstSpikeLoss.At(alone, [Labels[b]], TimeConstant);
            value += loss.Value / batch;
            for (int t = 0; t < Lengths[b]; ++t)
                gradient[t][b] = [.. loss.OutputGradient[t][0].Select(g => g / batch)];
        }

        return new OracleLoss(value, gradient);
    }

    /// <summary>The product's scores of each batch element; writes the adjoint.</summary>
    public LossScores Evaluate<T>(ComputeDevice device, Signal<T> output, ArrayView<T> adjoint, SequenceExtent extent, int outputs)
        where T : unmanaged, IReal<T>
    {
        using ILoss<T> loss = Kind switch
        {
            LossKind.SpikeCount => new SpikeCountLoss<T>(device, extent.Batch, outputs),
            LossKind.FirstSpike => new FirstSpikeLoss<T>(device, extent.Batch, outputs, TimeConstant),
            _ => new SequenceLoss<T>(device, outputs, Warmup),
        };
        DeviceMemory memory = device.Memory;
        T[] values = Array.ConvertAll(Flat.Of(Targets), T.From);
        int[] samples = [.. Enumerable.Range(0, extent.Batch).Reverse()];
        using DeviceBuffer<int> labels = memory.Allocate<int>(Labels, MemoryPurpose.Data);
        using DeviceBuffer<int> lengths = memory.Allocate<int>(Lengths, MemoryPurpose.Data);
        using DeviceBuffer<int> order = memory.Allocate<int>(samples, MemoryPurpose.Data);
        using DeviceBuffer<T> targets = memory.Allocate<T>(values, MemoryPurpose.Data);
        using DeviceBuffer<T> losses = memory.Allocate<T>(extent.Batch, MemoryPurpose.Scratch);
        using DeviceBuffer<int> hits = memory.Allocate<int>(extent.Batch, MemoryPurpose.Scratch);
        using DeviceBuffer<int> trials = memory.Allocate<int>(extent.Batch, MemoryPurpose.Scratch);
        LossTargets<T> wanted = new(labels.View, targets.View, lengths.View);
        SampleScores<T> scores = new(order.View, losses.View, hits.View, trials.View);
        TimeWindow window = TimeWindow.Whole(extent);
        loss.Observe(output, wanted, scores, window);
        loss.Score(wanted, scores, extent.Batch);
        loss.Differentiate(output, wanted, adjoint, window);
        return new LossScores(
            [.. losses.Download().Select(T.ToDouble).Reverse()], [.. hits.Download().Reverse()], [.. trials.Download().Reverse()]);
    }
}

/// <summary>The scores of each batch element.</summary>
internal sealed record LossScores(double[] Losses, int[] Hits, int[] Trials);
