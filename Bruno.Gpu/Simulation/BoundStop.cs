using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Simulation;

/// <summary>A variable that a bound holds where the equations would go on.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="IsUpper">Whether it is the upper bound.</param>
/// <param name="Bound">The bound, in the unit that the variable is shown in.</param>
/// <param name="Seconds">The first point of time at which it does, s.</param>
/// <param name="Points">At how many points of the trajectory it does.</param>
internal sealed record BoundStop(ShownQuantity Variable, bool IsUpper, double Bound, double Seconds, int Points);
