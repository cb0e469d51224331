using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// Weights that differ from step to step, or from one batch element to the next, are made again where the backward pass makes
/// windows and segments again: the same bits however time is cut.
/// </summary>
public abstract class SynapseCutTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 13, Batch = 3, Inputs = 3;

    private static readonly int[] Lengths = [13, 6, 10];

    private static readonly double[][][] Input = new RandomArrays(62).Cube(Steps, Batch, Inputs, 0, 3);

    [Theory]
    [InlineData("pass", LayerTiming.Aligned)]
    [InlineData("element", LayerTiming.Pipelined)]
    [InlineData("step", LayerTiming.Aligned)]
    [InlineData("read noise", LayerTiming.Pipelined)]
    [InlineData("read noise of outputs", LayerTiming.Pipelined)]
    [InlineData("element, read noise of outputs", LayerTiming.Aligned)]
    [InlineData("pass, read noise", LayerTiming.Aligned)]
    [InlineData("element, read noise", LayerTiming.Aligned)]
    [InlineData("step, read noise", LayerTiming.Pipelined)]
    [InlineData("all, element", LayerTiming.Pipelined)]
    [InlineData("all, step", LayerTiming.Aligned)]
    public void TheSameBits(string name, LayerTiming timing) => AssertSame<Float64>(name, timing, new BrunoGradient());

    [Theory]
    [InlineData("element, read noise", "truncated 5 bptt")]
    [InlineData("step", "sltt")]
    [InlineData("all, element", "sltt-k 5")]
    [InlineData("read noise", "checkpointed sqrt")]
    [InlineData("element, read noise of outputs", "truncated 5 bptt")]
    [InlineData("read noise of outputs", "checkpointed sqrt")]
    public void WhateverTheMethod(string name, string method) => AssertSame<Float32>(name, LayerTiming.Aligned, GradientMethods.Of(method));

    /// <summary>Eligibility traces keep nothing of earlier windows; only the order in which a readout's gradient is summed differs.</summary>
    [Theory]
    [InlineData("element")]
    [InlineData("step, read noise")]
    [InlineData("read noise of outputs")]
    public void ForwardsOnly(string name)
    {
        SynapseConfiguration synapses = SynapseSetups.Of(name);
        TwinNetwork<Float64> twin = new TwinNetwork<Float64>(Device, Inputs, method: new EpropGradient(new BrunoGradient()))
            .Linear(5, -1, 4, bias: true, synapses).Lif(1.5, 0.3, synapses).Linear(2, -1, 1, bias: true, synapses);
        LossSetup loss = new(LossKind.Sequence, Lengths) { Targets = new RandomArrays(41).Cube(Steps, Batch, 2, 0, 1) };
        TwinResult whole = twin.Product(Input, loss, plan: TimePlan.Online(Steps, Steps));
        Assert.Contains(whole.Gradients["1.rlif.recurrent"], g => g != 0);
        foreach (int window in new[] { 1, 4 })
        {
            TwinResult cut = twin.Product(Input, loss, plan: TimePlan.Online(Steps, window));
            Assert.Equal(whole.Output, cut.Output);
            Assert.Equal(whole.Gradients["1.rlif.recurrent"], cut.Gradients["1.rlif.recurrent"]);
            Assert.All(whole.Gradients, gradient => Near.RelativeToMaximum(gradient.Value, cut.Gradients[gradient.Key], 1e-13));
        }
    }

    private void AssertSame<T>(string name, LayerTiming timing, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        SynapseConfiguration synapses = SynapseSetups.Of(name);
        TwinNetwork<T> twin = new TwinNetwork<T>(Device, Inputs, timing, seed: 4, method: method)
            .Linear(5, -1, 4, bias: true, SynapseSetups.WithConverters(synapses)).Lif(1.5, 0.3, synapses)
            .Linear(4, -0.5, 3, bias: true, synapses).Felif(new() { MicroSteps = 30 });
        LossSetup loss = new(LossKind.SpikeCount, Lengths) { Labels = [0, 3, 1] };

        // The first pass draws the same in a network that is built for more.
        TwinResult first = twin.Train(0).Product(Input, loss), later = twin.Train(7).Product(Input, loss);
        Assert.Contains(first.Gradients["0.linear.weights"], g => g != 0);
        Assert.NotEqual(first.Gradients["0.linear.weights"], later.Gradients["0.linear.weights"]);
        SequenceExtent exact = new(Steps, Batch), roomy = new(Steps + 4, Batch + 1);
        TimePlan Plan(SequenceExtent room, int window, params int[] segments) => new(room.Steps, window, segments, method.Routes.ForgetEvery);
        first.AssertSame(twin.Train(0).Product(Input, loss, roomy, Plan(roomy, 2, 5)), "in more room");
        later.AssertSame(twin.Train(7).Product(Input, loss, exact, Plan(exact, 3, 7, 3)), "segments of segments");
        later.AssertSame(twin.Train(7).Product(Input, loss, exact, Plan(exact, 1)), "windows of a step");
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class SynapseCutCpuTests(CpuBackend backend) : SynapseCutTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SynapseCutCudaTests(CudaBackend backend) : SynapseCutTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SynapseCutOpenClTests(OpenClBackend backend) : SynapseCutTests(backend);
