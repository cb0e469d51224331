using System.Reflection;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>What the code of kernels that share memory in groups must contain.</summary>
public sealed partial class GroupedKernelTests
{
    public static TheoryData<string> Kernels =>
        [.. KernelEntryPoints.All.Keys.Where(name => KernelEntryPoints.Bare(name).StartsWith("TiledProductKernels.", StringComparison.Ordinal) && OpenClSources.AreMadeOf(name))];

    /// <summary>ILGPU's own barrier leaves shared memory out in OpenCL C.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void BarriersOfOpenClOrderSharedMemory(string kernel)
    {
        string[] barriers = [.. Barrier().Matches(OpenClSources.All[kernel]).Select(match => match.Value)];
        Assert.NotEmpty(barriers);
        Assert.All(barriers, barrier => Assert.Contains("CLK_LOCAL_MEM_FENCE", barrier, StringComparison.Ordinal));
    }

    /// <summary>Shared memory is what bounds the speed: each thread reads it sixteen bytes at a time.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void CudaReadsSharedMemoryInVectors(string kernel)
    {
        using KernelCompiler compiler = new("sm_80");
        MethodInfo method = KernelEntryPoints.All[kernel];
        string code = compiler.Compile(method);
        Assert.Contains("bar.sync", code, StringComparison.Ordinal);
        Assert.Contains(kernel.Contains("Float64", StringComparison.Ordinal) ? "ld.shared.v2.f64" : "ld.shared.v4.f32", code, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", code, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\w*barrier *\(.*\)")]
    private static partial Regex Barrier();
}
