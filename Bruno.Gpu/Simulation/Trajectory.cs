namespace Bruno.Gpu.Simulation;

/// <summary>What one neuron did over time, in SI units; all arrays have the same length, in order of time.</summary>
public sealed record Trajectory
{
    /// <summary>Time, in seconds.</summary>
    public required double[] TimeSeconds { get; init; }

    /// <summary>Synaptic input current, in ampere.</summary>
    public required double[] InputCurrentAmperes { get; init; }

    /// <summary>Membrane potential, in volt.</summary>
    public required double[] MembranePotentialVolts { get; init; }

    /// <summary>Polarization of the ferroelectric, in C/m2; null for a neuron without one.</summary>
    public double[]? PolarizationCoulombsPerSquareMetre { get; init; }

    /// <summary>Electric field in the ferroelectric, in V/m; null for a neuron without one.</summary>
    public double[]? ElectricFieldVoltsPerMetre { get; init; }

    /// <summary>Whether the neuron spiked at that time; null where it was not recorded.</summary>
    public bool[]? Spike { get; init; }

    /// <summary>The threshold of the membrane potential, in volt; null where there is none to draw.</summary>
    public double? ThresholdVolts { get; init; }
}
