using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The passes of the exact method with its sensitivities stored in the forward pass.</summary>
/// <param name="context">What it is built with.</param>
/// <param name="integrator">How an outer step is integrated.</param>
public sealed class StoredPass<T, TDevice, TIntegrator, THold>(DevicePassContext context, TIntegrator integrator)
    : IDevicePass<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TIntegrator : unmanaged, IIntegrator<T>
    where THold : unmanaged, IHoldPolicy
{
    private readonly DeviceBuffer<Jacobian<T>> stored =
        context.Device.Memory.Allocate<Jacobian<T>>((long)context.Plan.TapeSteps * context.Lanes, MemoryPurpose.Tape);

    private readonly Action<
        Index1D, DeviceSequence<T, TDevice>, FineLinearisation<TDevice, T, TIntegrator, THold>, DeviceTape<T>, ArrayView<Spike>,
        ArrayView<Jacobian<T>>> forward =
        context.Device.Load<Action<
            Index1D, DeviceSequence<T, TDevice>, FineLinearisation<TDevice, T, TIntegrator, THold>, DeviceTape<T>,
            ArrayView<Spike>, ArrayView<Jacobian<T>>>>(SensitiveForwardKernel.Run);

    private readonly Action<
        Index1D, DeviceSequence<T, TDevice>, StoredLinearisation<TDevice, T>, Surrogate<T>, int, ArrayView<T>,
        StateAdjoints<T>, StateAdjoints<T>> backward =
        context.Device.Load<Action<
            Index1D, DeviceSequence<T, TDevice>, StoredLinearisation<TDevice, T>, Surrogate<T>, int, ArrayView<T>,
            StateAdjoints<T>, StateAdjoints<T>>>(DeviceBackwardKernel.Run);

    /// <inheritdoc/>
    public void Forward(
        DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceTape<T> states, ArrayView<Spike> spikes) =>
        forward(sequence.Shape.Lanes, sequence, new(integrator), states, spikes, Window(sequence, window));

    /// <inheritdoc/>
    public void Backward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints) => backward(
        sequence.Shape.Lanes, sequence, new(Window(sequence, window)), adjoints.Surrogate,
        context.Routes.CarriesAdjoints ? 1 : 0, adjoints.Spikes, adjoints.States, adjoints.Carried);

    /// <inheritdoc/>
    public void Dispose() => stored.Dispose();

    private ArrayView<Jacobian<T>> Window(DeviceSequence<T, TDevice> sequence, TimeWindow window) =>
        stored.View.SubView((long)window.Offset * sequence.Shape.Lanes, sequence.Shape.Length);
}
