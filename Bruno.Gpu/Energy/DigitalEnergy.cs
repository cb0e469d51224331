namespace Bruno.Gpu.Energy;

/// <summary>What a sample would take on digital circuits, memory accesses included: an estimate by <see cref="DigitalEnergyModel"/>, J.</summary>
/// <param name="Spiking">The spiking network, which computes where there are events.</param>
/// <param name="Artificial">An artificial network of the same shape and bits that computes everything once a step.</param>
/// <param name="ArtificialOnce">The same that computes once a sample, from rates in as many bits as its steps can count; none where units feed back.</param>
public sealed record DigitalEnergy(double Spiking, double Artificial, double? ArtificialOnce = null);
