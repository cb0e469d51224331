using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>The portable products, as kernels of independent threads.</summary>
internal sealed class DeviceMatrixProduct<T>(ComputeDevice device) : IMatrixProduct<T>
    where T : unmanaged, IReal<T>
{
    private readonly Action<Index1D, MatrixShape, WeightSelection, Signal<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> forward =
        device.Load<Action<Index1D, MatrixShape, WeightSelection, Signal<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            MatrixProductKernels.Forward);

    private readonly Action<Index1D, MatrixShape, WeightSelection, ArrayView<T>, ArrayView<T>, ArrayView<T>> backwardInput =
        device.Load<Action<Index1D, MatrixShape, WeightSelection, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            MatrixProductKernels.BackwardInput);

    private readonly Action<Index1D, MatrixShape, Signal<T>, ArrayView<T>, ArrayView<T>> backwardWeights =
        device.Load<Action<Index1D, MatrixShape, Signal<T>, ArrayView<T>, ArrayView<T>>>(
            MatrixProductKernels.BackwardWeights);

    private readonly Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<T>> backwardBias =
        device.Load<Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<T>>>(MatrixProductKernels.BackwardBias);

    /// <inheritdoc/>
    public void Forward(
        MatrixShape shape, WeightSelection selection, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y)
    {
        ProductInvariant.Forward(shape, selection, x, weights, bias, y);

        // ILGPU refuses a launch of nothing.
        if (shape.Rows > 0)
            forward(shape.Rows * shape.Outputs, shape, selection, x, weights, bias, y);
    }

    /// <inheritdoc/>
    public void BackwardInput(MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
    {
        ProductInvariant.BackwardInput(shape, selection, dy, weights, dx);
        if (shape.Rows > 0)
            backwardInput(shape.Rows * shape.Inputs, shape, selection, dy, weights, dx);
    }

    /// <inheritdoc/>
    public void BackwardWeights(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw)
    {
        ProductInvariant.BackwardWeights(shape, x, dy, dw);
        backwardWeights(shape.Inputs * shape.Outputs, shape, x, dy, dw);
    }

    /// <inheritdoc/>
    public void BackwardBias(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db)
    {
        ProductInvariant.BackwardBias(shape, dy, db);
        backwardBias(shape.Outputs, shape, dy, db);
    }
}
