using Bruno.Gpu.Kernels.Scalars;
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
    public bool HasStuckCells => Ordering.Less(0, Stuck.AtMinimum) || Ordering.Less(0, Stuck.AtMaximum);

    /// <summary>Whether an exponent of drift is drawn for each device.</summary>
    public bool HasDriftSpread => Ordering.Less(0, Drift.Spread) && Ordering.Less(0, Drift.LogarithmOfTime);

    /// <summary>The conductance of a device, S.</summary>
    public double Conductance(double target, double error, double variability, double drift, double stuck)
    {
        double conductance = Ordering.Less(0, Error.Deviation(target, Range.Maximum)) ? Error.Apply(target, Range.Maximum, error) : target;
        if (Ordering.Less(0, Variability.Sigma))
            conductance = Variability.Apply(conductance, variability);
        if (Ordering.Less(0, Drift.LogarithmOfTime))
            conductance = Drift.Apply(conductance, drift);
        return HasStuckCells ? Stuck.Apply(conductance, Range.Minimum, Range.Maximum, stuck) : conductance;
    }
}
