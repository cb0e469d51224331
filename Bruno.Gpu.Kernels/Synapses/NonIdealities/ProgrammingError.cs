using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// What a write-verify loop leaves: <c>G = G_target + sigma(G_target) xi</c>, xi standard normal, once a write, with the
/// standard deviation a polynomial of the level, <c>sigma = sum of c_i (G_target / g_max)^i</c> in siemens (the form that
/// Joshi et al., Nature Communications 11, 2473 (2020), fitted to measured arrays of phase-change cells, and others since to
/// RRAM). A conductance is never negative.
/// </summary>
public readonly record struct ProgrammingError(double C0, double C1, double C2, double C3, double C4)
{
    /// <summary>The conductance after a write, S.</summary>
    /// <param name="target">What it should be, S.</param>
    /// <param name="maximum">g_max, S.</param>
    /// <param name="xi">A standard normal number.</param>
    public double Apply(double target, double maximum, double xi) => Ordering.Max(0, target + Deviation(target, maximum) * xi);

    /// <summary>The standard deviation at a level, S.</summary>
    public double Deviation(double target, double maximum)
    {
        double level = target / maximum;
        return Ordering.Max(0, C0 + level * (C1 + level * (C2 + level * (C3 + level * C4))));
    }
}
