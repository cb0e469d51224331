namespace Bruno.Oracle;

/// <summary>The 2 x 3 derivative of one outer step, (V, P, I) to (V', P').</summary>
public readonly record struct FelifOracleSensitivity(double VV, double VP, double VI, double PV, double PP, double PI)
{
    /// <summary>The derivative of the identity in (V, P).</summary>
    public static FelifOracleSensitivity Identity { get; } = new(1, 0, 0, 0, 1, 0);
}
