namespace Bruno.Gpu.Formats;

/// <summary>A list, tuple or set while a pickle is read; it may still grow.</summary>
internal sealed class PickleList(IEnumerable<object?> items, bool isTuple = false)
{
    public List<object?> Items { get; } = [.. items];

    /// <summary>Whether it may stand for arguments.</summary>
    public bool IsTuple { get; } = isTuple;
}
