namespace Bruno.Gpu.Kernels.Groups;

/// <summary>
/// Marks a kernel whose threads work in groups and share memory: it is launched with a number of groups and of threads in each,
/// and asks ILGPU for its place instead of getting an index.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GroupedKernelAttribute : Attribute;
