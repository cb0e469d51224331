namespace Bruno.Gpu.Simulation;

/// <summary>
/// Potentials given at times: straight lines between them, the first one before and the last one after. They last until the last time,
/// and to the end of the outer step that it is in.
/// </summary>
/// <param name="Seconds">Times, s, strictly ascending from 0 or later.</param>
/// <param name="Volts">The potentials at each of them, V, [times][neurons].</param>
/// <param name="StepSeconds">The length of an outer step, s.</param>
internal sealed record TimedVoltages(double[] Seconds, double[][] Volts, double StepSeconds) : IPrescribedVoltage
{
    /// <inheritdoc/>
    public int Neurons => Volts[0].Length;

    /// <inheritdoc/>
    public int Steps => (int)Math.Max(1, Math.Ceiling(Seconds[^1] / StepSeconds - 1e-6));

    /// <inheritdoc/>
    public double At(double seconds, int neuron)
    {
        int next = Array.BinarySearch(Seconds, seconds);
        if (next >= 0)
            return Volts[next][neuron];
        next = ~next;
        if (next == 0)
            return Volts[0][neuron];
        if (next == Seconds.Length)
            return Volts[^1][neuron];
        double before = Volts[next - 1][neuron], after = Volts[next][neuron];
        return before + (after - before) * ((seconds - Seconds[next - 1]) / (Seconds[next] - Seconds[next - 1]));
    }
}
