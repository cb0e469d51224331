using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>The eligibility traces of all synapses between two populations; see <see cref="EligibilityKernel"/>.</summary>
/// <param name="device">The compute device.</param>
/// <param name="batch">Batch elements.</param>
/// <param name="inputs">Presynaptic units.</param>
/// <param name="neurons">Neurons.</param>
internal sealed class EligibilityTraces<T, TState, TMatrix>(ComputeDevice device, int batch, int inputs, int neurons) : IEligibilityTraces<T>
    where T : unmanaged, IReal<T>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly DeviceBuffer<T> potential = device.Memory.Allocate<T>((long)batch * inputs * neurons, MemoryPurpose.Tape);
    private readonly DeviceBuffer<T> @internal = device.Memory.Allocate<T>((long)batch * inputs * neurons * (TState.Count - 1), MemoryPurpose.Tape);

    private readonly Action<
        Index1D, SequenceShape, int, Signal<T>, LocalDerivatives<T, TState, TMatrix>, DeviceTape<T>, ArrayView<T>> accumulate =
        device.Load<Action<
            Index1D, SequenceShape, int, Signal<T>, LocalDerivatives<T, TState, TMatrix>, DeviceTape<T>, ArrayView<T>>>(EligibilityKernel.Run<T, TState, TMatrix>);

    /// <inheritdoc/>
    public void Clear()
    {
        potential.Clear();
        @internal.Clear();
    }

    /// <inheritdoc/>
    public void Accumulate(Signal<T> presynaptic, ILocalDerivatives<T> local, TimeWindow window, int units, ArrayView<T> gradient) => accumulate(
        inputs * units, window.Shape(units), inputs, presynaptic, ((LocalDerivativeBuffers<T, TState, TMatrix>)local).View,
        new(potential.View, @internal.View, (int)potential.View.Length), gradient);

    /// <inheritdoc/>
    public void Dispose()
    {
        @internal.Dispose();
        potential.Dispose();
    }
}
