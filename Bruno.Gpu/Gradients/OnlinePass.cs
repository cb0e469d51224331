using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The passes of a method that carries eligibility traces forwards: backward it finds local derivatives only.</summary>
/// <param name="context">What it is built with.</param>
/// <param name="integrator">How an outer step is integrated.</param>
/// <param name="linearisation">The derivative of an outer step.</param>
public sealed class OnlinePass<T, TDevice, TIntegrator, TLinearisation>(
    DevicePassContext context, TIntegrator integrator, TLinearisation linearisation)
    : DevicePass<T, TDevice, IntegratedStep<T, TDevice, TIntegrator>>(context)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TIntegrator : unmanaged, IIntegrator<T>
    where TLinearisation : unmanaged, ILinearisation<TDevice, T>
{
    private readonly LocalDerivativeBuffers<T> local = new(context.Device, (long)context.Plan.Window * context.Lanes);

    private readonly Action<
        Index1D, DeviceSequence<T, TDevice>, TLinearisation, Surrogate<T>, ArrayView<T>, LocalDerivatives<T>> localise =
        context.Device.Load<Action<
            Index1D, DeviceSequence<T, TDevice>, TLinearisation, Surrogate<T>, ArrayView<T>, LocalDerivatives<T>>>(
            DeviceLocalKernel.Run);

    /// <inheritdoc/>
    public override LocalDerivatives<T>? Local => local.View;

    /// <inheritdoc/>
    public override void Backward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints) => localise(
        sequence.Shape.Length, sequence, linearisation, adjoints.Surrogate, adjoints.Spikes, local.View);

    /// <inheritdoc/>
    public override void Dispose()
    {
        local.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override IntegratedStep<T, TDevice, TIntegrator> StepOf(SequenceShape shape, TimeWindow window) => new(integrator);
}
