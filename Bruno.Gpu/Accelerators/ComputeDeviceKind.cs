using System.Text.Json.Serialization;

namespace Bruno.Gpu.Accelerators;

/// <summary>What a compute device is reached through.</summary>
public enum ComputeDeviceKind
{
    /// <summary>This process itself: threads on the host's cores.</summary>
    Host,

    /// <summary>The CUDA driver.</summary>
    Cuda,

    /// <summary>An OpenCL driver, of a GPU or of a CPU.</summary>
    [JsonStringEnumMemberName("opencl")]
    OpenCl,
}
