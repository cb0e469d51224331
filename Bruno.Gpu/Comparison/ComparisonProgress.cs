namespace Bruno.Gpu.Comparison;

/// <summary>How far a comparison of gradients is.</summary>
/// <param name="Done">Passes that are done.</param>
/// <param name="Total">How many there will be.</param>
/// <param name="Pass">What is run next, or was run last.</param>
internal sealed record ComparisonProgress(int Done, int Total, string Pass);
