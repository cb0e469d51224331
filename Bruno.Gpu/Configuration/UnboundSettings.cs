using System.Collections;

namespace Bruno.Gpu.Configuration;

/// <summary>
/// A table of settings of another configuration, not bound to its records yet: whatever keys and values it holds. Tables within it, and
/// keys with dots, are the same: <c>training.epochs = 3</c>, <c>training = { epochs = 3 }</c> and <c>"training.epochs" = 3</c>.
/// </summary>
/// <param name="settings">The settings, each key once, in order.</param>
internal sealed class UnboundSettings(IReadOnlyList<UnboundSetting> settings) : IReadOnlyList<UnboundSetting>
{
    /// <summary>No settings.</summary>
    public static UnboundSettings None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => settings.Count;

    /// <inheritdoc/>
    public UnboundSetting this[int index] => settings[index];

    /// <summary>The setting of a key, or none.</summary>
    public UnboundSetting? Find(string key) => settings.FirstOrDefault(setting => setting.Key == key);

    /// <summary>These settings with others, which take the place of those with the same key.</summary>
    public UnboundSettings With(params IEnumerable<UnboundSetting> others)
    {
        List<UnboundSetting> all = [.. settings];
        foreach (UnboundSetting other in others)
        {
            int known = all.FindIndex(setting => setting.Key == other.Key);
            if (known >= 0)
                all[known] = other;
            else
                all.Add(other);
        }

        return new(all);
    }

    /// <summary>These settings without that of a key.</summary>
    public UnboundSettings Without(string key) => new([.. settings.Where(setting => setting.Key != key)]);

    /// <inheritdoc/>
    public IEnumerator<UnboundSetting> GetEnumerator() => settings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The settings of a table.</summary>
    internal static IEnumerable<UnboundSetting> Of(TableNode table, string path = "")
    {
        foreach (string key in table.Keys)
        {
            // A quoted key with dots is a path; any other that is no bare word keeps its quotes.
            string inner = Binding.Join(path, key.Contains('.', StringComparison.Ordinal) ? UnboundSetting.PathOf(key) : TomlText.Key(key));
            ConfigurationNode node = table.Find(key)!;
            if (node is TableNode nested)
            {
                foreach (UnboundSetting setting in Of(nested, inner))
                    yield return setting;
            }
            else
            {
                yield return new(inner, TomlText.Value(node), node.Origin);
            }
        }
    }
}
