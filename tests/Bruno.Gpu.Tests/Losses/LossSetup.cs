using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Sequences;
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
    StepClass,
    SquaredError,
    MaxOverTime,
    MeanOverTime,
    EachStep,
}

/// <summary>A loss with its targets, said once for the product and the oracle; lengths mask padding.</summary>
internal sealed record LossSetup(LossKind Kind, int[] Lengths)
{
    public int[] Labels { get; init; } = [];

    /// <summary>[T][batch][output]; empty for classification.</summary>
    public double[][][] Targets { get; init; } = [];

    public int Warmup { get; init; }

    public double TimeConstant { get; init; } = 4;

    public double Scale { get; init; } = 1;

    public double Smoothing { get; init; }

    private SoftmaxOptions Softmax => new(Scale, Smoothing);

    /// <summary>The oracle knows no padding in classification: each sequence is given to it alone and cut to its length.</summary>
    public OracleLoss Oracle(double[][][] output)
    {
        switch (Kind)
        {
            case LossKind.Sequence:
                return OracleSigmoidLoss.At(output, Targets, Warmup, Lengths);
            case LossKind.StepClass:
                return OracleStepClassLoss.At(output, Targets, Warmup, Lengths);
            case LossKind.SquaredError:
                return OracleSquaredError.At(output, Targets, Warmup, Lengths);
            case LossKind.MaxOverTime:
                return OracleOverTimeLosses.Maximum(output, Labels, Lengths, Warmup, Scale, Smoothing);
            case LossKind.MeanOverTime:
                return OracleOverTimeLosses.Mean(output, Labels, Lengths, Warmup, Scale, Smoothing);
            case LossKind.EachStep:
                return OracleOverTimeLosses.EachStep(output, Labels, Lengths, Warmup, Scale, Smoothing);
        }

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

    /// <summary>The product's loss, for batches of up to a size.</summary>
    public ILoss<T> Create<T>(ComputeDevice device, int batch, int outputs)
        where T : unmanaged, IReal<T> => Kind switch
        {
            LossKind.SpikeCount => new SpikeCountLoss<T>(device, batch, outputs, Softmax),
            LossKind.FirstSpike => new FirstSpikeLoss<T>(device, batch, outputs, TimeConstant, Softmax),
            LossKind.MaxOverTime => new MaxOverTimeLoss<T>(device, batch, outputs, Warmup, Softmax),
            LossKind.MeanOverTime => new MeanOverTimeLoss<T>(device, batch, outputs, Warmup, Softmax),
            LossKind.EachStep => new EachStepLoss<T>(device, batch, outputs, Warmup, Softmax),
            LossKind.StepClass => new StepClassLoss<T>(device, batch, outputs, Warmup, Softmax),
            LossKind.SquaredError => new SquaredErrorLoss<T>(device, outputs, Warmup),
            _ => new SequenceLoss<T>(device, outputs, Warmup),
        };

    /// <summary>The product's scores of each batch element; writes the adjoint.</summary>
    public LossScores Evaluate<T>(ComputeDevice device, Signal<T> output, ArrayView<T> adjoint, SequenceExtent extent, int outputs)
        where T : unmanaged, IReal<T>
    {
        using ILoss<T> loss = Create<T>(device, extent.Batch, outputs);
        using LossBuffers<T> buffers = new(device, this);
        TimeWindow window = TimeWindow.Whole(extent);
        loss.Observe(output, buffers.Targets, buffers.Scores, window);
        loss.Score(buffers.Targets, buffers.Scores, extent.Batch);
        loss.Differentiate(output, buffers.Targets, adjoint, window);
        return buffers.Download();
    }
}

/// <summary>The scores of each batch element.</summary>
internal sealed record LossScores(double[] Losses, int[] Hits, int[] Trials);
