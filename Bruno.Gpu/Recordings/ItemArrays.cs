using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>A list with a table (or a tuple) a sample, turned into a list a key.</summary>
internal static class ItemArrays
{
    /// <summary>Values and labels of all items.</summary>
    /// <exception cref="DataException">Items differ in their keys.</exception>
    public static NamedArrays Of(StoredList list, string origin, DataDescription description)
    {
        StoredTable[] items = [.. list.Items.Select(TableOf)];
        string[] keys = [.. items[0].Entries.Keys];
        for (int i = 1; i < items.Length; ++i)
        {
            if (!keys.All(items[i].Entries.ContainsKey))
                throw new DataException($"{origin}: item {i} has {items[i].Kind}, but item 0 {items[0].Kind}");
        }

        Dictionary<string, StoredValue> columns = keys.ToDictionary(key => key, key => (StoredValue)new StoredList([.. items.Select(item => item.Entries[key])]));
        NamedArrays arrays = new(origin, columns);
        if (description.Values is not null)
            return arrays;

        // The one key with arrays holds the values, the one with texts or single numbers the labels.
        string[] ofArrays = [.. keys.Where(key => items[0].Entries[key] is StoredArray { Shape.Count: >= 1 })];
        string[] ofLabels = [.. keys.Where(key => items[0].Entries[key] is StoredText or StoredArray { Shape.Count: 0 })];
        Dictionary<string, StoredValue> named = new(StringComparer.Ordinal);
        foreach (string key in keys)
            named[ofArrays is [string values] && key == values ? "values" : description.Label is null && ofLabels is [string label] && key == label ? "label" : key] = columns[key];
        return new NamedArrays(origin, named);
    }

    private static StoredTable TableOf(StoredValue item) => item is StoredTable table
        ? table
        : new StoredTable(((StoredList)item).Items.Select((value, index) => (value, index)).ToDictionary(entry => $"{entry.index}", entry => entry.value));
}
