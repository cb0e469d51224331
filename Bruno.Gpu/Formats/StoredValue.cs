namespace Bruno.Gpu.Formats;

/// <summary>
/// What a container of data holds, whatever its format (NPZ, MATLAB, HDF5, pickle): numbers, text, lists and tables of such.
/// Reading constructs nothing else.
/// </summary>
internal abstract record StoredValue
{
    /// <summary>What it is, for messages: "an array (280, 256, 12) of float", "a list of 7".</summary>
    public abstract string Kind { get; }
}
