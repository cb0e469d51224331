namespace Bruno.Gpu.Configuration;

/// <summary>One key of a configuration, as it is described to its users.</summary>
/// <param name="Key">The key within its table.</param>
/// <param name="Type">What it takes: "a number", "a text".</param>
/// <param name="Default">The default as TOML, or empty where nothing is set.</param>
/// <param name="Unit">The unit of a number; empty where it has none.</param>
/// <param name="Range">The range of a number; empty where it is none.</param>
/// <param name="Values">For a choice, its values and what they mean.</param>
/// <param name="Meaning">What it is.</param>
internal sealed record Setting(
    string Key, string Type, string Default, string Unit, string Range, IReadOnlyList<(string Name, string Meaning)> Values, string Meaning)
{
    /// <summary>What it holds.</summary>
    internal ValueShape Shape { get; init; } = null!;

    /// <summary>Its range.</summary>
    internal NumberAttribute? Number { get; init; }
}
