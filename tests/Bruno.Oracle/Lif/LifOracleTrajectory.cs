namespace Bruno.Oracle;

/// <summary>A run of LIF neurons, arrays [T][batch][neuron]: input x and, after each step, potential V, synaptic current I and spikes s.</summary>
public sealed record LifOracleTrajectory(double[][][] Input, double[][][] V, double[][][] I, double[][][] S)
{
    /// <summary>The run in whose last state this one started; none where it started at zero.</summary>
    public LifOracleTrajectory? Earlier { get; init; }
}
