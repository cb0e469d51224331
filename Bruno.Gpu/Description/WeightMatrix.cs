using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Description;

/// <summary>One weight matrix of a network with the synapses that hold it.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Number">Its number among the matrices of the network: each has random numbers of its own.</param>
/// <param name="Inputs">Rows.</param>
/// <param name="Outputs">Columns.</param>
/// <param name="Values">The weights before they are quantised, [inputs, outputs].</param>
/// <param name="Synapses">The synapses, levels read from their file.</param>
/// <param name="CurrentUnit">The current of one unit of weight and input, A.</param>
internal sealed record WeightMatrix(
    string Layer, int Number, int Inputs, int Outputs, double[] Values, SynapseConfiguration Synapses, double CurrentUnit)
{
    /// <summary>What its cells are to be written to.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="seed">The seed of the run.</param>
    public ConductanceMatrix Targets(ComputeDevice device, ulong seed) =>
        ConductanceTargets.Of(device, Layer, Synapses, Inputs, Outputs, Values, Number, seed);
}
