namespace Bruno.Gpu.Configuration;

/// <summary>A table: keys in the order in which they were first written.</summary>
internal sealed class TableNode(string origin) : ConfigurationNode(origin)
{
    private readonly Dictionary<string, ConfigurationNode> entries = new(StringComparer.Ordinal);
    private readonly List<string> keys = [];

    public IReadOnlyList<string> Keys => keys;

    public override string Description => "a table";

    public ConfigurationNode? Find(string key) => entries.GetValueOrDefault(key);

    public void Add(string key, ConfigurationNode node)
    {
        entries.Add(key, node);
        keys.Add(key);
    }
}
