namespace Bruno.Gpu.Formats;

/// <summary>Values in order: a list, a tuple, a cell array, arrays of different lengths.</summary>
/// <param name="Items">The values.</param>
internal sealed record StoredList(IReadOnlyList<StoredValue> Items) : StoredValue
{
    /// <inheritdoc/>
    public override string Kind => $"a list of {Items.Count}";
}
