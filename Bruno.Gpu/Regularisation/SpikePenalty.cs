using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Regularisation;

/// <summary>A penalty on the spikes of a layer: on rates out of bounds, and on each spike; see <see cref="PenaltyKernels"/>.</summary>
/// <param name="device">The compute device.</param>
/// <param name="source">The layer.</param>
/// <param name="batch">The most batch elements.</param>
/// <param name="terms">The penalties.</param>
/// <param name="lengths">Valid steps of each element of the batch at hand.</param>
internal sealed class SpikePenalty<T>(ComputeDevice device, ILayer<T> source, int batch, SpikePenaltyTerms<T> terms, ArrayView<int> lengths)
    : IBranch<T>, IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<long> tally = device.Memory.Allocate<long>(
        T.ToDouble(terms.Factor) > 0 ? (long)batch * source.Outputs : 0, MemoryPurpose.Scratch);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<long>> count =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<long>>>(SpikeTallyKernel.Run);

    private readonly Action<Index1D, SequenceShape, SpikePenaltyTerms<T>, ArrayView<int>, ArrayView<long>, ArrayView<T>> add =
        device.Load<Action<Index1D, SequenceShape, SpikePenaltyTerms<T>, ArrayView<int>, ArrayView<long>, ArrayView<T>>>(PenaltyKernels.AddOfSpikes);

    /// <inheritdoc/>
    public ILayer<T> Source => source;

    /// <summary>Rates are known when the batch was seen to its end.</summary>
    public bool IsStepwise => !BoundsRates;

    private bool BoundsRates => T.ToDouble(terms.Factor) > 0;

    /// <summary>Sees a window of a forward pass; windows come in order.</summary>
    public void Observe(TimeWindow window)
    {
        if (!BoundsRates)
            return;
        if (window.Begin == 0)
            tally.Clear();
        SequenceShape shape = window.Shape(source.Outputs);
        count(shape.Lanes, shape, lengths, source.Output, tally.View);
    }

    /// <inheritdoc/>
    public void AddAdjoint(TimeWindow window)
    {
        SequenceShape shape = window.Shape(source.Outputs);
        add(shape.Lanes, shape, terms, lengths, tally.View, source.OutputAdjoint);
    }

    /// <inheritdoc/>
    public void Dispose() => tally.Dispose();
}
