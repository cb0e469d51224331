namespace Bruno.Gpu.Layers;

/// <summary>The library that a device model comes from, so that a run finds it again and notices where it is no longer the same.</summary>
public sealed record LibraryCopy
{
    /// <summary>The model that is taken from it; of another model it says nothing. Not given, the model of the layer.</summary>
    public string? Of { get; init; }

    /// <summary>The file, a .dll.</summary>
    public string Path { get; init; } = "";

    /// <summary>The SHA-256 of the file as it was when the run began; the program fills it in, and refuses another file.</summary>
    public string? Sha256 { get; init; }
}
