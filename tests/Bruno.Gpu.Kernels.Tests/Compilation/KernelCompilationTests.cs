using System.Reflection;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>
/// Every kernel compiles for every GPU, on machines without one: each alone for the newest, all together for every one.
/// </summary>
public sealed class KernelCompilationTests
{
    public static TheoryData<string, string> EntryPointsAndTargets
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string name in KernelEntryPoints.All.Keys)
            {
                foreach (string target in new[] { "opencl", "sm_90" })
                    data.Add(name, target);
            }

            return data;
        }
    }

    /// <summary>The reflection finds what it should: one kernel of each folder, each in both precisions, and all variants.</summary>
    [Fact]
    public void EveryKernelIsFound()
    {
        string[] names = [.. KernelEntryPoints.All.Keys];
        string[] expected =
        [
            "DeviceBackwardKernel.Run", "DeviceForwardKernel.Run", "DeviceStartKernel.Run", "DeviceTraceKernel.Run",
            "LifForwardKernel.Run", "LifBackwardKernel.Run", "DecayGradientKernel.Run", "SpikeTallyKernel.Run",
            "MatrixProductKernels.Forward", "MatrixProductKernels.BackwardWeights", "EncoderKernels.BackwardParameters",
            "FirstSpikeKernels.Backward", "SoftmaxCrossEntropyKernel.Run", "OptimizerKernels.Adamax",
            "GradientNormKernels.ClipFactor", "GatherKernels.Values", "IntegratorTrialKernel.Run", "IntegratorTrialKernel.Differentiate",
            "QuantiserKernels.Quantise", "SynapseKernels.Program", "LineKernels.SumRows", "SynapseKernels.Read",
            "ConverterKernels.Forward", "TiledProductKernels.Forward", "TiledProductKernels.BackwardInput",
            "TiledProductKernels.BackwardWeights", "TiledProductKernels.BackwardBias",
        ];
        foreach (string kernel in expected)
        {
            string[] variants = [.. names.Where(n => KernelEntryPoints.Bare(n) == kernel)];
            Assert.Contains(variants, n => n.Contains("Float32", StringComparison.Ordinal));
            Assert.Contains(variants, n => n.Contains("Float64", StringComparison.Ordinal));
        }

        Assert.Contains("GatherKernels.Labels", names);
        foreach (string real in new[] { "Float32", "Float64" })
        {
            string felif = $"Felif<{real}>";
            string[] integrators = [$"Euler<{real}>", $"ExponentialRosenbrock<{real}>", $"AdaptiveRosenbrock<{real}>"];
            foreach (string integrator in integrators)
                Assert.Contains($"DeviceForwardKernel.Run<{real}, {felif}, IntegratedStep<{real}, {felif}, {integrator}>>", names);
            Assert.Contains($"DeviceForwardKernel.Run<{real}, {felif}, CheckpointedStep<{real}, {felif}, Euler<{real}>>>", names);
            Assert.Contains($"DeviceBackwardKernel.Run<{real}, {felif}, StoredLinearisation<{felif}, {real}>>", names);
            foreach (string hold in new[] { "Held", "Kept" })
            {
                Assert.Contains($"DeviceBackwardKernel.Run<{real}, {felif}, CoarseLinearisation<{felif}, {real}, {hold}>>", names);
                foreach (string integrator in integrators)
                {
                    Assert.Contains($"DeviceForwardKernel.Run<{real}, {felif}, SensitiveStep<{real}, {felif}, {integrator}, {hold}>>", names);
                    Assert.Contains(
                        $"DeviceBackwardKernel.Run<{real}, {felif}, FineLinearisation<{felif}, {real}, {integrator}, {hold}>>", names);
                }
            }
        }
    }

    /// <summary>A context of its own for each: nothing that another kernel left behind can help.</summary>
    [Theory]
    [MemberData(nameof(EntryPointsAndTargets))]
    public void EveryKernelCompiles(string entryPoint, string target)
    {
        using KernelCompiler compiler = new(target);
        string code = compiler.Compile(KernelEntryPoints.All[entryPoint]);
        Assert.Contains(target == "opencl" ? "kernel void" : ".visible .entry", code, StringComparison.Ordinal);
    }

    /// <summary>
    /// As on a device in use, where all kernels share a context. ILGPU takes two structs for the same type when their
    /// flattened fields agree, so what compiles alone may fail in company, and depend on the order.
    /// </summary>
    [Theory]
    [InlineData("opencl", false)]
    [InlineData("opencl", true)]
    [InlineData("sm_70", false)]
    [InlineData("sm_80", true)]
    [InlineData("sm_90", false)]
    public void AllKernelsCompileInOneContext(string target, bool reversed)
    {
        using KernelCompiler compiler = new(target);
        IEnumerable<MethodInfo> kernels = KernelEntryPoints.All.Values;
        foreach (MethodInfo kernel in reversed ? kernels.Reverse() : kernels)
            Assert.NotEmpty(compiler.Compile(kernel));
    }
}
