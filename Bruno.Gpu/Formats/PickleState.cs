namespace Bruno.Gpu.Formats;

/// <summary>An object that is nothing but its state, a dictionary.</summary>
internal sealed class PickleState
{
    public object? State { get; set; }
}
