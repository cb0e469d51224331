using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The passes of a method that carries eligibility traces forwards: backward it finds local derivatives only.</summary>
/// <param name="context">What it is built with.</param>
/// <param name="integrator">How an outer step is integrated.</param>
/// <param name="linearisation">The derivative of an outer step.</param>
public sealed class OnlinePass<T, TDevice, TIntegrator, TLinearisation>(
    DevicePassContext context, TIntegrator integrator, TLinearisation linearisation)
    : IDevicePass<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TIntegrator : unmanaged, IIntegrator<T>
    where TLinearisation : unmanaged, ILinearisation<TDevice, T>
{
    private readonly LocalDerivativeBuffers<T> local = new(context.Device, (long)context.Plan.Window * context.Lanes);

    private readonly Action<Index1D, DeviceSequence<T, TDevice>, TIntegrator, DeviceTape<T>, ArrayView<Spike>> forward =
        context.Device.Load<Action<Index1D, DeviceSequence<T, TDevice>, TIntegrator, DeviceTape<T>, ArrayView<Spike>>>(
            DeviceForwardKernel.Run);

    private readonly Action<
        Index1D, DeviceSequence<T, TDevice>, TLinearisation, Surrogate<T>, ArrayView<T>, LocalDerivatives<T>> backward =
        context.Device.Load<Action<
            Index1D, DeviceSequence<T, TDevice>, TLinearisation, Surrogate<T>, ArrayView<T>, LocalDerivatives<T>>>(
            DeviceLocalKernel.Run);

    /// <inheritdoc/>
    public LocalDerivatives<T>? Local => local.View;

    /// <inheritdoc/>
    public void Forward(
        DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceTape<T> states, ArrayView<Spike> spikes) =>
        forward(sequence.Shape.Lanes, sequence, integrator, states, spikes);

    /// <inheritdoc/>
    public void Backward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints) => backward(
        sequence.Shape.Length, sequence, linearisation, adjoints.Surrogate, adjoints.Spikes, local.View);

    /// <inheritdoc/>
    public void Dispose() => local.Dispose();
}
