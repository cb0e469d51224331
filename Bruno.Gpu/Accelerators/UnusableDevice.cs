namespace Bruno.Gpu.Accelerators;

/// <summary>A device, platform or library that was found, or looked for, and cannot be used.</summary>
/// <param name="Kind">What it would be reached through.</param>
/// <param name="What">What it is.</param>
/// <param name="Reason">Why it cannot be used, and what would help where that is known.</param>
internal sealed record UnusableDevice(ComputeDeviceKind Kind, string What, string Reason);
