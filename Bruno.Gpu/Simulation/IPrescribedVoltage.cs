namespace Bruno.Gpu.Simulation;

/// <summary>
/// Potentials that neurons are held at. Between the ends of micro-steps the potential is a straight line: a jump takes the micro-step
/// after it.
/// </summary>
internal interface IPrescribedVoltage : IDrive
{
    /// <summary>The potential at a time, V; at a jump, that before it.</summary>
    /// <param name="seconds">The time, s.</param>
    /// <param name="neuron">The neuron.</param>
    double At(double seconds, int neuron);
}
