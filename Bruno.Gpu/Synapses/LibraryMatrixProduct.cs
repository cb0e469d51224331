using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// The products of real values with one matrix by a vendor's library, all others by kernels. A library chooses its algorithm by the
/// shape, so that a result's bits change with the number of rows and hence with how time is cut into windows, which the engine
/// promises not to happen; this is therefore never chosen by itself, and is for those who prefer speed to that promise.
/// </summary>
/// <param name="kernels">The products by kernels.</param>
/// <param name="library">The library.</param>
internal sealed class LibraryMatrixProduct<T>(IMatrixProduct<T> kernels, IColumnMajorProduct<T> library) : IMatrixProduct<T>
    where T : unmanaged, IReal<T>
{
    /// <inheritdoc/>
    public void Forward(
        MatrixShape shape, WeightSelection selection, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y)
    {
        if (!Takes(shape, selection) || x.IsSpiking)
        {
            kernels.Forward(shape, selection, x, weights, bias, y);
            return;
        }

        // Row after row is column after column of the transpose: y^T = w^T x^T.
        bool isBiased = bias.Length > 0;
        if (isBiased)
            kernels.Forward(shape with { Inputs = 0 }, selection, x, weights, bias, y);
        library.Multiply(
            shape.Outputs, shape.Rows, shape.Inputs, new(weights, shape.Outputs, false), new(x.Values, shape.Inputs, false), isBiased, y);
    }

    /// <inheritdoc/>
    public void BackwardInput(MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
    {
        if (Takes(shape, selection))
            library.Multiply(shape.Inputs, shape.Rows, shape.Outputs, new(weights, shape.Outputs, true), new(dy, shape.Outputs, false), false, dx);
        else
            kernels.BackwardInput(shape, selection, dy, weights, dx);
    }

    /// <inheritdoc/>
    public void BackwardWeights(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw)
    {
        if (Takes(shape, WeightSelection.One) && !x.IsSpiking)
            library.Multiply(shape.Outputs, shape.Inputs, shape.Rows, new(dy, shape.Outputs, false), new(x.Values, shape.Inputs, true), true, dw);
        else
            kernels.BackwardWeights(shape, x, dy, dw);
    }

    /// <inheritdoc/>
    public void BackwardBias(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db) => kernels.BackwardBias(shape, dy, db);

    /// <summary>Libraries differ in what they make of nothing.</summary>
    private static bool Takes(MatrixShape shape, WeightSelection selection) =>
        selection.Matrices == 1 && shape.Rows > 0 && shape.Inputs > 0 && shape.Outputs > 0;
}
