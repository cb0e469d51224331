namespace Bruno.Gpu.Benchmarks;

/// <summary>Where a benchmark is.</summary>
/// <param name="Description">What it does at the moment.</param>
/// <param name="Share">The share of its rows that are done, 0 to 1.</param>
public sealed record BenchmarkProgress(string Description, double Share);
