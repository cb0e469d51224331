using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Simulation;

/// <summary>A variable or observable over time.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="Values">Its values, in the unit of tables.</param>
internal sealed record TrajectoryCurve(ShownQuantity Quantity, double[] Values);
