namespace Bruno.Gpu.Devices;

/// <summary>One parameter of a compact model, as its users see it.</summary>
/// <param name="Name">The key that overrides take, in snake_case: <c>activation_field</c>.</param>
/// <param name="Default">The value where none is given, in <paramref name="Unit"/>; none where it follows from other parameters.</param>
/// <param name="Unit">The unit that its values are in, an SI unit in models written in C#; empty for a dimensionless number.</param>
/// <param name="Meaning">What the parameter is.</param>
/// <param name="Source">Where the default comes from.</param>
/// <param name="Signed">Whether zero and negative values make sense.</param>
/// <param name="Varies">The share of the variability among devices that it takes: 0 none, 1 all of it.</param>
/// <param name="IsSwitch">Whether it chooses between two rules, so that it cannot be trained.</param>
public sealed record DeviceParameter(
    string Name, double? Default, string Unit, string Meaning, string Source, bool Signed, double Varies, bool IsSwitch = false)
{
    /// <summary>The smallest value, where the model states one.</summary>
    public double? Low { get; init; }

    /// <summary>The largest value, where the model states one.</summary>
    public double? High { get; init; }
}
