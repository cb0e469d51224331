namespace Bruno.Oracle;

/// <summary>
/// FeLIF parameters in SI units. A list holds one value for all neurons or one per neuron;
/// lane = batch * neurons + neuron reads entry lane mod length.
/// </summary>
public sealed record FelifOracleParameters
{
    /// <summary>Vacuum permittivity, F/m, with the digits behind the golden files (8.8541879239e-12 is this value cut short, 5e-12 off).</summary>
    public const double VacuumPermittivity = 8.8541879239442e-12;

    /// <summary>A, m2.</summary>
    public double[] Area { get; init; } = [25e-12];

    /// <summary>t_hzo, m.</summary>
    public double[] FerroelectricThickness { get; init; } = [10e-9];

    /// <summary>t_int, m.</summary>
    public double[] InterlayerThickness { get; init; } = [1.375e-9];

    /// <summary>eps_hzo, relative.</summary>
    public double[] FerroelectricPermittivity { get; init; } = [25.2];

    /// <summary>eps_int, relative.</summary>
    public double[] InterlayerPermittivity { get; init; } = [33.0];

    /// <summary>E_a, V/m.</summary>
    public double[] ActivationField { get; init; } = [12.7e8];

    /// <summary>P_s, C/m2.</summary>
    public double[] SaturationPolarization { get; init; } = [0.22];

    /// <summary>tau_0, s.</summary>
    public double[] AttemptTime { get; init; } = [1e-13];

    /// <summary>I_0, A/m2.</summary>
    public double[] LeakDensity { get; init; } = [1e-4];

    /// <summary>V_T, V.</summary>
    public double[] LeakVoltage { get; init; } = [0.32];

    /// <summary>C_par, F.</summary>
    public double[] ParasiticCapacitance { get; init; } = [15e-15];

    /// <summary>alpha, exponent of the switching rate.</summary>
    public double[] RateExponent { get; init; } = [1.3];

    /// <summary>E_soft, V/m.</summary>
    public double[] SofteningField { get; init; } = [5e-6];

    /// <summary>I_dsc, A.</summary>
    public double[] DischargeCurrent { get; init; } = [10e-12];

    /// <summary>V_thr, V.</summary>
    public double[] Threshold { get; init; } = [2.5];

    /// <summary>V on the step after a spike, V.</summary>
    public double ResetVoltage { get; init; } = -1.5;

    /// <summary>V is clipped to plus and minus this, V.</summary>
    public double VoltageClip { get; init; } = 5;

    /// <summary>P at the start, C/m2; null means -P_s of each neuron.</summary>
    public double[]? InitialPolarization { get; init; }

    /// <summary>P on the step after a spike, C/m2; null means -P_s of each neuron.</summary>
    public double[]? ResetPolarization { get; init; }

    /// <summary>Length of an outer step, s.</summary>
    public double TimeStep { get; init; } = 1e-3;

    /// <summary>Euler micro-steps in an outer step.</summary>
    public int MicroSteps { get; init; } = 1000;

    /// <summary>S: an input current of 1 is 1/S ampere.</summary>
    public double Scale { get; init; } = 1e9;

    /// <summary>sgn(0) is 0 (false) or copysign(1, 0) (true).</summary>
    public bool SignOfZeroIsPlus { get; init; }

    /// <summary>A neuron fires at V >= V_thr (true) or at V > V_thr (false).</summary>
    public bool FiresAtEquality { get; init; } = true;

    /// <summary>Stand-in for ds/dV.</summary>
    public OracleSurrogate Surrogate { get; init; } = OracleSurrogate.SuperSpike;

    /// <summary>beta of the surrogate.</summary>
    public double SurrogateBeta { get; init; } = 10;
}
