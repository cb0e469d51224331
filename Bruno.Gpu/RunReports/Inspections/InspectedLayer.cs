using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.RunReports.Inspections;

/// <summary>What a layer did for a sample.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Units">Its units.</param>
/// <param name="Spikes">Where they fired; of units that do not, nothing.</param>
/// <param name="Values">What they put out, [steps × units]; of units that fire, nothing.</param>
/// <param name="Devices">Of devices, the states of a few neurons after every step.</param>
internal sealed record InspectedLayer(string Name, int Units, IReadOnlyList<(int Step, int Neuron)> Spikes, double[] Values, InspectedDevices? Devices)
{
    /// <summary>Whether its units fire.</summary>
    public required bool IsSpiking { get; init; }
}
