namespace Bruno.Gpu.Simulation;

/// <summary>What one neuron did over time; all arrays have the same length, in order of time.</summary>
internal sealed record Trajectory
{
    /// <summary>Time, in seconds.</summary>
    public required double[] TimeSeconds { get; init; }

    /// <summary>Synaptic input current, in ampere.</summary>
    public required double[] InputCurrentAmperes { get; init; }

    /// <summary>Its variables, the membrane potential first, and its observables.</summary>
    public required IReadOnlyList<TrajectoryCurve> Curves { get; init; }

    /// <summary>Whether the neuron spiked at that time; null where it was not recorded.</summary>
    public bool[]? Spike { get; init; }

    /// <summary>The threshold of the membrane potential, in its unit; null where there is none to draw.</summary>
    public double? Threshold { get; init; }
}
