using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// Cycle-to-cycle noise of a read: <c>G -> G + sigma xi</c>, xi standard normal and new at every step, with
/// <c>sigma^2 = absolute^2 + (relative G)^2</c>: a floor of the circuit, and fluctuations of the filament that grow with its
/// conductance (random telegraph and 1/f noise; Ambrogio et al., "Statistical fluctuations in HfOx resistive-switching
/// memory: part II, random telegraph noise", IEEE Transactions on Electron Devices 61, 2920 (2014)).
/// </summary>
/// <param name="Relative">Relative standard deviation, 1.</param>
/// <param name="Absolute">Standard deviation at no conductance, S.</param>
public readonly record struct ReadNoise(double Relative, double Absolute)
{
    /// <summary>Whether there is any.</summary>
    public bool IsOn => Ordering.Less(0, Relative) || Ordering.Less(0, Absolute);

    /// <summary>The variance of a read, S^2.</summary>
    public double Variance(double conductance)
    {
        double proportional = Relative * conductance;
        return Absolute * Absolute + proportional * proportional;
    }

    /// <summary>What a read adds to a conductance, S; the sum may come out negative, as a current may.</summary>
    public double Deviation(double conductance, double xi)
    {
        double proportional = Relative * conductance;
        return Math.Sqrt(Absolute * Absolute + proportional * proportional) * xi;
    }
}
