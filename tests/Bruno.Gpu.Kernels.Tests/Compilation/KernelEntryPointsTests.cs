namespace Bruno.Gpu.Kernels.Tests.Compilation;

public sealed class KernelEntryPointsTests
{
    /// <summary>The reflection finds what it should: one kernel of each folder, each in both precisions, and all variants.</summary>
    [Fact]
    public void EveryKernelIsFound()
    {
        string[] names = [.. KernelEntryPoints.All.Keys];
        string[] expected =
        [
            "DeviceBackwardKernel.Run", "ParameterBackwardKernel.Run", "ParameterBackwardKernel.Start", "BoundedParameterKernels.Gradients",
            "DeviceForwardKernel.Run", "AdaptiveForwardKernel.Run", "DeviceStartKernel.Run", "DeviceTraceKernel.Run",
            "ResponseKernels.UnderCurrent", "ResponseKernels.UnderVoltage",
            "NeuronKernels.Enter", "NeuronKernels.Forward", "NeuronKernels.Backward", "NeuronKernels.Localise", "RecurrentKernels.Drive", "RecurrentGroupKernels.Backward",
            "TransmissionDelayKernels.Forward", "TransmissionDelayKernels.Backward",
            "UnitDelayKernels.Program", "UnitDelayKernels.BackwardDelays", "SynapticDelayKernels.Spread", "SynapticDelayKernels.BackwardDelays",
            "ClampedCoefficientKernels.Gradients", "SpikeTallyKernel.Run",
            "MatrixProductKernels.Forward", "MatrixProductKernels.BackwardWeights", "EncoderKernels.BackwardParameters",
            "FirstSpikeKernels.Backward", "SoftmaxCrossEntropyKernel.Run", "OptimizerKernels.Adamax",
            "GradientNormKernels.ClipFactor", "GatherKernels.Values",
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
            string plane = $"DeviceState<{real}>, Matrix2<{real}>", felif = $"Felif<{real}>", device = $"{felif}, {plane}";
            string euler = $"Euler<{real}, {device}>";
            string[] integrators = [euler, $"Planar<{real}, {felif}, ExponentialRosenbrock<{real}>>", $"Planar<{real}, {felif}, AdaptiveRosenbrock<{real}>>"];
            foreach (string integrator in integrators)
                Assert.Contains($"DeviceForwardKernel.Run<{real}, {device}, IntegratedStep<{real}, {device}, {integrator}>>", names);
            Assert.Contains($"DeviceForwardKernel.Run<{real}, {device}, CheckpointedStep<{real}, {device}, {euler}>>", names);
            string number = $"ParameterDual<{real}>";
            string seen = $"ByParameter<{felif}, Felif<{number}>, {real}, {plane}, DeviceState<{number}>, Matrix2<{number}>>";
            Assert.Contains($"ParameterBackwardKernel.Run<{real}, {seen}, {plane}, CoarseLinearisation<{seen}, {real}, {plane}, Held>>", names);
            Assert.Contains($"DeviceBackwardKernel.Run<{real}, {device}, StoredLinearisation<{felif}, {real}, {plane}>>", names);
            foreach (string hold in new[] { "Held", "Kept" })
            {
                Assert.Contains($"DeviceBackwardKernel.Run<{real}, {device}, CoarseLinearisation<{felif}, {real}, {plane}, {hold}>>", names);
                foreach (string integrator in integrators)
                {
                    Assert.Contains($"DeviceForwardKernel.Run<{real}, {device}, SensitiveStep<{real}, {device}, {integrator}, {hold}>>", names);
                    Assert.Contains(
                        $"DeviceBackwardKernel.Run<{real}, {device}, FineLinearisation<{felif}, {real}, {plane}, {integrator}, {hold}>>", names);
                }
            }
        }
    }
}
