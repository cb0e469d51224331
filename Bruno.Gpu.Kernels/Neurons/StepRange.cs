namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The outer steps from <paramref name="Begin"/> up to but not including <paramref name="End"/>.</summary>
public readonly record struct StepRange(int Begin, int End);
