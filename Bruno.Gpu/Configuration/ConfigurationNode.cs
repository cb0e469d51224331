namespace Bruno.Gpu.Configuration;

/// <summary>A value as read from a source, with the place it was written at.</summary>
/// <param name="origin">The place, as shown in messages.</param>
internal abstract class ConfigurationNode(string origin)
{
    public string Origin { get; } = origin;

    /// <summary>The value as a message names it, "the text 'abc'".</summary>
    public abstract string Description { get; }
}
