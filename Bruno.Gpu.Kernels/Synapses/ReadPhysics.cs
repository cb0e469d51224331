using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>What a read sees of the conductances: noise, and the gain of each side's circuit.</summary>
public readonly record struct ReadPhysics(ConductanceRange Range, ReadNoise Noise, SideGains Gains);
