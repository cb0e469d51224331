namespace Bruno.Gpu.RunReports.Inspections;

/// <summary>What a network did for a sample.</summary>
/// <param name="Number">The number of the sample in its split, from 0.</param>
/// <param name="Class">Its class; none where something is asked for at every step.</param>
/// <param name="Predicted">The class that the network took it for.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="StepSeconds">The length of a step, s.</param>
/// <param name="Inputs">What came in, [steps × channels].</param>
/// <param name="Layers">What the layers did.</param>
internal sealed record InspectedSample(
    int Number, string? Class, string? Predicted, int Steps, double StepSeconds, float[] Inputs, IReadOnlyList<InspectedLayer> Layers);
