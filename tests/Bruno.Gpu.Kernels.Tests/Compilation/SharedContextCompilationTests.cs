using System.Reflection;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>All kernels together compile for every GPU, on machines without one.</summary>
public sealed class SharedContextCompilationTests
{
    /// <summary>
    /// As on a device in use, where all kernels share a context. ILGPU takes two structs for the same type when their
    /// flattened fields agree, so what compiles alone may fail in company, and depend on the order.
    /// </summary>
    [Theory]
    [InlineData("opencl", true)]
    [InlineData("sm_90", true)]
    // The other orders are those of OpenClSources and of PtxSourceTests.
    public void AllKernelsCompileInOneContext(string target, bool reversed)
    {
        using KernelCompiler compiler = new(target);
        IEnumerable<MethodInfo> kernels = KernelEntryPoints.All.Values;
        foreach (MethodInfo kernel in reversed ? kernels.Reverse() : kernels)
            Assert.NotEmpty(compiler.Compile(kernel));
    }
}
