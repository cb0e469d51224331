namespace Bruno.Gpu.Devices;

/// <summary>One parameter of a compact model, as its users see it.</summary>
/// <param name="Name">The key that overrides take, in snake_case: <c>activation_field</c>.</param>
/// <param name="Default">The value where none is given, in <paramref name="Unit"/>; none where it follows from other parameters.</param>
/// <param name="Unit">The SI unit; empty for a dimensionless number.</param>
/// <param name="Meaning">What the parameter is.</param>
/// <param name="Source">Where the default comes from.</param>
/// <param name="Signed">Whether zero and negative values make sense.</param>
/// <param name="Varies">Whether it differs from device to device.</param>
/// <param name="IsSwitch">Whether it chooses between two rules, so that it cannot be trained.</param>
public sealed record DeviceParameter(
    string Name, double? Default, string Unit, string Meaning, string Source, bool Signed, bool Varies, bool IsSwitch = false);
