namespace Bruno.Gpu.Kernels.Devices;

/// <summary>Describes one parameter of a device model to its users: unit, meaning and where the default comes from.</summary>
/// <param name="unit">The SI unit; empty for a dimensionless number.</param>
/// <param name="meaning">What the parameter is.</param>
/// <param name="source">Where the default value comes from.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string unit, string meaning, string source) : Attribute
{
    /// <summary>The SI unit; empty for a dimensionless number.</summary>
    public string Unit { get; } = unit;

    /// <summary>What the parameter is.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>Where the default value comes from.</summary>
    public string Source { get; } = source;

    /// <summary>Whether zero and negative values make sense.</summary>
    public bool Signed { get; init; }

    /// <summary>Whether it chooses between two rules, so that there is no derivative by it.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>Whether it differs from device to device (geometry and material, not circuit or numerics).</summary>
    public bool Varies { get; init; }
}
