using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The passes of the exact method with its sensitivities stored in the forward pass.</summary>
/// <param name="context">What it is built with.</param>
/// <param name="integrator">How an outer step is integrated.</param>
public sealed class StoredPass<T, TDevice, TIntegrator, THold>(DevicePassContext context, TIntegrator integrator)
    : DevicePass<T, TDevice, SensitiveStep<T, TDevice, TIntegrator, THold>>(context)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TIntegrator : unmanaged, IIntegrator<T>
    where THold : unmanaged, IHoldPolicy
{
    private readonly BackwardLaunch<T, TDevice, StoredLinearisation<TDevice, T>> backward = new(context);

    private readonly DeviceBuffer<Jacobian<T>> stored =
        context.Device.Memory.Allocate<Jacobian<T>>((long)context.Plan.TapeSteps * context.Lanes, MemoryPurpose.Tape);

    /// <inheritdoc/>
    public override void Backward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints) =>
        backward.Run(sequence, new(Of(sequence.Shape, window)), adjoints);

    /// <inheritdoc/>
    public override void Dispose()
    {
        stored.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override SensitiveStep<T, TDevice, TIntegrator, THold> StepOf(SequenceShape shape, TimeWindow window) =>
        new(new(integrator), Of(shape, window));

    private ArrayView<Jacobian<T>> Of(SequenceShape shape, TimeWindow window) =>
        stored.View.SubView((long)window.Offset * shape.Lanes, shape.Length);
}
