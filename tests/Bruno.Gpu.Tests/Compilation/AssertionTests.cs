using System.Reflection;
using Bruno.Gpu.Compilation;
using Bruno.Gpu.Kernels.Optimizers;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Tests.Compilation;

namespace Bruno.Gpu.Tests.Compilation;

/// <summary>In the configuration Checked, kernels on CUDA end with an error where they reach beyond an array; no others have a line of that.</summary>
public sealed class AssertionTests
{
    private const string Failure = "__assertfail";

    private static readonly MethodInfo Kernel = typeof(GradientNormKernels).GetMethod(nameof(GradientNormKernels.SumSquares))!.MakeGenericMethod(typeof(Float32));

    [Fact]
    public void KernelsOnCudaHaveThemWhereTheyAreChecked()
    {
        using KernelCompiler cuda = new("sm_90");
        string source = KernelCode.MendPtx("sum of squares", cuda.Compile(Kernel));
#if CHECKED
        Assert.Contains(Failure, source, StringComparison.Ordinal);
#else
        Assert.DoesNotContain(Failure, source, StringComparison.Ordinal);
#endif
    }

    [Fact]
    public void KernelsOnOpenClHaveNone()
    {
        using KernelCompiler openCl = new("opencl");
        Assert.DoesNotContain("assert", KernelCode.MendOpenCl("sum of squares", openCl.Compile(Kernel)), StringComparison.OrdinalIgnoreCase);
    }
}
