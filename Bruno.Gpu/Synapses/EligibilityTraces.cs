using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>The eligibility traces of all synapses between two populations; see <see cref="EligibilityKernel"/>.</summary>
public sealed class EligibilityTraces<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly int inputs;
    private readonly DeviceBuffer<T> potential;
    private readonly DeviceBuffer<T> @internal;

    private readonly Action<
        Index1D, SequenceShape, int, Signal<T>, LocalDerivatives<T>, DeviceTape<T>, ArrayView<T>> accumulate;

    /// <summary>Allocates traces, [batch, inputs, neurons].</summary>
    public EligibilityTraces(ComputeDevice device, int batch, int inputs, int neurons)
    {
        this.inputs = inputs;
        long synapses = (long)batch * inputs * neurons;
        potential = device.Memory.Allocate<T>(synapses, MemoryPurpose.Tape);
        @internal = device.Memory.Allocate<T>(synapses, MemoryPurpose.Tape);
        accumulate = device.Load<Action<
            Index1D, SequenceShape, int, Signal<T>, LocalDerivatives<T>, DeviceTape<T>, ArrayView<T>>>(EligibilityKernel.Run);
    }

    /// <summary>Sets all traces to zero, where a sequence starts.</summary>
    public void Clear()
    {
        potential.Clear();
        @internal.Clear();
    }

    /// <summary>Moves the traces through a window and adds to the gradient.</summary>
    /// <param name="presynaptic">[steps, batch, inputs].</param>
    /// <param name="neurons">The derivatives of the neurons' steps.</param>
    /// <param name="window">The window.</param>
    /// <param name="units">Neurons.</param>
    /// <param name="gradient">[inputs, neurons].</param>
    public void Accumulate(
        Signal<T> presynaptic, LocalDerivatives<T> neurons, TimeWindow window, int units, ArrayView<T> gradient) => accumulate(
        inputs * units, window.Shape(units), inputs, presynaptic, neurons, new(potential.View, @internal.View), gradient);

    /// <inheritdoc/>
    public void Dispose()
    {
        @internal.Dispose();
        potential.Dispose();
    }
}
