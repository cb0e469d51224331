namespace Bruno.Gpu.Simulation;

/// <summary>A <see cref="TrajectoryPoint"/> of one of several neurons: the same columns, and the neuron behind them.</summary>
public sealed record NeuronTrajectoryPoint(
    double TimeS, double InputCurrentA, double MembranePotentialV, double PolarizationCPerM2, double ElectricFieldVPerM, bool Spike,
    int Neuron)
{
    /// <summary>A point of a neuron.</summary>
    public NeuronTrajectoryPoint(TrajectoryPoint point, int neuron)
        : this(
            point.TimeS, point.InputCurrentA, point.MembranePotentialV, point.PolarizationCPerM2, point.ElectricFieldVPerM,
            point.Spike, neuron)
    {
    }
}
