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
            string felif = $"Felif<{real}>";
            string[] integrators = [$"Euler<{real}>", $"ExponentialRosenbrock<{real}>", $"AdaptiveRosenbrock<{real}>"];
            foreach (string integrator in integrators)
                Assert.Contains($"DeviceForwardKernel.Run<{real}, {felif}, IntegratedStep<{real}, {felif}, {integrator}>>", names);
            Assert.Contains($"DeviceForwardKernel.Run<{real}, {felif}, CheckpointedStep<{real}, {felif}, Euler<{real}>>>", names);
            string seen = $"ByParameter<{felif}, Felif<ParameterDual<{real}>>, {real}>";
            Assert.Contains(
                $"ParameterBackwardKernel.Run<{real}, {felif}, Felif<ParameterDual<{real}>>, CoarseLinearisation<{seen}, {real}, Held>>", names);
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
}
