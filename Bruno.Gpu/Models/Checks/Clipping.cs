namespace Bruno.Gpu.Models.Checks;

/// <summary>A variable that ran into a bound, which stopped it there.</summary>
/// <param name="Variable">The place of the variable among those of the state.</param>
/// <param name="IsUpper">Whether it was the upper bound.</param>
/// <param name="Seconds">When it first did, s.</param>
internal sealed record Clipping(int Variable, bool IsUpper, double Seconds);
