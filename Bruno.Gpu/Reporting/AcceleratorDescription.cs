namespace Bruno.Gpu.Reporting;

/// <summary>The accelerator of a run, for <see cref="EnvironmentReport"/>.</summary>
/// <param name="Name">The name that the driver gives.</param>
/// <param name="Kind">cpu, cuda or opencl.</param>
/// <param name="MemoryBytes">The device memory, in bytes.</param>
public sealed record AcceleratorDescription(string Name, string Kind, long MemoryBytes);
