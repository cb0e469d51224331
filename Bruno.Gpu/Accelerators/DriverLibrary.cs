namespace Bruno.Gpu.Accelerators;

/// <summary>A library of a driver that was looked for.</summary>
/// <param name="Kind">What it is needed for.</param>
/// <param name="Tried">The names that it was looked for by, in this order.</param>
/// <param name="Loaded">The name that it was loaded by; null where none was found.</param>
/// <param name="Path">The file that was loaded; null where none was, or where the system does not tell.</param>
/// <param name="Problem">Why ILGPU may not see it although it was found; null where it does.</param>
internal sealed record DriverLibrary(ComputeDeviceKind Kind, IReadOnlyList<string> Tried, string? Loaded, string? Path, string? Problem = null);
