using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Verification;

/// <summary>An integrator with a linearisation.</summary>
/// <param name="integrator">The integrator.</param>
/// <param name="linearisation">The derivative of a step.</param>
/// <param name="isSensitive">Whether states are those that come with sensitivities: the same but for the last digit.</param>
internal readonly struct PlainStep<TDevice, T, TIntegrator, TLinearisation>(TIntegrator integrator, TLinearisation linearisation, bool isSensitive)
    : IPlainStep<TDevice, T>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TIntegrator : unmanaged, IIntegrator<T>
    where TLinearisation : unmanaged, ILinearisation<TDevice, T>
{
    private readonly TIntegrator integrator = integrator;
    private readonly TLinearisation linearisation = linearisation;

    /// <inheritdoc/>
    public DeviceState<T> Advance(TDevice device, DeviceState<T> state, T current)
    {
        if (!isSensitive)
            return integrator.Advance(device, state, current);
        integrator.Sensitivity<TDevice, Kept>(device, ref state, current);
        return state;
    }

    /// <inheritdoc/>
    public Jacobian<T> Linearise(TDevice device, DeviceState<T> state, T current) => linearisation.Linearise(device, state, current, 0);
}
