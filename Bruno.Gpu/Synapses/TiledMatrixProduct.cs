using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Kernels.Synapses.Tiles;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// The products for GPUs: tiles in shared memory. Each sum has the order of the portable products, whatever the tile that it
/// falls into.
/// </summary>
internal sealed class TiledMatrixProduct<T>(ComputeDevice device) : IMatrixProduct<T>
    where T : unmanaged, IReal<T>
{
    private readonly Action<KernelConfig, MatrixShape, WeightSelection, ValueElements<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> forward =
        Load<ValueElements<T>>(device);

    private readonly Action<KernelConfig, MatrixShape, WeightSelection, SpikeElements<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> forwardOfSpikes =
        Load<SpikeElements<T>>(device);

    private readonly Action<KernelConfig, MatrixShape, WeightSelection, ArrayView<T>, ArrayView<T>, ArrayView<T>> backwardInput =
        device.LoadGrouped<Action<KernelConfig, MatrixShape, WeightSelection, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            TiledProductKernels.BackwardInput<T>);

    private readonly Action<KernelConfig, MatrixShape, ValueElements<T>, ArrayView<T>, ArrayView<T>> backwardWeights =
        device.LoadGrouped<Action<KernelConfig, MatrixShape, ValueElements<T>, ArrayView<T>, ArrayView<T>>>(
            TiledProductKernels.BackwardWeights<T, ValueElements<T>>);

    private readonly Action<KernelConfig, MatrixShape, SpikeElements<T>, ArrayView<T>, ArrayView<T>> backwardWeightsOfSpikes =
        device.LoadGrouped<Action<KernelConfig, MatrixShape, SpikeElements<T>, ArrayView<T>, ArrayView<T>>>(
            TiledProductKernels.BackwardWeights<T, SpikeElements<T>>);

    private readonly Action<KernelConfig, MatrixShape, ArrayView<T>, ArrayView<T>> backwardBias =
        device.LoadGrouped<Action<KernelConfig, MatrixShape, ArrayView<T>, ArrayView<T>>>(TiledProductKernels.BackwardBias<T>);

    /// <summary>Whether a group fits on a device.</summary>
    public static bool Fits(ComputeDevice device) =>
        device.Accelerator.MaxNumThreadsPerGroup >= ProductTile.Threads
        && device.Accelerator.MaxSharedMemoryPerGroup >= ProductTile.SharedBytes<T>();

    /// <inheritdoc/>
    public void Forward(
        MatrixShape shape, WeightSelection selection, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y)
    {
        ProductInvariant.Forward(shape, selection, x, weights, bias, y);

        // ILGPU refuses a launch of nothing.
        if (shape.Rows == 0)
            return;
        KernelConfig groups = Groups(selection, shape.Rows, shape.Outputs);
        if (x.IsSpiking)
            forwardOfSpikes(groups, shape, selection, new(x.Spikes), weights, bias, y);
        else
            forward(groups, shape, selection, new(x.Values), weights, bias, y);
    }

    /// <inheritdoc/>
    public void BackwardInput(MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
    {
        ProductInvariant.BackwardInput(shape, selection, dy, weights, dx);
        if (shape.Rows > 0)
            backwardInput(Groups(selection, shape.Rows, shape.Inputs), shape, selection, dy, weights, dx);
    }

    /// <inheritdoc/>
    public void BackwardWeights(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw)
    {
        ProductInvariant.BackwardWeights(shape, x, dy, dw);
        KernelConfig groups = Groups(WeightSelection.One, shape.Inputs, shape.Outputs);
        if (x.IsSpiking)
            backwardWeightsOfSpikes(groups, shape, new(x.Spikes), dy, dw);
        else
            backwardWeights(groups, shape, new(x.Values), dy, dw);
    }

    /// <inheritdoc/>
    public void BackwardBias(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db)
    {
        ProductInvariant.BackwardBias(shape, dy, db);
        backwardBias(Groups(WeightSelection.One, 1, shape.Outputs), shape, dy, db);
    }

    private static KernelConfig Groups(WeightSelection selection, int rows, int columns) =>
        new(TilePlace.Groups(selection, rows, columns), ProductTile.Threads);

    private static Action<KernelConfig, MatrixShape, WeightSelection, TElements, ArrayView<T>, ArrayView<T>, ArrayView<T>> Load<TElements>(
        ComputeDevice device)
        where TElements : struct, IElements<T> =>
        device.LoadGrouped<Action<KernelConfig, MatrixShape, WeightSelection, TElements, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            TiledProductKernels.Forward<T, TElements>);
}
