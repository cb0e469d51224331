namespace Bruno.Gpu.Models.Checks;

/// <summary>A state of a model and an input.</summary>
/// <param name="Name">What kind of state: start, reset, middle, bounds, inside.</param>
/// <param name="State">The variables, SI units.</param>
/// <param name="Input">The input, SI units.</param>
internal sealed record StatePoint(string Name, IReadOnlyList<double> State, double Input);
