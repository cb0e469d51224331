namespace Bruno.Gpu.Synapses;

/// <summary>One level of a weight.</summary>
/// <param name="Level">Its number, 0 in the middle.</param>
/// <param name="Weight">The weight.</param>
/// <param name="Positive">G+, S.</param>
/// <param name="Negative">G-, or the reference's conductance, S.</param>
internal sealed record WeightLevel(int Level, double Weight, double Positive, double Negative);
