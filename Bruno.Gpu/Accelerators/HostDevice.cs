using System.Runtime.InteropServices;
using ILGPU.Runtime.CPU;

namespace Bruno.Gpu.Accelerators;

/// <summary>The host as a compute device: ILGPU's CPU accelerator.</summary>
internal static class HostDevice
{
    /// <summary>Its name for <c>--device</c>.</summary>
    public const string Name = "cpu";

    /// <summary>ILGPU's device, of the shape that is fastest.</summary>
    public static CPUDevice Create() =>
        new(numThreadsPerWarp: 2, numWarpsPerMultiprocessor: 1, numMultiprocessors: Environment.ProcessorCount);

    /// <summary>What such a device is.</summary>
    public static ComputeDeviceDescription Describe(CPUDevice device) => new(
        Name, "host processor", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, device.NumMultiprocessors)
    {
        Kind = ComputeDeviceKind.Host,
        DriverVersion = Environment.Version.ToString(),
        Platform = RuntimeInformation.FrameworkDescription,
        GroupLimit = device.MaxNumThreadsPerGroup,
        WarpSize = device.WarpSize,
        SharedMemoryBytes = device.MaxSharedMemoryPerGroup,
        SharesHostMemory = true,
    };
}
