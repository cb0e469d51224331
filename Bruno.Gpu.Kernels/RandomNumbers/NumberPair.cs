namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>Two numbers that come together: the two draws of a block, a sine and its cosine.</summary>
public readonly record struct NumberPair(double First, double Second);
