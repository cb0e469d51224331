namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>
/// Where random numbers live: a seed, a stream (what they are for), and two coordinates, usually the element and the step.
/// Numbers depend on nothing else, so that they are the same on every backend, in any order and after a resume.
/// </summary>
public readonly record struct RandomAddress(ulong Seed, uint Stream, uint First, uint Second);
