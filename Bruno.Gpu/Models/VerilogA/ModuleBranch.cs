namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A branch between two nodes.</summary>
/// <param name="Key">Its name, or those of its nodes.</param>
/// <param name="From">The node that its flow leaves; empty for ground.</param>
/// <param name="To">The node that it enters; empty for ground.</param>
internal sealed record ModuleBranch(string Key, string From, string To);
