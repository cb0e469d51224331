namespace Bruno.Oracle;

/// <summary>Derivative of clip(x, -bound, bound): 1 strictly inside, 0 outside, a chosen value exactly on the bound.</summary>
public static class OracleClipDerivative
{
    /// <summary>The derivative at the value x before clipping.</summary>
    public static double At(double x, double bound, double tie)
    {
        double size = Math.Abs(x);
        return size < bound ? 1 : size == bound ? tie : 0;
    }
}
