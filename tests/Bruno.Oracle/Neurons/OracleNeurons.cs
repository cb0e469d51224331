namespace Bruno.Oracle;

/// <summary>
/// eta = rho eta + (1 - rho) s; theta = b0 + kappa eta; V = alpha V + (1 - alpha) x - theta s, the last product held, or
/// V = alpha V (1 - s) + (1 - alpha) x, the last s held. alpha, rho, kappa, b0.
/// </summary>
public sealed class OracleAdaptiveLif : OracleNeuron
{
    /// <summary>Whether a spike takes all of the potential.</summary>
    public bool ResetsToZero { get; init; }

    /// <inheritdoc/>
    public override (double V, double P) Step(OracleNeuronPoint at, OracleNeuronPoint held)
    {
        double eta = at.C[1] * at.P + (1 - at.C[1]) * at.S;
        if (ResetsToZero)
            return (held.S > 0.5 ? (1 - at.C[0]) * at.X : at.C[0] * at.V + (1 - at.C[0]) * at.X, eta);
        double heldEta = held.C[1] * held.P + (1 - held.C[1]) * held.S;
        return (at.C[0] * at.V + (1 - at.C[0]) * at.X - (held.C[3] + held.C[2] * heldEta) * held.S, eta);
    }

    /// <inheritdoc/>
    public override double Excess(double v, double p, double[] c) => v - c[3] - c[2] * p;
}

/// <summary>V = alpha V + (1 - alpha) x. alpha.</summary>
public sealed class OracleLeaky : OracleNeuron
{
    /// <inheritdoc/>
    public override (double V, double P) Step(OracleNeuronPoint at, OracleNeuronPoint held) => (at.C[0] * at.V + (1 - at.C[0]) * at.X, 0);

    /// <inheritdoc/>
    public override double Excess(double v, double p, double[] c) => v;
}

/// <summary>h = x + d h (1 - s). d, b.</summary>
public sealed class OracleSnu : OracleNeuron
{
    /// <inheritdoc/>
    public override (double V, double P) Step(OracleNeuronPoint at, OracleNeuronPoint held) => (at.X + at.C[0] * at.V * (1 - at.S), 0);

    /// <inheritdoc/>
    public override double Excess(double v, double p, double[] c) => v - c[1];
}

/// <summary>
/// E = a V - b P; r dt = R exp(-(E_a / (|E| + soft))^nu); g = exp(-r dt); V = gamma V - (1 - gamma) P_s (sgn E - P) r dt + x, clipped to +-5;
/// P = g P + (1 - g) sgn E; after a spike V = 0, P = -1. gamma, threshold, E_a, P_s.
/// </summary>
public sealed class OracleNormalisedFelif : OracleNeuron
{
    /// <summary>a, b, soft, nu, R.</summary>
    public required double[] Constants { get; init; }

    /// <inheritdoc/>
    public override (double V, double P) Start => (0, -1);

    /// <inheritdoc/>
    public override (double V, double P) Step(OracleNeuronPoint at, OracleNeuronPoint held)
    {
        if (held.S > 0.5)
            return (0, -1);
        double[] k = Constants;
        double field = k[0] * at.V - k[1] * at.P, sign = Math.Sign(field);
        double switched = k[4] * Math.Exp(-Math.Pow(at.C[2] / (Math.Abs(field) + k[2]), k[3]));
        double v = at.C[0] * at.V - (1 - at.C[0]) * at.C[3] * (sign - at.P) * switched + at.X;
        return (Math.Clamp(v, -5, 5), Math.Exp(-switched) * at.P + (1 - Math.Exp(-switched)) * sign);
    }

    /// <inheritdoc/>
    public override double Excess(double v, double p, double[] c) => v - c[1];
}
