namespace Bruno.Gpu.Sweeps;

/// <summary>What a trial differs from others in.</summary>
/// <param name="Key">The key of the setting; "variant" for the name of a set of settings.</param>
/// <param name="Value">Its value, for people.</param>
internal sealed record TrialLabel(string Key, string Value)
{
    /// <summary>The key of a label that names a set of settings.</summary>
    public const string Variant = "variant";

    /// <inheritdoc/>
    public override string ToString() => Key == Variant ? Value : $"{Key}={Value}";
}
