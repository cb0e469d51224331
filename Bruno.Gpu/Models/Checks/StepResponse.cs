namespace Bruno.Gpu.Models.Checks;

/// <summary>What a device does when a current is switched on at its start and stays, with its spikes and resets at outer steps.</summary>
/// <param name="Input">The current, in units of the equations.</param>
/// <param name="Times">The times of the states, s.</param>
/// <param name="States">The states, in units of the equations.</param>
/// <param name="Spikes">The ends of the outer steps at which it fired, s.</param>
/// <param name="Clipped">The bounds that it ran into, each once.</param>
/// <param name="Fastest">The shortest time in which a deviation decays by e that was met at outer steps, s; infinite where none decays.</param>
/// <param name="Failure">Why it ended early; none where it did not.</param>
internal sealed record StepResponse(
    double Input, IReadOnlyList<double> Times, IReadOnlyList<double[]> States, IReadOnlyList<double> Spikes, IReadOnlyList<Clipping> Clipped, double Fastest, string? Failure);
