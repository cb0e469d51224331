namespace Bruno.Gpu.Configuration;

/// <summary>An array, or an array of tables.</summary>
internal sealed class ArrayNode(string origin) : ConfigurationNode(origin)
{
    public List<ConfigurationNode> Items { get; } = [];

    public override string Description => "an array";
}
