using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Reporting;

/// <summary>The accelerator of a run, for <see cref="EnvironmentReport"/>.</summary>
/// <param name="Name">The name that the driver gives.</param>
/// <param name="Kind">The name that <c>--device</c> takes: cpu, cuda:0, opencl:0, ...</param>
/// <param name="MemoryBytes">The device memory, in bytes.</param>
internal sealed record AcceleratorDescription(string Name, string Kind, long MemoryBytes)
{
    /// <summary>Its maker; null where nobody tells.</summary>
    public string? Vendor { get; init; }

    /// <summary>The version of its driver; of the host, the version of .NET.</summary>
    public string? DriverVersion { get; init; }

    /// <summary>What programs it, with its version: CUDA 12.9, an OpenCL platform, or the .NET runtime.</summary>
    public string? Platform { get; init; }

    /// <summary>What it can do, as its platform says it; null for the host.</summary>
    public string? DeviceVersion { get; init; }

    /// <summary>What to record of a device.</summary>
    public static AcceleratorDescription Of(ComputeDeviceDescription device) => new(device.Model, device.Name, device.MemoryBytes)
    {
        Vendor = TextOrNull(device.Vendor),
        DriverVersion = TextOrNull(device.DriverVersion),
        Platform = TextOrNull(device.Platform),
        DeviceVersion = TextOrNull(device.DeviceVersion),
    };

    private static string? TextOrNull(string text) => text.Length > 0 ? text : null;
}
