namespace Bruno.Gpu.Formats;

/// <summary>The type of a NumPy array; its byte order is told later.</summary>
internal sealed class PickleType(string text)
{
    public NumpyType Type { get; set; } = NumpyType.Parse(text);
}
