namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A number of a circuit description.</summary>
/// <param name="Value">The number in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit as written; that of SI where none is.</param>
/// <param name="Si">The number in SI units.</param>
internal readonly record struct CircuitValue(double Value, string Unit, double Si);
