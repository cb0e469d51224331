namespace Bruno.Gpu.Training;

/// <summary>What a learning-rate range test goes through.</summary>
/// <param name="Lowest">The rate of the first step.</param>
/// <param name="Highest">The rate of the last step, larger than the first.</param>
/// <param name="Steps">Batches, at least 2; the rate grows by the same factor from each to the next.</param>
internal sealed record RateTestOptions(double Lowest = 1e-5, double Highest = 1, int Steps = 100);
