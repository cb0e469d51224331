namespace Bruno.Gpu.Accelerators;

/// <summary>A compute device of this machine.</summary>
/// <param name="Name">The name that <c>--device</c> takes: cpu, cuda:0, opencl:0, ...</param>
/// <param name="Model">What its maker calls it.</param>
/// <param name="MemoryBytes">Its memory, bytes.</param>
/// <param name="Multiprocessors">Cores, or streaming multiprocessors.</param>
public sealed record ComputeDeviceDescription(string Name, string Model, long MemoryBytes, int Multiprocessors);
