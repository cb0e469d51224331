using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// Networks of synapses against the oracle, which computes with effective weights of every step and batch element that a
/// reference makes one by one; gradients pass straight through to the weights.
/// </summary>
public abstract class SynapseGradientTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 9, Batch = 3, Inputs = 3;

    private static readonly double[][][] Input = new RandomArrays(60).Cube(Steps, Batch, Inputs, 0, 3);

    public static TheoryData<string> Setups =>
    [
        "none", "nearest", "nearest head by output", "pass", "element", "step", "step head by output", "read noise", "pass, read noise",
        "element, read noise", "step, read noise", "d2d", "programming", "stuck", "asymmetry", "all", "all of references", "all, element",
        "all, step", "all, element, in evaluation",
    ];

    [Theory]
    [MemberData(nameof(Setups))]
    public void TheGradientIsThatOfTheEffectiveWeights(string name)
    {
        AssertAgrees(Stack(LayerTiming.Aligned, SynapseSetups.Of(name)));
        AssertAgrees(Stack(LayerTiming.Pipelined, SynapseSetups.Of(name)));
    }

    [Theory]
    [InlineData("element")]
    [InlineData("element, read noise")]
    [InlineData("all, step")]
    public void WhateverTheWaysBack(string name)
    {
        AssertAgrees(Stack(LayerTiming.Aligned, SynapseSetups.Of(name), method: new TruncatedGradient(new ExactGradient(), 4)));
        AssertAgrees(Stack(LayerTiming.Aligned, SynapseSetups.Of(name), method: new SlttGradient(new ExactGradient())), reachesAll: false);
    }

    /// <summary>Up to devices, whose micro-steps are short enough not to amplify a rounding.</summary>
    [Theory]
    [InlineData("nearest", LayerTiming.Pipelined)]
    [InlineData("step", LayerTiming.Aligned)]
    [InlineData("all, element", LayerTiming.Aligned)]
    [InlineData("all, step", LayerTiming.Pipelined)]
    public void AlsoThroughDevices(string name, LayerTiming timing)
    {
        SynapseConfiguration synapses = SynapseSetups.Of(name);
        AssertAgrees(Network(timing).Linear(5, -1, 4, bias: true, synapses).Lif(1.5, 0.3, synapses).Linear(4, -0.5, 3, bias: true, synapses)
            .Felif(new() { MicroSteps = 200 }));
    }

    /// <summary>Where the pass has a number, so that its draws begin elsewhere, and on another chip.</summary>
    [Theory]
    [InlineData("pass")]
    [InlineData("element, read noise")]
    [InlineData("step head by output")]
    [InlineData("all of references")]
    [InlineData("all, element, in evaluation")]
    public void AlsoOfALaterPassAndAnotherChip(string name)
    {
        TwinNetwork<Float64> twin = Stack(LayerTiming.Aligned, SynapseSetups.Of(name));
        AssertAgrees(twin.Train(11));
        AssertAgrees(twin.Train(12).UseChip(2));
        AssertAgrees(twin.Evaluate(1, 12));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("element, read noise")]
    [InlineData("all, step")]
    public void ConvertersPassItOnWithinTheirRange(string name)
    {
        foreach (LayerTiming timing in Enum.GetValues<LayerTiming>())
        {
            SynapseConfiguration synapses = SynapseSetups.Of(name);
            AssertAgrees(Stack(timing, SynapseSetups.WithConverters(synapses), synapses).Train(3));
        }
    }

    private static void AssertAgrees(TwinNetwork<Float64> twin, bool reachesAll = true)
    {
        LossSetup loss = new(LossKind.SpikeCount, [Steps, Steps - 3, Steps - 1]) { Labels = [0, 2, 3] };
        TwinResult oracle = twin.Oracle(Input, loss), actual = twin.Product(Input, loss);
        if (reachesAll)
            oracle.AssertSomethingReachesAll();
        Assert.Equal(oracle.Output, actual.Output);
        Assert.Equal(oracle.Loss, actual.Loss, 1e-11);
        foreach ((string name, double[] gradient) in oracle.Gradients)
            Near.RelativeToMaximum(gradient, actual.Gradients[name], 1e-8);
    }

    private TwinNetwork<Float64> Stack(
        LayerTiming timing, SynapseConfiguration synapses, SynapseConfiguration? recurrent = null, IGradientMethod? method = null) =>
        Network(timing, method).Linear(5, -1, 4, bias: true, synapses).Lif(1.5, 0.3, recurrent ?? synapses)
            .Linear(4, -0.5, 3, bias: true, synapses).Lif(1.5, 0.2, recurrent ?? synapses);

    private TwinNetwork<Float64> Network(LayerTiming timing, IGradientMethod? method = null) =>
        new TwinNetwork<Float64>(Device, Inputs, timing, seed: 4, method: method, runSeed: 77).Encoder(2);
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class SynapseGradientCpuTests(CpuBackend backend) : SynapseGradientTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SynapseGradientCudaTests(CudaBackend backend) : SynapseGradientTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SynapseGradientOpenClTests(OpenClBackend backend) : SynapseGradientTests(backend);
