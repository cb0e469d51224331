using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Layers;

/// <summary>A layer of synapses that may carry eligibility traces.</summary>
internal interface ISynapseLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Carries a trace for every synapse, of the neurons that they lead to.</summary>
    void CarryTraces(INeuronLayer<T> neurons);
}
