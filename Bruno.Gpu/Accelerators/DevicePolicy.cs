namespace Bruno.Gpu.Accelerators;

/// <summary>What the one who has a device opened wants to say and to hear about it.</summary>
internal sealed record DevicePolicy
{
    /// <summary>
    /// Tells why a device must not be used, or null where it may. It is asked before the device is opened; auto then goes on to the
    /// next best one, and a device asked for by name is refused.
    /// </summary>
    public Func<ComputeDeviceDescription, string?>? Rejects { get; init; }

    /// <summary>Told which device was opened, before anything is done on it.</summary>
    public Action<DeviceChoice>? Chosen { get; init; }
}
