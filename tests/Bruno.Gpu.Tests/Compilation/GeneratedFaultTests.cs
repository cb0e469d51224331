using System.Reflection;
using Bruno.Gpu.Compilation;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Tests.Compilation;

namespace Bruno.Gpu.Tests.Compilation;

/// <summary>
/// ILGPU's generators have these faults, and they are seen. Where such a test fails after an update of ILGPU, a fault is gone, and
/// what works around it can go too.
/// </summary>
public sealed class GeneratedFaultTests
{
    [Theory]
    [InlineData(nameof(FaultKernels.StaleTemporary), "holds a value of another block")]
    [InlineData(nameof(FaultKernels.LostCopy), "gets its next value before a branch")]
    [InlineData(nameof(FaultKernels.LostCopyInPtx), "gets its next value before a branch")]
    public void InOpenClTheyAreThereAndAreMended(string kernel, string problem)
    {
        using KernelCompiler compiler = new("opencl");
        string source = compiler.Compile(Kernel(kernel)), mended = KernelCode.MendOpenCl(kernel, source);
        Assert.Contains(Faults(source), fault => fault.Problem.Contains(problem, StringComparison.Ordinal));
        Assert.Empty(Faults(mended));
        // Mending what is right changes nothing.
        Assert.Equal(mended, KernelCode.MendOpenCl(kernel, mended));
    }

    [Theory]
    [InlineData(nameof(FaultKernels.LostCopyInPtx))]
    [InlineData(nameof(FaultKernels.TemporaryOfTheOtherBranch))]
    public void InPtxTheyAreRefused(string kernel)
    {
        using KernelCompiler compiler = new("sm_80");
        string source = compiler.Compile(Kernel(kernel));
        BrunoException refusal = Assert.Throws<BrunoException>(() => KernelCode.MendPtx(kernel, source));
        Assert.Equal(ExitCode.CheckFailed, refusal.ExitCode);
        Assert.Contains(kernel, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(FaultKernels.StaleTemporary))]
    [InlineData(nameof(FaultKernels.LostCopy))]
    public void InPtxTheOthersAreRight(string kernel)
    {
        using KernelCompiler compiler = new("sm_80");
        KernelCode.MendPtx(kernel, compiler.Compile(Kernel(kernel)));
    }

    private static MethodInfo Kernel(string name) =>
        typeof(FaultKernels).GetMethods().Single(method => method.Name == name && method.ReturnType == typeof(void));

    private static IEnumerable<CodeFinding> Faults(string source)
    {
        string[] lines = [.. source.Split('\n').Select(line => line.TrimEnd('\r'))];
        return OpenClReader.Read(lines).SelectMany(function =>
            UndefinedReads.Find(function).Concat(LostCopies.Find(function)).Concat(StaleTemporaries.Find(function, lines)));
    }
}
