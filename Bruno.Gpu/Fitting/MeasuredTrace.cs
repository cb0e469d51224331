using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Fitting;

/// <summary>A device measured once: what it was driven by, and what was measured at the same times.</summary>
/// <param name="Path">The file.</param>
/// <param name="Neuron">The neuron, in a file of several.</param>
/// <param name="Kind">What it was driven by.</param>
/// <param name="Seconds">Times, s, strictly ascending. The device starts at the first.</param>
/// <param name="Drive">Currents, A, or voltages, V, at these times.</param>
/// <param name="IsHeld">Whether a current flowed all the time since the time before; else there are straight lines.</param>
/// <param name="Series">What was measured.</param>
internal sealed record MeasuredTrace(
    string Path, int? Neuron, DriveKind Kind, double[] Seconds, double[] Drive, bool IsHeld, IReadOnlyList<MeasuredSeries> Series)
{
    /// <summary>The name in reports.</summary>
    public string Name => Neuron is int neuron ? $"{Path}, neuron {neuron}" : Path;
}
