using System.Reflection;
using System.Text.RegularExpressions;
using Bruno.Gpu.Compilation;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Matrix = Bruno.Gpu.Kernels.Vectors.Matrix2<Bruno.Gpu.Kernels.Scalars.ParameterDual<Bruno.Gpu.Kernels.Scalars.Float64>>;
using Number = Bruno.Gpu.Kernels.Scalars.ParameterDual<Bruno.Gpu.Kernels.Scalars.Float64>;
using State = Bruno.Gpu.Kernels.Vectors.DeviceState<Bruno.Gpu.Kernels.Scalars.ParameterDual<Bruno.Gpu.Kernels.Scalars.Float64>>;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>
/// Every kernel compiles for the newest GPUs, on machines without one, and what ILGPU generates for it has none of the faults that
/// <see cref="KernelCode"/> finds.
/// </summary>
public sealed partial class KernelCompilationTests
{
    public static TheoryData<string> Kernels => [.. KernelEntryPoints.All.Keys.Select(KernelEntryPoints.Bare).Distinct()];

    /// <summary>The variants of a kernel have a context of their own: nothing that another kernel left behind can help.</summary>
    // A context of its own for each variant takes three minutes, nearly all of it in making contexts.
    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryVariantCompiles(string kernel)
    {
        using KernelCompiler cuda = new("sm_90");
        // Those in double differ in the width of registers alone.
        foreach ((string name, MethodInfo method) in KernelEntryPoints.All.Where(entry => KernelEntryPoints.Bare(entry.Key) == kernel && OpenClSources.AreMadeOf(entry.Key)))
        {
            string source = cuda.Compile(method);
            Assert.Contains(".visible .entry", source, StringComparison.Ordinal);
            Assert.Contains(".visible .entry", KernelCode.MendPtx(name, source), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryVariantHasASoundSourceOfOpenCl(string kernel)
    {
        foreach ((string name, string source) in OpenClSources.All.Where(entry => KernelEntryPoints.Bare(entry.Key) == kernel))
        {
            Assert.Contains("kernel void", source, StringComparison.Ordinal);
            Assert.Contains("kernel void", KernelCode.MendOpenCl(name, source), StringComparison.Ordinal);
            Assert.False(Comparison().IsMatch(source), $"{name} compares numbers without Ordering: with what is no number, OpenCL gets it wrong.");
        }
    }

    /// <summary>Fits run responses with numbers that carry a derivative, which the variants above do not.</summary>
    [Fact]
    public void ResponsesWithDerivativesCompile()
    {
        using KernelCompiler openCl = new("opencl"), cuda = new("sm_90");
        foreach (MethodInfo kernel in new[] { Respond<Stretched<Felif<Number>, Number, State, Matrix>>("UnderCurrent"), Respond<VoltageClamped<Felif<Number>, Number, State, Matrix>>("UnderVoltage") })
        {
            Assert.Contains("kernel void", openCl.Compile(kernel), StringComparison.Ordinal);
            Assert.Contains(".visible .entry", cuda.Compile(kernel), StringComparison.Ordinal);
        }

        static MethodInfo Respond<TDriven>(string name)
            where TDriven : unmanaged, IDevice<TDriven, Number, State, Matrix> =>
            typeof(ResponseKernels).GetMethod(name)!.MakeGenericMethod(typeof(Number), typeof(Felif<Number>), typeof(State), typeof(Matrix), typeof(Planar<Number, TDriven, AdaptiveRosenbrock<Number>>));
    }

    /// <summary>A comparison as ILGPU generates it; those of Ordering have no casts.</summary>
    [GeneratedRegex(@"= \((?:float|double)\) \S+ [<>]=? ")]
    private static partial Regex Comparison();
}
