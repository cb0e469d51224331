namespace Bruno.Gpu.Simulation;

/// <summary>What a device is driven by.</summary>
internal enum DriveKind
{
    /// <summary>A current; the membrane potential follows.</summary>
    Current,

    /// <summary>A voltage: the membrane potential is prescribed, and the current into the device follows.</summary>
    Voltage,
}
