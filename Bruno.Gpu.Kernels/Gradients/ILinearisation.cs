using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// What a gradient method says about one outer step of one neuron: the derivative of the step's map, from the
/// undersampled state the step started in. Everything else of a backward pass is shared.
/// </summary>
public interface ILinearisation<TDevice, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The derivative of the outer step that starts at <paramref name="state"/>, at a current in nA.</summary>
    /// <param name="device">The device.</param>
    /// <param name="state">The state before the step.</param>
    /// <param name="current">The current, nA.</param>
    /// <param name="index">The element of the window, for derivatives that were stored.</param>
    Jacobian<TReal, TState, TMatrix> Linearise(TDevice device, TState state, TReal current, int index);
}
