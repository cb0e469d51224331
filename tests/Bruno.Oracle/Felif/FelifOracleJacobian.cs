namespace Bruno.Oracle;

/// <summary>K, the 2 x 2 Jacobian of (dV/dt, dP/dt) with respect to (V, P), and b = 1/C, the derivative of dV/dt with respect to the input.</summary>
public readonly record struct FelifOracleJacobian
{
    /// <summary>Derives the Jacobian by hand; <paramref name="keepRateDerivative"/> false holds r constant, and then PV is a structural zero.</summary>
    public FelifOracleJacobian(FelifOracleConstants c, FelifOracleRates f, bool keepRateDerivative)
    {
        double slope = keepRateDerivative ? f.RateSlope : 0;

        // f_P = (sgn(E) P_s - P) r(E), E = V cap - P depol
        PV = f.Drive * slope * c.Cap;
        PP = -f.Rate - (f.Drive * slope * c.Depol);

        // f_V = (I - I_leak(V) - A f_P) / C
        VV = -(f.LeakSlope + (c.A * PV)) / c.C;
        VP = -c.A * PP / c.C;
        VI = 1 / c.C;
    }

    /// <summary>d(dV/dt)/dV.</summary>
    public double VV { get; }

    /// <summary>d(dV/dt)/dP.</summary>
    public double VP { get; }

    /// <summary>d(dP/dt)/dV.</summary>
    public double PV { get; }

    /// <summary>d(dP/dt)/dP.</summary>
    public double PP { get; }

    /// <summary>d(dV/dt)/dI.</summary>
    public double VI { get; }
}
