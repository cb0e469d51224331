using Bruno.Gpu.Errors;
using Bruno.Gpu.Layers;

namespace Bruno.Gpu.Nir;

/// <summary>What NIR leaves open and a simulation has to know.</summary>
/// <param name="StepSeconds">The length of a step, s.</param>
/// <param name="Discretisation">How equations become steps.</param>
/// <param name="Reset">What a spike does to the membrane potential.</param>
internal sealed record NirTiming(double StepSeconds, NirDiscretisation Discretisation = NirDiscretisation.Euler, ResetKind Reset = ResetKind.Zero)
{
    /// <summary>Checks the length of a step.</summary>
    /// <exception cref="BrunoException">It is not positive, or not finite.</exception>
    public NirTiming Check() => StepSeconds is > 0 and <= 1e6 ? this : throw new BrunoException(
        ExitCode.Usage, $"--dt is the length of a step in seconds and must be positive and at most 1e6, not {StepSeconds}.");
}
