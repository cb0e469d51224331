using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Verification;

/// <summary>
/// What counts as agreement of the states of many lanes. Just below the threshold potentials run away, and with them the last
/// digits: a single number may deviate by much more than all of them together.
/// </summary>
/// <param name="Potential">The largest deviation of a membrane potential, V.</param>
/// <param name="MeanPotential">The root mean square of all, V.</param>
/// <param name="Polarization">The largest deviation of an internal variable, C/m2.</param>
/// <param name="MeanPolarization">The root mean square of all, C/m2.</param>
/// <param name="OtherLanes">The largest share of lanes with other spikes; in float one lane of several may be so in any case.</param>
internal sealed record StateTolerance(
    double Potential, double MeanPotential, double Polarization, double MeanPolarization, double OtherLanes)
{
    /// <summary>In float, and in double where steps follow an error estimate that is of rounding only: as wrong as steps may be.</summary>
    public static StateTolerance Coarse { get; } = new(3e-2, 5e-4, 1e-3, 1e-5, 0.01);

    /// <summary>
    /// Heracles in float, stepped by its error: where a depleted layer vanishes the field jumps, and the last digits of an
    /// exponential, which differ from one driver to the next, decide on which side a step ends. Wrong code was off by volts.
    /// </summary>
    public static StateTolerance Jumping { get; } = new(0.15, 3e-3, 5e-3, 1e-4, 0.02);

    /// <summary>In double.</summary>
    public static StateTolerance Fine { get; } = new(1e-6, 1e-7, 1e-7, 1e-8, 0);

    /// <summary>That of a precision.</summary>
    public static StateTolerance For<T>() => VerificationContext.PrecisionOf<T>() == Precision.Double ? Fine : Coarse;
}
