using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Training;

/// <summary>Adds up what the outputs of a network do over the valid steps of each sample: spike counts, or sums of values.</summary>
internal sealed class OutputSums<T> : IOutputRecorder<T>
    where T : unmanaged, IReal<T>
{
    private readonly Network<T> network;
    private readonly int outputs;
    private readonly DeviceBuffer<T> sums;
    private readonly Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<T>> add;

    /// <summary>Sums of nothing yet.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">How many samples there are.</param>
    public OutputSums(Network<T> network, int samples)
    {
        this.network = network;
        outputs = network.Layers[^1].Outputs;
        sums = network.Device.Memory.Allocate<T>((long)network.Capacity.Batch * outputs, MemoryPurpose.Scratch);
        add = network.Device.Load<Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<T>>>(SpikeCountKernels.Forward);
        Rows = new double[samples][];
    }

    /// <inheritdoc/>
    public double[][] Rows { get; }

    /// <inheritdoc/>
    public void Add(ArrayView<int> lengths, TimeWindow window)
    {
        if (window.Begin == 0)
            sums.Clear();
        SequenceShape shape = window.Shape(outputs);
        add(shape.Lanes, shape, lengths, network.Output, sums.View);
    }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<int> samples)
    {
        T[] values = sums.Download();
        for (int i = 0; i < samples.Length; ++i)
            Rows[samples[i]] = Array.ConvertAll(values[(i * outputs)..((i + 1) * outputs)], T.ToDouble);
    }

    /// <inheritdoc/>
    public void Dispose() => sums.Dispose();
}
