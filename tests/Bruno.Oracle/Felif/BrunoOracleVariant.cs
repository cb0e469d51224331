namespace Bruno.Oracle;

/// <summary>
/// Variant of BRUNO's coarse linearisation. <paramref name="KeepRateDerivative"/>: differentiate r(E) too.
/// <paramref name="MaskClip"/>: the clip of the coarse step has derivative
/// 1 inside, 0 outside, <paramref name="ClipTie"/> exactly on the bound; otherwise 1 everywhere.
/// </summary>
public sealed record BrunoOracleVariant(bool KeepRateDerivative, bool MaskClip, double ClipTie = 0.5)
{
    /// <summary>Rate held, clip masked: the primary variant, jax_stop_mask_tie0.5 of the golden files.</summary>
    public static BrunoOracleVariant Primary { get; } = new(false, true);

    /// <summary>Rate held, clip ignored.</summary>
    public static BrunoOracleVariant Pass { get; } = new(false, false);

    /// <summary>The variant by its name in the golden files.</summary>
    public static BrunoOracleVariant Parse(string name) => name switch
    {
        "jax_stop_mask_tie0.5" => new(false, true, 0.5),
        "stop_mask_tie1" => new(false, true, 1),
        "fullrate_mask_tie0.5" => new(true, true, 0.5),
        "torch_fullrate_pass" => new(true, false),
        _ => throw new ArgumentException($"Unknown gradient variant '{name}'.", nameof(name)),
    };
}
