using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Bruno.Gpu.Accelerators;

/// <summary>What a driver says where a device fails at work.</summary>
internal static class DeviceFailure
{
    /// <summary>The driver's error, for people; none where an exception is not of a driver.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        CLException openCl => DriverError.Name(openCl.Error),
        CudaException cuda => $"{cuda.Error}: {cuda.Message}",
        AcceleratorException other => other.Message,
        _ => null,
    };
}
