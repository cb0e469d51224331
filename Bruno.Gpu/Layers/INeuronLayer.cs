using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Layers;

/// <summary>A layer of neurons whose synapses may carry eligibility traces.</summary>
public interface INeuronLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>After its backward pass over a window, the derivatives of its steps; none where adjoints go back in time.</summary>
    LocalDerivatives<T>? Local { get; }
}
