namespace Bruno.Gpu.Simulation;

/// <summary>Input currents of neurons, constant during each outer step.</summary>
/// <param name="Amperes">[steps, neurons].</param>
/// <param name="Neurons">How many neurons there are.</param>
internal sealed record CurrentTable(double[] Amperes, int Neurons) : IInputCurrent
{
    /// <inheritdoc/>
    public int Steps => Amperes.Length / Neurons;

    /// <inheritdoc/>
    public double During(int step, int micro, int microSteps, int neuron) => Amperes[step * Neurons + neuron];
}
