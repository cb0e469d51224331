namespace Bruno.Gpu.RunReports.Inspections;

/// <summary>The weights of a matrix and the conductances that hold them.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Weights">The weights as they act, levels included.</param>
/// <param name="Conductances">Target conductances of all cells, both sides, S.</param>
internal sealed record InspectedWeights(string Layer, double[] Weights, double[] Conductances);
