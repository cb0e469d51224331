namespace Bruno.Gpu.Layers;

/// <summary>The text of a device model as it was when a configuration was accepted, so that a run does not change with its file.</summary>
public sealed record ModelCopy
{
    /// <summary>The file that it was read from, as <c>model</c> names it; of another model it says nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>The text, TOML.</summary>
    public string Text { get; init; } = "";
}
