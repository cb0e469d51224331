namespace Bruno.Gpu.Models.VerilogA;

/// <summary>What a circuit description says of a variable: numbers in SI units, or expressions; none where it does not say.</summary>
/// <param name="Low">The least value.</param>
/// <param name="High">The largest value.</param>
/// <param name="Initial">The first value.</param>
/// <param name="Reset">What a spike makes of it; <c>keep</c> keeps it.</param>
internal sealed record CircuitVariable(string? Low, string? High, string? Initial, string? Reset);
