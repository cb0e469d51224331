namespace Bruno.Oracle;

/// <summary>The Heracles neuron (Fehlings et al., arXiv 2410.07791) in SI units and by explicit Euler, as its equations are printed.</summary>
public sealed record HeraclesOracle
{
    private const double Vacuum = 8.8541879239442e-12;
    private const double Charge = 1.602176634e-19;
    private const double Boltzmann = 1.380649e-23;
    private const double Planck = 6.62607015e-34;

    /// <summary>A, m2.</summary>
    public double Area { get; init; } = 25e-12;

    /// <summary>t_fe, m.</summary>
    public double Thickness { get; init; } = 9.8e-9;

    /// <summary>eps_fe.</summary>
    public double FerroelectricPermittivity { get; init; } = 70;

    /// <summary>eps_depl.</summary>
    public double DepletionPermittivity { get; init; } = 3.6;

    /// <summary>q_fix, C/m2.</summary>
    public double FixedCharge { get; init; } = 0.0945;

    /// <summary>n_depl, 1/m3.</summary>
    public double CarrierDensity { get; init; } = 1.4e28;

    /// <summary>e_off, V/m.</summary>
    public double OffsetField { get; init; } = 2e7;

    /// <summary>T, K.</summary>
    public double Temperature { get; init; } = 294;

    /// <summary>w_b, eV.</summary>
    public double Barrier { get; init; } = 1.05;

    /// <summary>d_e, m.</summary>
    public double BarrierDistance { get; init; } = 7.5e-9;

    /// <summary>P_s, C/m2.</summary>
    public double SaturationPolarization { get; init; } = 0.27;

    /// <summary>V_thr, V.</summary>
    public double Threshold { get; init; } = 3.5;

    /// <summary>V is kept above, V.</summary>
    public double LowerPotential { get; init; } = -1;

    /// <summary>V is kept below, V.</summary>
    public double UpperPotential { get; init; } = 4;

    /// <summary>Whether a barrier that the field overcomes counts as 0.</summary>
    public bool BarrierEndsAtZero { get; init; } = true;

    /// <summary>sgn(0).</summary>
    public double SignOfZero { get; init; }

    /// <summary>What the equations say of a state.</summary>
    public readonly record struct Values(
        double Width, double Capacitance, double Field, double RateDown, double RateUp, double PolarizationRate, double Leakage);

    /// <summary>All quantities at V in volts and P in C/m2.</summary>
    public Values At(double v, double p)
    {
        double pi = p / (2 * SaturationPolarization) + 0.5;
        double induced = Vacuum * FerroelectricPermittivity * v / Thickness;
        double down = (induced + FixedCharge) / (Charge * CarrierDensity);
        double up = Math.Abs(induced - FixedCharge) / (Charge * CarrierDensity);
        double w = down * up / (pi * up + (1 - pi) * down);
        double c = 1 / (1 / (Vacuum * FerroelectricPermittivity * Area / Thickness + 15e-15) + w / (Vacuum * DepletionPermittivity * Area));
        double d = Thickness * DepletionPermittivity + w * FerroelectricPermittivity;
        double e = v * DepletionPermittivity / d - p * w / (Vacuum * d);
        double work = (e - OffsetField) * BarrierDistance, thermal = Boltzmann * Temperature / Charge;
        double kDown = Boltzmann * Temperature / Planck * Math.Exp(-Height(Barrier - work) / thermal);
        double kUp = Boltzmann * Temperature / Planck * Math.Exp(-Height(Barrier + work) / thermal);
        double sign = v > 0 ? 1 : v < 0 ? -1 : SignOfZero;
        double leak = (1e-4 * Area * (Math.Exp(v / 0.32) - 1) + 10e-12) * sign;
        return new(w, c, e, kDown, kUp, 2 * SaturationPolarization * (kDown * (1 - pi) - kUp * pi), leak);
    }

    /// <summary>dV/dt, V/s, and dP/dt, C/(m2 s), at a current in ampere.</summary>
    public (double V, double P) Rates(double v, double p, double current)
    {
        Values at = At(v, p);
        return ((current - at.Leakage - Area * at.PolarizationRate) / at.Capacitance, at.PolarizationRate);
    }

    /// <summary>One outer step of 1 ms in n micro-steps, frozen once beyond the threshold.</summary>
    public (double V, double P) Advance(double v, double p, double current, int n, bool firesAtThreshold = true)
    {
        for (int i = 0; i < n && !(firesAtThreshold ? v >= Threshold : v > Threshold); i++)
        {
            (double rateV, double rateP) = Rates(v, p, current);
            v = Math.Clamp(v + 1e-3 / n * rateV, LowerPotential, UpperPotential);
            p = Math.Clamp(p + 1e-3 / n * rateP, -SaturationPolarization, SaturationPolarization);
        }

        return (v, p);
    }

    private double Height(double barrier) => BarrierEndsAtZero ? Math.Max(barrier, 0) : barrier;
}
