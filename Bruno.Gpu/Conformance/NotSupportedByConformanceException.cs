namespace Bruno.Gpu.Conformance;

/// <summary>A conformance file needs something that is not built.</summary>
internal sealed class NotSupportedByConformanceException(string what) : Exception($"not supported: {what}");
