namespace Bruno.Gpu.Formats;

/// <summary>A text.</summary>
/// <param name="Value">The text.</param>
internal sealed record StoredText(string Value) : StoredValue
{
    /// <inheritdoc/>
    public override string Kind => "a text";
}
