using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>Recurrent synapses of a layer.</summary>
/// <param name="Weights">The weights, [from, to].</param>
/// <param name="Synapses">What they are made of.</param>
internal sealed record RecurrentOptions(Parameter Weights, SynapseOptions Synapses);
