namespace Bruno.Oracle;

/// <summary>
/// The constants that enter the equations for one neuron. Lengths, areas, capacitances and currents are multiplied by S, fields divided by S;
/// V, C/m2, A/m2 and s are unchanged.
/// </summary>
public sealed class FelifOracleConstants
{
    /// <summary>Derives the constants of one lane.</summary>
    public FelifOracleConstants(FelifOracleParameters p, int lane)
    {
        double eps0 = FelifOracleParameters.VacuumPermittivity;
        double area = OracleGrid.At(p.Area, lane);
        double tHzo = OracleGrid.At(p.FerroelectricThickness, lane);
        double tInt = OracleGrid.At(p.InterlayerThickness, lane);
        double epsHzo = OracleGrid.At(p.FerroelectricPermittivity, lane);
        double epsInt = OracleGrid.At(p.InterlayerPermittivity, lane);
        double d = (tHzo * epsInt) + (tInt * epsHzo);
        double s = p.Scale;

        A = area * s;
        C = ((eps0 * epsHzo * area / tHzo) + OracleGrid.At(p.ParasiticCapacitance, lane)) * s;
        Cap = epsInt / d / s;
        Depol = tInt / (eps0 * d) / s;
        ActivationField = OracleGrid.At(p.ActivationField, lane) / s;
        Soft = OracleGrid.At(p.SofteningField, lane) / s;
        Ps = OracleGrid.At(p.SaturationPolarization, lane);
        I0 = OracleGrid.At(p.LeakDensity, lane);
        Vt = OracleGrid.At(p.LeakVoltage, lane);
        Idsc = OracleGrid.At(p.DischargeCurrent, lane) * s;
        Tau0 = OracleGrid.At(p.AttemptTime, lane);
        Alpha = OracleGrid.At(p.RateExponent, lane);
        Threshold = OracleGrid.At(p.Threshold, lane);
        InitialP = p.InitialPolarization is null ? -Ps : OracleGrid.At(p.InitialPolarization, lane);
        ResetP = p.ResetPolarization is null ? -Ps : OracleGrid.At(p.ResetPolarization, lane);
    }

    /// <summary>A S.</summary>
    public double A { get; }

    /// <summary>(eps0 eps_hzo A / t_hzo + C_par) S.</summary>
    public double C { get; }

    /// <summary>dE/dV = eps_int / D / S.</summary>
    public double Cap { get; }

    /// <summary>-dE/dP = t_int / (eps0 D) / S.</summary>
    public double Depol { get; }

    /// <summary>E_a / S.</summary>
    public double ActivationField { get; }

    /// <summary>E_soft / S.</summary>
    public double Soft { get; }

    /// <summary>P_s.</summary>
    public double Ps { get; }

    /// <summary>I_0.</summary>
    public double I0 { get; }

    /// <summary>V_T.</summary>
    public double Vt { get; }

    /// <summary>I_dsc S.</summary>
    public double Idsc { get; }

    /// <summary>tau_0.</summary>
    public double Tau0 { get; }

    /// <summary>alpha.</summary>
    public double Alpha { get; }

    /// <summary>V_thr.</summary>
    public double Threshold { get; }

    /// <summary>P at the start.</summary>
    public double InitialP { get; }

    /// <summary>P on the step after a spike.</summary>
    public double ResetP { get; }
}
