namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The parameters of a neuron on the Heracles model of a ferroelectric capacitor, in SI units: a ferroelectric between
/// electrodes that are depleted by fixed charge, in parallel with a parasitic capacitance, and the circuit's threshold and
/// reset. Defaults: Fehlings et al., "Heracles", arXiv 2410.07791, in the circuit of Gibertini et al., ISCAS 2024.
/// </summary>
public sealed record HeraclesParameters
{
    private const string Heracles = "Fehlings et al., Heracles, arXiv 2410.07791";
    private const string Runs = "conventions of the published runs (Fehlings et al., arXiv 2505.17791)";

    [Parameter("m2", "capacitor area", Heracles, Varies = true)]
    public double Area { get; init; } = NeuronCircuit.Area;

    [Parameter("m", "thickness of the ferroelectric", Heracles, Varies = true)]
    public double FerroelectricThickness { get; init; } = 9.8e-9;

    [Parameter("", "relative permittivity of the ferroelectric", Heracles)]
    public double FerroelectricPermittivity { get; init; } = 70;

    [Parameter("", "relative permittivity of the depleted layer", Heracles)]
    public double DepletionPermittivity { get; init; } = 3.6;

    [Parameter("C/m2", "fixed charge at the interface", Heracles)]
    public double FixedCharge { get; init; } = 0.0945;

    [Parameter("1/m3", "density of charge carriers in the layer that is depleted", Heracles)]
    public double CarrierDensity { get; init; } = 1.4e28;

    [Parameter("V/m", "field at which both directions of switching are equally fast", Heracles, Signed = true)]
    public double OffsetField { get; init; } = 2e7;

    [Parameter("K", "temperature", Heracles)]
    public double Temperature { get; init; } = 294;

    [Parameter("eV", "energy barrier of domain switching without field", Heracles, Varies = true)]
    public double Barrier { get; init; } = 1.05;

    [Parameter("m", "distance over which the field lowers the barrier", Heracles)]
    public double BarrierDistance { get; init; } = 7.5e-9;

    [Parameter("C/m2", "saturation polarization", Heracles, Varies = true)]
    public double SaturationPolarization { get; init; } = 0.27;

    [Parameter("A/m2", "leakage current density", NeuronCircuit.Source, Varies = true)]
    public double LeakageCurrentDensity { get; init; } = NeuronCircuit.LeakageCurrentDensity;

    [Parameter("V", "slope voltage of the leakage", NeuronCircuit.Source)]
    public double LeakageVoltage { get; init; } = NeuronCircuit.LeakageVoltage;

    [Parameter("A", "constant discharge current", NeuronCircuit.Source, Signed = true)]
    public double DischargeCurrent { get; init; } = NeuronCircuit.DischargeCurrent;

    [Parameter("F", "parasitic capacitance", NeuronCircuit.Source, Signed = true)]
    public double ParasiticCapacitance { get; init; } = NeuronCircuit.ParasiticCapacitance;

    [Parameter("V", "membrane potential at which the neuron fires", Runs, Signed = true)]
    public double Threshold { get; init; } = 3.5;

    [Parameter("V", "membrane potential during the outer step after a spike", Runs, Signed = true)]
    public double ResetPotential { get; init; }

    [Parameter("V", "least membrane potential; the depletion widths are physical above -1.49 V", Runs, Signed = true)]
    public double LowerPotential { get; init; } = -1;

    [Parameter("V", "largest membrane potential", Runs, Signed = true)]
    public double UpperPotential { get; init; } = 4;

    [Parameter("C/m2", "polarization at the start; minus the saturation polarization when not given", Runs, Signed = true)]
    public double? InitialPolarization { get; init; }

    [Parameter("C/m2", "polarization after a spike; minus the saturation polarization when not given", Runs, Signed = true)]
    public double? ResetPolarization { get; init; }

    [Parameter("", "1: a barrier that the field overcomes counts as 0, 0: as negative", Heracles, Signed = true, IsSwitch = true)]
    public double BarrierEndsAtZero { get; init; } = 1;

    [Parameter("", "the value of sgn(0), 0 or 1", Runs, Signed = true, IsSwitch = true)]
    public double SignOfZero { get; init; }

    [Parameter("", "1: fires at V >= threshold, 0: at V > threshold", Runs, Signed = true, IsSwitch = true)]
    public double FiresAtThreshold { get; init; } = 1;
}
