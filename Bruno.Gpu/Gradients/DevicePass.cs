using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>What the passes of all gradient methods have in common: the forward pass, whose outer step is theirs.</summary>
/// <param name="context">What it is built with.</param>
internal abstract class DevicePass<T, TDevice, TState, TMatrix, TStep>(DevicePassContext context) : IDevicePass<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TStep : struct, IOuterStep<T, TDevice, TState>
{
    private readonly Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>> forward =
        DeviceForward.Load<T, TDevice, TState, TMatrix, TStep>(context.Device, context.Lanes);

    /// <inheritdoc/>
    public virtual ILocalDerivatives<T>? Local => null;

    /// <inheritdoc/>
    public void Forward(
        DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceTape<T> states, ArrayView<Spike> spikes) =>
        forward(sequence.Shape.Lanes, sequence, StepOf(sequence.Shape, window), states, spikes);

    /// <inheritdoc/>
    public abstract void Backward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The outer step of a window.</summary>
    protected abstract TStep StepOf(SequenceShape shape, TimeWindow window);
}
