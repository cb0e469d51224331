using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.RunReports.Inspections;

/// <summary>States of devices after every outer step.</summary>
/// <param name="Neurons">Which neurons.</param>
/// <param name="Curves">For each variable of the model, the curve of each of those neurons, in the unit of figures.</param>
/// <param name="Threshold">Where they fire, in the unit of the first variable; none where the model does not say.</param>
internal sealed record InspectedDevices(IReadOnlyList<int> Neurons, IReadOnlyList<IReadOnlyList<TrajectoryCurve>> Curves, double? Threshold);
