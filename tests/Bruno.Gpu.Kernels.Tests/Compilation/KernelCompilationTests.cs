namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>Every kernel compiles for the newest GPUs, on machines without one.</summary>
public sealed class KernelCompilationTests
{
    public static TheoryData<string> Kernels => [.. KernelEntryPoints.All.Keys.Select(KernelEntryPoints.Bare).Distinct()];

    /// <summary>The variants of a kernel have a context of their own: nothing that another kernel left behind can help.</summary>
    // A context of its own for each variant takes three minutes, nearly all of it in making contexts.
    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryVariantCompiles(string kernel)
    {
        foreach ((string target, string mark) in new[] { ("opencl", "kernel void"), ("sm_90", ".visible .entry") })
        {
            using KernelCompiler compiler = new(target);
            foreach (var (_, method) in KernelEntryPoints.All.Where(entry => KernelEntryPoints.Bare(entry.Key) == kernel))
                Assert.Contains(mark, compiler.Compile(method), StringComparison.Ordinal);
        }
    }
}
