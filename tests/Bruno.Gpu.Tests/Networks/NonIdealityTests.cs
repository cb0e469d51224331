using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Each non-ideality alone in a network: it moves what it should and nothing else, and depends on what it should.</summary>
public abstract class NonIdealityTests(Backend backend) : DeviceTests(backend)
{
    private static readonly SynapseStack VariedNeurons = new() { Neurons = new() { Sigma = 0.1 } };

    public static TheoryData<string> Effects => [.. SynapseSetups.EffectNames];

    public static TheoryData<string, int> EffectsAndLayers => [.. SynapseSetups.EffectNames.SelectMany(
        name => Enumerable.Range(0, 3).Select(layer => new TheoryDataRow<string, int>(name, layer)))];

    /// <summary>Layers below stay bit for bit; a DAC has nothing to do where spikes are read, an ADC where there is no array's output.</summary>
    [Theory]
    [MemberData(nameof(EffectsAndLayers))]
    public void ItActsOnItsOwnLayer(string name, int layer)
    {
        bool acts = name switch { "dac" => layer == 0, "adc" => layer != 1, _ => true };
        StackActivity off = new SynapseStack().Run<Float64>(Device, SynapseStack.Varied);
        StackActivity on = SynapseStack.At(layer, SynapseSetups.Effect(name)).Run<Float64>(Device, SynapseStack.Varied);
        for (int below = 0; below < layer; ++below)
            Assert.True(off.IsSame(on, below), $"{name} of layer {layer} moved layer {below}");
        Assert.Equal(acts, !off.IsSame(on, layer));
        Assert.Equal(acts, !off.Gradients["0.linear.weights"].SequenceEqual(on.Gradients["0.linear.weights"]));
        if (!acts)
            off.AssertSame(on, $"{name} of layer {layer}");
    }

    /// <summary>What is drawn differs from seed to seed; the same seed gives the same bits.</summary>
    [Theory]
    [MemberData(nameof(EffectsAndLayers))]
    public void TheSeedSaysWhatIsDrawn(string name, int layer)
    {
        SynapseStack stack = SynapseStack.At(layer, SynapseSetups.Effect(name));
        StackActivity first = stack.Run<Float32>(Device, SynapseStack.Varied);
        first.AssertSame(stack.Run<Float32>(Device, SynapseStack.Varied), name);
        StackActivity other = (stack with { Seed = 4 }).Run<Float32>(Device, SynapseStack.Varied);
        Assert.Equal(name is "d2d" or "programming" or "read noise" or "stuck", !first.IsSame(other, layer));
    }

    [Theory]
    [MemberData(nameof(Effects))]
    public void OnlyReadNoiseDiffersFromStepToStep(string name)
    {
        StackActivity activity = SynapseStack.At(0, SynapseSetups.Effect(name)).Run<Float32>(Device, SynapseStack.Constant);
        double[] first = activity.Currents(0, 0, 0);
        for (int step = 0; step < SynapseStack.Steps; ++step)
        {
            for (int element = 0; element < SynapseStack.Batch; ++element)
                Assert.Equal(name == "read noise" && step > 0, !first.SequenceEqual(activity.Currents(0, step, element)));
        }
    }

    /// <summary>The chip, the write and the phase; a chip that comes back is the same.</summary>
    [Theory]
    [MemberData(nameof(EffectsAndLayers))]
    public void AnEffectDependsOnWhatItShould(string name, int layer)
    {
        StackActivity[] runs = SynapseStack.At(layer, SynapseSetups.Effect(name)).Run<Float64>(
            Device, SynapseStack.Varied,
            draws => draws.Train(2), draws => draws.Train(3), draws => draws.Evaluate(2, 2), draws => draws.Evaluate(2, 3),
            draws =>
            {
                draws.UseTrainingChip(1);
                draws.Train(2);
            },
            draws => draws.UseTrainingChip(0));
        void AssertDiffers(bool expected, int a, int b) =>
            Assert.True(expected == !runs[a].IsSame(runs[b], layer), $"{name}: runs {a} and {b} of layer {layer} {(expected ? "are the same" : "differ")}");

        bool byWrite = name == "programming", byRead = name == "read noise";
        AssertDiffers(byWrite || byRead, 0, 1);
        AssertDiffers(byRead, 0, 2);
        AssertDiffers(byWrite, 2, 3);
        AssertDiffers(byWrite || byRead || name is "d2d" or "stuck", 0, 4);
        runs[0].AssertSame(runs[5], "the first chip again");
    }

    [Theory]
    [MemberData(nameof(Effects))]
    public void ItActsInItsPhaseOnly(string name)
    {
        SynapseConfiguration synapses = SynapseSetups.Effect(name);
        Action<PassDraws>[] passes = [draws => draws.Train(2), draws => draws.Evaluate(0, 2)];
        StackActivity[] Run(ActivePhase phase) => SynapseStack.At(0, synapses with { Active = phase }).Run<Float64>(Device, SynapseStack.Varied, passes);
        StackActivity off = new SynapseStack().Run<Float64>(Device, SynapseStack.Varied);
        StackActivity[] both = Run(ActivePhase.Both), training = Run(ActivePhase.Training), evaluation = Run(ActivePhase.Evaluation);
        both[0].AssertSame(training[0], $"{name} in training");
        both[1].AssertSame(evaluation[1], $"{name} in evaluation");
        off.AssertSame(training[1], $"{name} of training in evaluation");
        off.AssertSame(evaluation[0], $"{name} of evaluation in training");
    }

    /// <summary>Levels are there in every phase.</summary>
    [Theory]
    [InlineData(QuantisationDraw.Pass)]
    [InlineData(QuantisationDraw.Element)]
    [InlineData(QuantisationDraw.Step)]
    public void LevelsStayWhereNothingGoesWrong(QuantisationDraw draw)
    {
        SynapseConfiguration levels = SynapseSetups.Drawn(draw);
        SynapseConfiguration noisy = levels with { NonIdealities = SynapseSetups.Of("all").NonIdealities, Active = ActivePhase.Training };
        Action<PassDraws>[] passes = [draws => draws.Train(2), draws => draws.Evaluate(0, 2)];
        StackActivity[] quantised = SynapseStack.Of(levels).Run<Float64>(Device, SynapseStack.Varied, passes);
        StackActivity[] both = SynapseStack.Of(noisy).Run<Float64>(Device, SynapseStack.Varied, passes);
        Assert.False(quantised[0].IsSame(both[0], 0));
        quantised[1].AssertSame(both[1], $"{draw}");
    }

    [Fact]
    public void NeuronsVaryByChipAlone()
    {
        StackActivity off = new SynapseStack().Run<Float64>(Device, SynapseStack.Varied);
        StackActivity[] runs = VariedNeurons.Run<Float64>(
            Device, SynapseStack.Varied,
            draws => draws.Train(2), draws => draws.Train(3), draws => draws.Evaluate(2, 4), draws => draws.UseTrainingChip(1),
            draws => draws.UseTrainingChip(0));
        for (int layer = 0; layer < 3; ++layer)
            Assert.True(off.IsSame(runs[0], layer));
        Assert.False(off.IsSame(runs[0], 3));
        runs[0].AssertSame(runs[1], "after more steps");
        runs[0].AssertSame(runs[2], "in evaluation");
        Assert.False(runs[0].IsSame(runs[3], 3));
        runs[0].AssertSame(runs[4], "the first chip again");
        runs[0].AssertSame(VariedNeurons.Run<Float64>(Device, SynapseStack.Varied), "built anew");
        Assert.False(runs[0].IsSame((VariedNeurons with { Seed = 4 }).Run<Float64>(Device, SynapseStack.Varied), 3));
    }

    [Fact]
    public void NeuronsVaryInTheirPhaseOnly()
    {
        Action<PassDraws>[] passes = [draws => draws.Train(0), draws => draws.Evaluate(0, 0), draws => draws.Train(0)];
        StackActivity[] Run(ActivePhase phase) =>
            (VariedNeurons with { Neurons = VariedNeurons.Neurons with { Active = phase } }).Run<Float64>(Device, SynapseStack.Varied, passes);
        StackActivity off = new SynapseStack().Run<Float64>(Device, SynapseStack.Varied);
        StackActivity[] both = Run(ActivePhase.Both), training = Run(ActivePhase.Training), evaluation = Run(ActivePhase.Evaluation);
        both[0].AssertSame(training[0], "in training");
        off.AssertSame(training[1], "of training in evaluation");
        both[0].AssertSame(training[2], "in training again");
        off.AssertSame(evaluation[0], "of evaluation in training");
        both[1].AssertSame(evaluation[1], "in evaluation");
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class NonIdealityCpuTests(CpuBackend backend) : NonIdealityTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class NonIdealityCudaTests(CudaBackend backend) : NonIdealityTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class NonIdealityOpenClTests(OpenClBackend backend) : NonIdealityTests(backend);
