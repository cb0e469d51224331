namespace Bruno.Gpu.Configuration;

/// <summary>
/// Gives a property or an enum value another name in TOML than its own in snake_case, for names that the rule splits
/// badly (<c>D2D</c> would become <c>d2_d</c>).
/// </summary>
/// <param name="name">The name in TOML.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ConfigurationKeyAttribute(string name) : Attribute
{
    /// <summary>The name in TOML.</summary>
    public string Name { get; } = name;
}
