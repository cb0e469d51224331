using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Batches;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>The buffers of one batch, filled on the device from a split by the indices of its samples.</summary>
internal sealed class BatchAssembly<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly int channels;
    private readonly int outputs;
    private readonly bool hasTargets;
    private readonly DeviceBuffer<T> input;
    private readonly DeviceBuffer<T> targets;
    private readonly DeviceBuffer<int> labels;
    private readonly DeviceBuffer<int> lengths;

    private readonly Action<
        Index1D, SequenceShape, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>> gather;

    private readonly Action<
        Index1D, SequenceShape, TimeWarp, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>> gatherWarped;

    private readonly Action<
        Index1D, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>> gatherLabels;

    /// <summary>Allocates buffers for batches up to a capacity.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="channels">Channels of the data.</param>
    /// <param name="outputs">Targets of a step.</param>
    /// <param name="hasTargets">Whether there are targets of each step.</param>
    /// <param name="capacity">The most steps and samples.</param>
    public BatchAssembly(ComputeDevice device, int channels, int outputs, bool hasTargets, SequenceExtent capacity)
    {
        this.channels = channels;
        this.outputs = outputs;
        this.hasTargets = hasTargets;
        DeviceMemory memory = device.Memory;
        input = memory.Allocate<T>((long)capacity.Steps * capacity.Batch * channels, MemoryPurpose.Data);
        targets = memory.Allocate<T>(hasTargets ? (long)capacity.Steps * capacity.Batch * outputs : 0, MemoryPurpose.Data);
        labels = memory.Allocate<int>(capacity.Batch, MemoryPurpose.Data);
        lengths = memory.Allocate<int>(capacity.Batch, MemoryPurpose.Data);
        gather = device.Load<Action<
            Index1D, SequenceShape, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(
            GatherKernels.Values);
        gatherWarped = device.Load<Action<
            Index1D, SequenceShape, TimeWarp, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(
            GatherKernels.Warped);
        gatherLabels = device.Load<Action<
            Index1D, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>>>(GatherKernels.Labels);
    }

    /// <summary>The input, [steps, batch, channels].</summary>
    public Signal<T> Input => new(input.View);

    /// <summary>Valid steps of each batch element.</summary>
    public ArrayView<int> Lengths => lengths.View;

    /// <summary>What the batch should come to.</summary>
    public LossTargets<T> Targets => new(labels.View, targets.View, lengths.View);

    /// <summary>Fills the buffers.</summary>
    /// <param name="split">Where the samples are.</param>
    /// <param name="samples">Which ones.</param>
    /// <param name="extent">Steps of the longest, and how many there are.</param>
    /// <param name="warp">How values, not targets of a step, are moved in time; none where they stay.</param>
    public void Fill(DeviceSplit<T> split, ArrayView<int> samples, SequenceExtent extent, TimeWarp? warp = null)
    {
        SequenceShape shape = new(extent.Steps, extent.Batch, channels, 0);
        Invariant.Holds(shape.Length <= input.Length && extent.Batch <= labels.Length, "A batch fits into its buffers");
        Invariant.Holds(samples.Length == extent.Batch, "A batch has as many samples as elements");
        if (warp is TimeWarp moved)
            gatherWarped(extent.Steps * extent.Batch, shape, moved, samples, split.Offsets.View, split.StepCounts.View, split.Values.View, input.View);
        else
            gather(shape.Length, shape, samples, split.Offsets.View, split.StepCounts.View, split.Values.View, input.View);
        gatherLabels(extent.Batch, samples, split.Labels.View, split.StepCounts.View, labels.View, lengths.View);
        if (hasTargets)
        {
            shape = shape with { Neurons = outputs };
            gather(shape.Length, shape, samples, split.Offsets.View, split.StepCounts.View, split.Targets.View, targets.View);
        }
    }

    /// <summary>Fills the buffers with numbers of the host, of all steps and batch elements.</summary>
    /// <param name="values">[steps, batch, channels].</param>
    /// <param name="targetValues">[steps, batch, outputs]; empty where there are no targets of a step.</param>
    /// <param name="classes">The class of each batch element.</param>
    /// <param name="steps">Valid steps of each.</param>
    public void Upload(T[] values, T[] targetValues, int[] classes, int[] steps)
    {
        input.Upload(values);
        if (hasTargets)
            targets.Upload(targetValues);
        labels.Upload(classes);
        lengths.Upload(steps);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lengths.Dispose();
        labels.Dispose();
        targets.Dispose();
        input.Dispose();
    }
}
