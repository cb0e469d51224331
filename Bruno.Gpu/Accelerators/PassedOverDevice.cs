namespace Bruno.Gpu.Accelerators;

/// <summary>A device that would have come first, and was not taken.</summary>
/// <param name="Device">Which.</param>
/// <param name="Reason">Why.</param>
internal sealed record PassedOverDevice(ComputeDeviceDescription Device, string Reason);
