namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The parameters of a FeLIF neuron in SI units: a ferroelectric capacitor (hafnium-zirconium oxide on an interface
/// layer) in parallel with a parasitic capacitance, and the circuit's threshold and reset. Defaults: Fehlings et al.,
/// arXiv 2505.17791, after the circuit of Gibertini et al., ISCAS 2024, doi 10.1109/ISCAS58744.2024.10558196.
/// </summary>
public sealed record FelifParameters
{
    private const string Bruno = "Fehlings et al., arXiv 2505.17791";

    [Parameter("m2", "capacitor area", Bruno, Varies = true)]
    public double Area { get; init; } = NeuronCircuit.Area;

    [Parameter("m", "thickness of the ferroelectric", Bruno, Varies = true)]
    public double FerroelectricThickness { get; init; } = 10e-9;

    [Parameter("m", "thickness of the interface layer", Bruno, Varies = true)]
    public double InterfaceThickness { get; init; } = 1.375e-9;

    [Parameter("", "relative permittivity of the ferroelectric", Bruno)]
    public double FerroelectricPermittivity { get; init; } = 25.2;

    [Parameter("", "relative permittivity of the interface layer", Bruno)]
    public double InterfacePermittivity { get; init; } = 33;

    [Parameter("V/m", "activation field of domain switching", Bruno, Varies = true)]
    public double ActivationField { get; init; } = 12.7e8;

    [Parameter("V/m", "field added to the magnitude of the field, so that the rate is finite at zero field", Bruno)]
    public double SoftField { get; init; } = 5e-6;

    [Parameter("", "exponent of the switching rate", Bruno)]
    public double SwitchingExponent { get; init; } = 1.3;

    [Parameter("s", "shortest switching time", Bruno)]
    public double SwitchingTime { get; init; } = 1e-13;

    [Parameter("C/m2", "saturation polarization", Bruno, Varies = true)]
    public double SaturationPolarization { get; init; } = 0.22;

    [Parameter("A/m2", "leakage current density", NeuronCircuit.Source, Varies = true)]
    public double LeakageCurrentDensity { get; init; } = NeuronCircuit.LeakageCurrentDensity;

    [Parameter("V", "slope voltage of the leakage", NeuronCircuit.Source)]
    public double LeakageVoltage { get; init; } = NeuronCircuit.LeakageVoltage;

    [Parameter("A", "constant discharge current", NeuronCircuit.Source, Signed = true)]
    public double DischargeCurrent { get; init; } = NeuronCircuit.DischargeCurrent;

    [Parameter("F", "parasitic capacitance", NeuronCircuit.Source, Signed = true)]
    public double ParasiticCapacitance { get; init; } = NeuronCircuit.ParasiticCapacitance;

    [Parameter("V", "membrane potential at which the neuron fires", NeuronCircuit.Source, Signed = true)]
    public double Threshold { get; init; } = 2.5;

    [Parameter("V", "membrane potential during the outer step after a spike", NeuronCircuit.Source, Signed = true)]
    public double ResetPotential { get; init; } = -1.5;

    [Parameter("V", "magnitude to which the membrane potential is clipped", Bruno)]
    public double PotentialBound { get; init; } = 5;

    [Parameter("C/m2", "polarization at the start; minus the saturation polarization when not given", Bruno, Signed = true)]
    public double? InitialPolarization { get; init; }

    [Parameter("C/m2", "polarization after a spike; minus the saturation polarization when not given", Bruno, Signed = true)]
    public double? ResetPolarization { get; init; }

    [Parameter("", "the value of sgn(0), 0 or 1", Bruno, Signed = true, IsSwitch = true)]
    public double SignOfZero { get; init; }

    [Parameter("", "1: fires at V >= threshold, 0: at V > threshold", Bruno, Signed = true, IsSwitch = true)]
    public double FiresAtThreshold { get; init; } = 1;
}
