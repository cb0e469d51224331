using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>A layer of neurons whose synapses may carry eligibility traces.</summary>
internal interface INeuronLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>After its backward pass over a window, the derivatives of its steps; none where adjoints go back in time.</summary>
    ILocalDerivatives<T>? Local { get; }

    /// <summary>Traces for synapses in front of it.</summary>
    /// <param name="inputs">Presynaptic units.</param>
    IEligibilityTraces<T> TracesOf(int inputs);
}
