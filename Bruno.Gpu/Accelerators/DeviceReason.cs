using System.Globalization;

namespace Bruno.Gpu.Accelerators;

/// <summary>Why <c>auto</c> took a device, in words.</summary>
internal static class DeviceReason
{
    /// <summary>Why it was this one.</summary>
    /// <param name="device">The device.</param>
    /// <param name="devices">All there are.</param>
    /// <param name="passedOver">Those that would have come first and were not taken.</param>
    public static string Of(
        ComputeDeviceDescription device, IReadOnlyList<ComputeDeviceDescription> devices, IReadOnlyList<PassedOverDevice> passedOver) => device.Kind switch
        {
            ComputeDeviceKind.Cuda => Among(device, devices, passedOver, "CUDA device"),
            ComputeDeviceKind.OpenCl => $"{Among(device, devices, passedOver, "OpenCL GPU")}; {NoCuda(passedOver)}",
            _ => passedOver.Count > 0 ? "no GPU can be used" : NoGpu(devices),
        };

    private static string Among(
        ComputeDeviceDescription device, IReadOnlyList<ComputeDeviceDescription> devices, IReadOnlyList<PassedOverDevice> passedOver, string kind)
    {
        ComputeDeviceDescription[] others =
        [
            .. devices.Where(other => other.IsGpu && other.Kind == device.Kind && other != device)
                .Where(other => passedOver.All(entry => entry.Device != other)),
        ];
        if (others.Length == 0)
            return passedOver.Any(entry => entry.Device.Kind == device.Kind) ? $"the only {kind} that can be used" : $"the only {kind}";
        string rule = others.Any(other => other.SharesHostMemory != device.SharesHostMemory) ? "one with memory of its own"
            : others.All(other => other.MemoryBytes < device.MemoryBytes) ? "the one with the most memory"
            : "the first with the most memory";
        return string.Create(CultureInfo.InvariantCulture, $"of {others.Length + 1} {kind}s {rule}");
    }

    private static string NoCuda(IReadOnlyList<PassedOverDevice> passedOver) =>
        passedOver.Any(entry => entry.Device.Kind == ComputeDeviceKind.Cuda) ? "no CUDA device can be used" : "there is no CUDA device";

    /// <summary>OpenCL on a CPU might be expected to count.</summary>
    private static string NoGpu(IReadOnlyList<ComputeDeviceDescription> devices) =>
        devices.FirstOrDefault(device => device is { Kind: ComputeDeviceKind.OpenCl, IsGpu: false }) is { } slow
            ? $"there is no GPU ({slow.Name} is a CPU, and used only when asked for)"
            : "there is no GPU";
}
