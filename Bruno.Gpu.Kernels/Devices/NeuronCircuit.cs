namespace Bruno.Gpu.Kernels.Devices;

/// <summary>What the circuit around the capacitor is like by default, SI units: the same for every ferroelectric neuron.</summary>
internal static class NeuronCircuit
{
    /// <summary>Where the figures come from.</summary>
    public const string Source = "Gibertini et al., ISCAS 2024";

    /// <summary>A, m2.</summary>
    public const double Area = 25e-12;

    /// <summary>I_0, A/m2.</summary>
    public const double LeakageCurrentDensity = 1e-4;

    /// <summary>V_T, V.</summary>
    public const double LeakageVoltage = 0.32;

    /// <summary>I_dsc, A.</summary>
    public const double DischargeCurrent = 10e-12;

    /// <summary>C_par, F.</summary>
    public const double ParasiticCapacitance = 15e-15;
}
