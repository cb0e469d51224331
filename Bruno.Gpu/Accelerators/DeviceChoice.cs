namespace Bruno.Gpu.Accelerators;

/// <summary>Which device was taken, and why.</summary>
/// <param name="Device">The device.</param>
/// <param name="IsAutomatic">Whether it was left to the program, by auto.</param>
/// <param name="Reason">Why it was this one.</param>
/// <param name="PassedOver">Those that would have come first.</param>
internal sealed record DeviceChoice(
    ComputeDeviceDescription Device, bool IsAutomatic, string Reason, IReadOnlyList<PassedOverDevice> PassedOver)
{
    /// <summary>The name of the device.</summary>
    public string Name => Device.Name;

    /// <summary>The choice in a line for people, after one for each device that was passed over.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. PassedOver.Select(other => $"Device {other.Device.Name} ({other.Device.Model}) is passed over: {other.Reason}"),
        $"Device: {Name} ({Device.Model}), {Reason}.",
    ];
}
