using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// What becomes of a cell from its write to its read: programming error, then the variability of the device, then drift; and
/// a stuck cell is where it is stuck. What is off draws nothing and changes nothing, not even a rounding.
/// </summary>
public readonly record struct CellPhysics(
    ConductanceRange Range, ProgrammingError Error, DeviceVariability Variability, Drift Drift, StuckCells Stuck)
{
    /// <summary>Whether stuck cells are drawn.</summary>
    public bool HasStuckCells => Stuck.AtMinimum > 0 || Stuck.AtMaximum > 0;

    /// <summary>Whether an exponent of drift is drawn for each device.</summary>
    public bool HasDriftSpread => Drift.Spread > 0 && Drift.LogarithmOfTime > 0;

    /// <summary>The conductance of a device, S.</summary>
    public double Conductance(double target, double error, double variability, double drift, double stuck)
    {
        double conductance = Error.Deviation(target, Range.Maximum) > 0 ? Error.Apply(target, Range.Maximum, error) : target;
        if (Variability.Sigma > 0)
            conductance = Variability.Apply(conductance, variability);
        if (Drift.LogarithmOfTime > 0)
            conductance = Drift.Apply(conductance, drift);
        return HasStuckCells ? Stuck.Apply(conductance, Range, stuck) : conductance;
    }
}
