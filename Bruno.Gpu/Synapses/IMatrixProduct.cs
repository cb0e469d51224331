using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// The products of a dense layer over a whole segment of time. All implementations are deterministic: each sum has an
/// order that depends on the shape only.
/// </summary>
public interface IMatrixProduct<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>y = x w + b, with x [rows, inputs], w [inputs, outputs] and y [rows, outputs]; b may be empty.</summary>
    void Forward(MatrixShape shape, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y);

    /// <summary>dx = dy w^T.</summary>
    void BackwardInput(MatrixShape shape, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx);

    /// <summary>
    /// dw += x^T dy, the last row first: the passes run backwards in time, and so a gradient has the same bits however
    /// time is cut into windows.
    /// </summary>
    void BackwardWeights(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw);
}
