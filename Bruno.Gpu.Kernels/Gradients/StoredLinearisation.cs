using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>Derivatives that the forward pass has stored beside the states: of two variables six more numbers a neuron and outer step.</summary>
/// <param name="steps">The derivatives of a window, [steps, batch, neurons].</param>
public readonly struct StoredLinearisation<TDevice, TReal, TState, TMatrix>(ArrayView<Jacobian<TReal, TState, TMatrix>> steps) : ILinearisation<TDevice, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly ArrayView<Jacobian<TReal, TState, TMatrix>> steps = steps;

    /// <inheritdoc/>
    public Jacobian<TReal, TState, TMatrix> Linearise(TDevice device, TState state, TReal current, int index) => steps[index];
}
