using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// The products of a dense layer over a whole segment of time. All implementations are deterministic: each sum has an
/// order that depends on the shape only. But for <see cref="LibraryMatrixProduct{T}"/>, it does not depend on the number of rows
/// either, so that a row has the same bits however time is cut into windows.
/// </summary>
internal interface IMatrixProduct<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>y = x w + b, with x [rows, inputs], w [inputs, outputs] and y [rows, outputs]; b may be empty.</summary>
    void Forward(MatrixShape shape, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y) =>
        Forward(shape, WeightSelection.One, x, weights, bias, y);

    /// <summary>y = x w + b, where each row selects one of several w, [matrices, inputs, outputs].</summary>
    void Forward(
        MatrixShape shape, WeightSelection selection, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y);

    /// <summary>dx = dy w^T.</summary>
    void BackwardInput(MatrixShape shape, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx) =>
        BackwardInput(shape, WeightSelection.One, dy, weights, dx);

    /// <summary>dx = dy w^T, where each row selects one of several w.</summary>
    void BackwardInput(MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx);

    /// <summary>
    /// dw += x^T dy, the last row first: the passes run backwards in time, and so a gradient has the same bits however
    /// time is cut into windows. Where rows selected their w, this is the sum over all of them.
    /// </summary>
    void BackwardWeights(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw);

    /// <summary>db += the sum of dy over its rows, the last row first.</summary>
    void BackwardBias(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db);
}
