namespace Bruno.Gpu.Reporting;

/// <summary>How far long work is.</summary>
/// <param name="Description">What it does at the moment, or did last.</param>
/// <param name="Share">The share that is done, 0 to 1.</param>
internal sealed record WorkProgress(string Description, double Share);
