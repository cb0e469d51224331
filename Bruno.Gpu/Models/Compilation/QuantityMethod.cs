namespace Bruno.Gpu.Models.Compilation;

/// <summary>The method that computes a quantity.</summary>
/// <param name="Name">Its name in the code.</param>
/// <param name="Arguments">The names in the model of what it depends on directly, in the order of its arguments.</param>
/// <param name="IsReal">Whether it puts out a number without derivatives.</param>
internal sealed record QuantityMethod(string Name, IReadOnlyList<string> Arguments, bool IsReal);
