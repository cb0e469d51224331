namespace Bruno.Gpu.Energy;

/// <summary>The figures of a layer; none where nothing is known.</summary>
/// <param name="PerSpike">Energy of a spike, J.</param>
/// <param name="StaticPower">Power of a neuron that does nothing, W.</param>
/// <param name="PerOperation">Energy of a synaptic operation, J.</param>
internal sealed record LayerEnergy(double? PerSpike, double? StaticPower, double? PerOperation);
