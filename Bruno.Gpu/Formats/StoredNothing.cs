namespace Bruno.Gpu.Formats;

/// <summary>The absence of a value where the format has a word for it, such as None in Python.</summary>
internal sealed record StoredNothing : StoredValue
{
    private StoredNothing()
    {
    }

    /// <summary>The only one.</summary>
    public static StoredNothing Instance { get; } = new();

    /// <inheritdoc/>
    public override string Kind => "nothing (None)";
}
