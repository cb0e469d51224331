namespace Bruno.Gpu.Formats;

/// <summary>A dictionary while a pickle is read.</summary>
internal sealed class PickleDictionary
{
    public List<(object? Key, object? Value)> Items { get; } = [];
}
