namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A parameter that the circuit adds to those of the module.</summary>
/// <param name="Symbol">Its name among the terms, <c>$capacitance</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="IsDefault">Whether the circuit does not say it.</param>
/// <param name="Signed">Whether it may be 0 or negative.</param>
/// <param name="Varies">Whether it differs from device to device.</param>
internal sealed record CircuitParameter(string Symbol, CircuitValue Value, string Meaning, bool IsDefault, bool Signed = false, bool Varies = false);
