using System.Reflection;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>All kernels compile for every GPU in other company than that of the tests of every day, on machines without one.</summary>
public sealed class SharedContextCompilationTests
{
    /// <summary>
    /// As on a device in use, where all kernels share a context. ILGPU takes two structs for the same type when their
    /// flattened fields agree, so what compiles alone may fail in company, and depend on the order.
    /// </summary>
    // Their order for OpenCL is that of OpenClSources.
    [Theory]
    [InlineData("sm_90", false)]
    [InlineData("sm_90", true)]
    [InlineData("opencl", true)]
    public void AllKernelsCompileInOneContext(string target, bool reversed)
    {
        Nightly.SkipOtherwise();
        using KernelCompiler compiler = new(target);
        IEnumerable<MethodInfo> kernels = KernelEntryPoints.All.Values;
        foreach (MethodInfo kernel in reversed ? kernels.Reverse() : kernels)
            Assert.NotEmpty(compiler.Compile(kernel));
    }

    /// <summary>OpenCL, each kernel without the others.</summary>
    [Theory]
    [MemberData(nameof(KernelCompilationTests.Kernels), MemberType = typeof(KernelCompilationTests))]
    public void EveryKernelCompilesAlone(string kernel)
    {
        Nightly.SkipOtherwise();
        using KernelCompiler compiler = new("opencl");
        foreach (MethodInfo method in KernelEntryPoints.All.Where(entry => KernelEntryPoints.Bare(entry.Key) == kernel).Select(entry => entry.Value))
            Assert.Contains("kernel void", compiler.Compile(method), StringComparison.Ordinal);
    }
}
