namespace Bruno.Gpu.Simulation;

/// <summary>The state of a neuron at a time, SI units; a row of a trajectory's CSV file.</summary>
/// <param name="TimeS">Time, s: the end of the step that the row describes.</param>
/// <param name="InputCurrentA">The mean current during that step, A.</param>
/// <param name="MembranePotentialV">Membrane potential, V.</param>
/// <param name="PolarizationCPerM2">Polarization, C/m2.</param>
/// <param name="ElectricFieldVPerM">Electric field in the device, V/m.</param>
/// <param name="Spike">Whether the neuron fired in that step.</param>
public sealed record TrajectoryPoint(
    double TimeS, double InputCurrentA, double MembranePotentialV, double PolarizationCPerM2, double ElectricFieldVPerM, bool Spike);
