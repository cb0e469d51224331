namespace Bruno.Gpu.Configuration;

/// <summary>
/// Declares one concrete record that may stand where the abstract record with this attribute is asked for. A TOML table
/// chooses it by its key <c>kind</c>.
/// </summary>
/// <param name="kind">The value of <c>kind</c>, in snake_case.</param>
/// <param name="type">A concrete subtype with a parameterless constructor.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
internal sealed class VariantAttribute(string kind, Type type) : Attribute
{
    /// <summary>The value of <c>kind</c>, in snake_case.</summary>
    public string Kind { get; } = kind;

    /// <summary>The concrete record.</summary>
    public Type Type { get; } = type;
}
