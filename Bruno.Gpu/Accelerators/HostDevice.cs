using System.Globalization;
using System.Runtime.InteropServices;
using ILGPU.Runtime.CPU;

namespace Bruno.Gpu.Accelerators;

/// <summary>The host as a compute device: ILGPU's CPU accelerator.</summary>
internal static class HostDevice
{
    /// <summary>Its name for <c>--device</c>.</summary>
    public const string Name = "cpu";

    /// <summary>Memory of the host that nobody uses now, bytes.</summary>
    public static long FreeBytes()
    {
        long all = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        const string Free = "MemAvailable:";
        try
        {
            // In kB; the runtime knows the limit of a container, and not what others use.
            string? line = OperatingSystem.IsLinux() ? File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith(Free, StringComparison.Ordinal)) : null;
            return line is null ? all : Math.Min(all, 1024 * long.Parse(line[Free.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.Integer, CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return all;
        }
    }

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
