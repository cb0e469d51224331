namespace Bruno.Gpu.Accelerators;

/// <summary>
/// A compute device of this machine. Model, vendor, driver version and platform together stay the same until a driver or the
/// hardware changes.
/// </summary>
/// <param name="Name">The name that <c>--device</c> takes: cpu, cuda:0, opencl:0, ...</param>
/// <param name="Model">What its maker calls it.</param>
/// <param name="MemoryBytes">Its memory, bytes.</param>
/// <param name="Multiprocessors">Cores, or streaming multiprocessors.</param>
public sealed record ComputeDeviceDescription(string Name, string Model, long MemoryBytes, int Multiprocessors)
{
    /// <summary>What it is reached through.</summary>
    public ComputeDeviceKind Kind { get; init; }

    /// <summary>Whether it is a GPU or another accelerator, and no CPU.</summary>
    public bool IsGpu { get; init; }

    /// <summary>Its maker; empty where nobody tells.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>The version of its driver; of the host, the version of .NET. Empty where nobody tells.</summary>
    public string DriverVersion { get; init; } = "";

    /// <summary>What programs it, with its version: CUDA 12.9, an OpenCL platform, or the .NET runtime.</summary>
    public string Platform { get; init; } = "";

    /// <summary>What it can do, as its platform says it: a compute capability, or the version of OpenCL. Empty for the host.</summary>
    public string DeviceVersion { get; init; } = "";

    /// <summary>The language that kernels are handed to its driver in, with the version. Empty for the host.</summary>
    public string LanguageVersion { get; init; } = "";

    /// <summary>Whether it computes in double precision.</summary>
    public bool HasDouble { get; init; } = true;

    /// <summary>The most threads of a group.</summary>
    public int GroupLimit { get; init; }

    /// <summary>Threads of a warp, or the number that groups should be a multiple of; null where nobody tells.</summary>
    public int? WarpSize { get; init; }

    /// <summary>The most memory that the threads of a group share, bytes.</summary>
    public long SharedMemoryBytes { get; init; }

    /// <summary>Whether its memory is the host's, as that of GPUs in a processor is.</summary>
    public bool SharesHostMemory { get; init; }
}
