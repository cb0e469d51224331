namespace Bruno.Gpu.Training;

/// <summary>What a network put out for one sample with a class.</summary>
/// <param name="Sample">The number of the sample.</param>
/// <param name="Label">Its class.</param>
/// <param name="Predicted">The class with the largest sum, the first on a tie.</param>
/// <param name="Sums">What each output put out over all steps: its spikes, or the sum of its values.</param>
public sealed record SampleOutput(int Sample, string Label, string Predicted, double[] Sums);
