using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>The arrays of a file by their names; those within tables and tuples as <c>spikes/times</c>, <c>tensors/0</c>.</summary>
/// <param name="origin">The file, for messages.</param>
/// <param name="entries">Arrays, and lists with an item a sample.</param>
internal sealed class NamedArrays(string origin, IReadOnlyDictionary<string, StoredValue> entries)
{
    private const int MostItemsOfTuple = 8;
    private const string Alone = "values";

    /// <summary>The file.</summary>
    public string Origin => origin;

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => entries.Keys;

    /// <summary>Finds the arrays in what a file holds.</summary>
    public static NamedArrays Of(StoredValue content, string origin)
    {
        Dictionary<string, StoredValue> entries = new(StringComparer.Ordinal);
        Collect(content, "", entries);
        return new(origin, entries);
    }

    /// <summary>The value of this name, or null.</summary>
    public StoredValue? Find(string name) => entries.GetValueOrDefault(name);

    /// <summary>The value that a description names.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public StoredValue Require(string name, string key) => Find(name) ?? throw new DataException(
        $"{origin}: there is no '{name}', which the description names as {key}; there are {Summary}");

    /// <summary>The first of some names that is there, or null; case does not matter.</summary>
    public string? FirstOf(IEnumerable<string> names) =>
        names.Select(name => Names.FirstOrDefault(own => string.Equals(LastPart(own), name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found is not null);

    /// <summary>All that there is, in words.</summary>
    public string Summary => string.Join("; ", entries.Take(12).Select(entry => $"'{entry.Key}': {entry.Value.Kind}")) + (entries.Count > 12 ? "; ..." : "");

    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static void Collect(StoredValue value, string name, Dictionary<string, StoredValue> entries)
    {
        switch (value)
        {
            case StoredTable table:
                foreach ((string key, StoredValue entry) in table.Entries)
                    Collect(entry, name.Length == 0 ? key : $"{name}/{key}", entries);
                break;
            case StoredList list when IsTuple(list):
                for (int i = 0; i < list.Items.Count; ++i)
                    Collect(list.Items[i], name.Length == 0 ? $"{i}" : $"{name}/{i}", entries);
                break;
            default:
                entries[name.Length == 0 ? Alone : name] = value;
                break;
        }
    }

    /// <summary>A few arrays of different ranks belong together; more of them, or alike, are an item a sample.</summary>
    private static bool IsTuple(StoredList list) =>
        list.Items.Count is > 1 and <= MostItemsOfTuple && list.Items.All(item => item is StoredArray)
        && list.Items.Select(item => ((StoredArray)item).Shape.Count).Distinct().Count() > 1;
}
