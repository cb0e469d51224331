using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>Derivatives that the forward pass has stored beside the states: six more numbers a neuron and outer step.</summary>
/// <param name="steps">The derivatives of a window, [steps, batch, neurons].</param>
public readonly struct StoredLinearisation<TDevice, TReal>(ArrayView<Jacobian<TReal>> steps) : ILinearisation<TDevice, TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly ArrayView<Jacobian<TReal>> steps = steps;

    /// <inheritdoc/>
    public Jacobian<TReal> Linearise(TDevice device, DeviceState<TReal> state, TReal current, int index) => steps[index];
}
