using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>The eligibility traces of synapses in front of neurons with states of any width, [batch, inputs, neurons].</summary>
internal interface IEligibilityTraces<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>Sets all traces to zero, where a sequence starts.</summary>
    void Clear();

    /// <summary>Moves the traces through a window and adds to the gradient.</summary>
    /// <param name="presynaptic">[steps, batch, inputs].</param>
    /// <param name="local">The derivatives of the neurons' steps.</param>
    /// <param name="window">The window.</param>
    /// <param name="units">Neurons.</param>
    /// <param name="gradient">[inputs, neurons].</param>
    void Accumulate(Signal<T> presynaptic, ILocalDerivatives<T> local, TimeWindow window, int units, ArrayView<T> gradient);
}
