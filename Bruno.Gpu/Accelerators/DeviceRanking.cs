namespace Bruno.Gpu.Accelerators;

/// <summary>
/// Which devices <c>auto</c> would rather have. CUDA comes before OpenCL, for which drivers differ more; then a GPU with memory of its
/// own before one that shares the host's, as GPUs in processors do; then the one with more memory; then the one that is listed first.
/// An OpenCL device that is a CPU is only taken by name: the host itself is faster. The host comes last, and is always there.
/// </summary>
internal static class DeviceRanking
{
    /// <summary>The devices that auto may take, the best first.</summary>
    public static IReadOnlyList<ComputeDeviceDescription> BestFirst(IReadOnlyList<ComputeDeviceDescription> devices) =>
    [
        .. devices.Where(device => device.IsGpu || device.Kind == ComputeDeviceKind.Host)
            .OrderBy(device => ClassOf(device, devices))
            .ThenBy(device => device.SharesHostMemory)
            .ThenByDescending(device => device.MemoryBytes),
    ];

    private static int ClassOf(ComputeDeviceDescription device, IReadOnlyList<ComputeDeviceDescription> devices) => device.Kind switch
    {
        ComputeDeviceKind.Cuda => 0,
        ComputeDeviceKind.OpenCl => IsAlsoCuda(device, devices) ? 2 : 1,
        _ => 3,
    };

    /// <summary>NVIDIA's GPUs are devices of its OpenCL platform too: what CUDA failed on comes after all other GPUs.</summary>
    private static bool IsAlsoCuda(ComputeDeviceDescription device, IReadOnlyList<ComputeDeviceDescription> devices) =>
        devices.Any(other => other.Kind == ComputeDeviceKind.Cuda && other.Model == device.Model);
}
