namespace Bruno.Gpu.Formats;

/// <summary>A NumPy array; its content is told later.</summary>
internal sealed class PickleArray
{
    public StoredValue? Value { get; set; }

    /// <summary>The elements of an array of objects, and its shape is one axis.</summary>
    public PickleList? Objects { get; set; }
}
