namespace Bruno.Gpu.Description;

/// <summary>A parameter of a layer's neurons that is trained within bounds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its SI unit; empty for a dimensionless number.</param>
/// <param name="Start">What it began with.</param>
/// <param name="Values">What it is now: one value, or one a neuron.</param>
/// <param name="Lowest">The smaller bound.</param>
/// <param name="Highest">The larger bound.</param>
internal sealed record TrainedDescription(string Name, string Unit, double Start, IReadOnlyList<double> Values, double Lowest, double Highest);
