namespace Bruno.Oracle;

/// <summary>The formulas of <see cref="OracleSurrogate"/>.</summary>
public static class OracleSurrogateDerivative
{
    /// <summary>Derivative used for ds/dV at the distance x from the threshold.</summary>
    public static double At(OracleSurrogate surrogate, double beta, double x)
    {
        switch (surrogate)
        {
            case OracleSurrogate.SuperSpike:
                return 1 / (1 + (beta * Math.Abs(x)));
            case OracleSurrogate.SuperSpikeSquared:
                return 1 / ((1 + (beta * Math.Abs(x))) * (1 + (beta * Math.Abs(x))));
            case OracleSurrogate.Tanh:
                double tanh = Math.Tanh(x);
                return 1 - (tanh * tanh);
            case OracleSurrogate.Arctangent:
                double a = Math.PI / 2 * beta * x;
                return 1 / (1 + (a * a));
            case OracleSurrogate.Sigmoid:
                double q = 1 / (1 + Math.Exp(-beta * x));
                return 4 * q * (1 - q);
            case OracleSurrogate.Rectangular:
                return Math.Abs(x) < 1 / beta ? 1 : 0;
            default:
                throw new ArgumentOutOfRangeException(nameof(surrogate));
        }
    }

    /// <summary>The surrogate by its name in the golden files.</summary>
    public static OracleSurrogate Parse(string name) => name switch
    {
        "superspike" => OracleSurrogate.SuperSpike,
        "superspike_sq" => OracleSurrogate.SuperSpikeSquared,
        "tanh" => OracleSurrogate.Tanh,
        "arctangent" => OracleSurrogate.Arctangent,
        "sigmoid" => OracleSurrogate.Sigmoid,
        "rectangular" => OracleSurrogate.Rectangular,
        _ => throw new ArgumentException($"Unknown surrogate '{name}'.", nameof(name)),
    };
}
