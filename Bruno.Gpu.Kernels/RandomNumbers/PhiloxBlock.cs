namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>Four words: a counter of Philox, or the random block that it stands for.</summary>
public readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3);
