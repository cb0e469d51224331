namespace Bruno.Gpu.Accelerators;

/// <summary>What there is to compute on, and what was looked for besides.</summary>
/// <param name="Devices">The devices that can be used, the host first.</param>
/// <param name="Unusable">What cannot be used, and why.</param>
/// <param name="Libraries">The libraries of drivers that were looked for.</param>
internal sealed record DeviceInventory(
    IReadOnlyList<ComputeDeviceDescription> Devices, IReadOnlyList<UnusableDevice> Unusable, IReadOnlyList<DriverLibrary> Libraries);
