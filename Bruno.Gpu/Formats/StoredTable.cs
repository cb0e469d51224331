namespace Bruno.Gpu.Formats;

/// <summary>Values by name: the arrays of an archive, a group of HDF5, a dictionary.</summary>
/// <param name="Entries">The values by their names, in the order of the file.</param>
internal sealed record StoredTable(IReadOnlyDictionary<string, StoredValue> Entries) : StoredValue
{
    /// <inheritdoc/>
    public override string Kind => $"a table of {string.Join(", ", Entries.Keys.Take(8))}{(Entries.Count > 8 ? ", ..." : "")}";

    /// <summary>The value of this name, or null.</summary>
    public StoredValue? Find(string name) => Entries.GetValueOrDefault(name);
}
