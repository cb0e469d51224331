using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>What a list of names trains and what it leaves, through whole sessions.</summary>
[Collection(typeof(CpuTests))]
public sealed class TrainedParameterTests(CpuBackend backend) : DeviceTests(backend)
{
    private static readonly string[] OfDevices =
        ["area", "activation_field", "saturation_polarization", "discharge_current", "threshold", "reset_potential"];

    /// <summary>What is in the list moves, and what is not keeps its bits and has a gradient of 0, with every optimizer.</summary>
    [Theory]
    [InlineData(OptimizerKind.Adamax, "gain", "0.encoder.gain")]
    [InlineData(OptimizerKind.Adam, "bias", "0.encoder.bias", "2.linear.bias")]
    [InlineData(OptimizerKind.Sgd, "weights", "1.rlif.recurrent", "2.linear.weights")]
    [InlineData(OptimizerKind.Adamax, "alpha", "1.rlif.decays")]
    [InlineData(OptimizerKind.Adamax, "beta", "1.rlif.decays")]
    [InlineData(OptimizerKind.Adam, "threshold", "1.rlif.threshold", "3.felif.threshold")]
    public void WhatIsNotInTheListStaysToTheBit(OptimizerKind optimizer, string name, params string[] moved)
    {
        RunConfiguration configuration = SessionSetup.Trained(SessionSetup.Classification, name) with
        {
            Optimizer = new() { Name = optimizer, ClipNorm = 1 },
        };
        using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        double[] before = session.Network.Parameters.Export();
        Epoch(session, 1, 0, 0.02);
        double[] after = session.Network.Parameters.Export(), gradients = session.Network.Parameters.ExportGradients();
        List<string> changed = [];
        foreach (Parameter parameter in session.Network.Parameters.Parameters)
        {
            Range range = parameter.Offset..(parameter.Offset + parameter.Length);
            if (!before[range].AsSpan().SequenceEqual(after[range]))
                changed.Add(parameter.Name);
            else
                Assert.All(gradients[range], gradient => Assert.Equal(0, gradient));
        }

        Assert.Equal(moved, changed);
        if (name is "alpha" or "beta")
        {
            Parameter decays = session.Network.Parameters.Parameters.Single(parameter => parameter.Name == moved[0]);
            int half = decays.Length / 2, kept = decays.Offset + (name == "alpha" ? half : 0);
            Assert.Equal(before[kept..(kept + half)], after[kept..(kept + half)]);
            Assert.All(gradients[kept..(kept + half)], gradient => Assert.Equal(0, gradient));
        }
    }

    /// <summary>Eligibility traces leave recurrent weights alone that are not in the list.</summary>
    [Fact]
    public void TracesLeaveAloneWhatIsNotInTheList()
    {
        RunConfiguration configuration = SessionSetup.Trained(SessionSetup.Classification, "bias") with { Gradient = new() { Method = GradientKind.Eprop } };
        using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        Parameter recurrent = session.Network.Parameters.Parameters.Single(parameter => parameter.Name == "1.rlif.recurrent");
        Range range = recurrent.Offset..(recurrent.Offset + recurrent.Length);
        double[] before = session.Network.Parameters.Export();
        Epoch(session, 1, 0, 0.02);
        Assert.Equal(before[range], session.Network.Parameters.Export()[range]);
        Assert.All(session.Network.Parameters.ExportGradients()[range], gradient => Assert.Equal(0, gradient));
        Assert.NotEqual(before, session.Network.Parameters.Export());
    }

    /// <summary>A learning rate beyond reason takes parameters to their bounds and not further; devices stay sound.</summary>
    [Fact]
    public void BoundsHoldWhateverTheLearningRate()
    {
        RunConfiguration configuration = SessionSetup.Trained(SessionSetup.Classification, OfDevices);
        using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        for (int epoch = 1; epoch <= 4; ++epoch)
            Assert.True(double.IsFinite(Epoch(session, epoch, 0, 1000).Loss));
        double[] values = session.Network.Parameters.Export();
        int atBounds = 0;
        foreach (Parameter parameter in session.Network.Parameters.Parameters.Where(parameter => parameter.Range is not null))
        {
            TrainedRange range = parameter.Range!;
            foreach (double u in values[parameter.Offset..(parameter.Offset + parameter.Length)])
            {
                Assert.InRange(range.ValueOf(u), range.Lowest, range.Highest);
                atBounds += range.ValueOf(u) == range.Lowest || range.ValueOf(u) == range.Highest ? 1 : 0;
            }
        }

        Assert.True(atBounds > OfDevices.Length);
    }

    /// <summary>Stopped in the middle of an epoch and gone on, time cut in another way, with devices that vary and such that do not.</summary>
    [Theory]
    [InlineData("bruno", 0)]
    [InlineData("exact", 0.05)]
    [InlineData("checkpointed", 0)]
    public void ResumedItEndsWithTheSameBits(string method, double sigma)
    {
        RunConfiguration whole = SessionSetup.Trained(SessionSetup.Classification, [.. OfDevices, "weights"]) with
        {
            Gradient = SessionSetup.Gradient(method),
            NeuronVariability = new() { Sigma = sigma },
        };
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "last.ckpt");
        Dataset data = SessionSetup.DataOf(whole);
        using TrainingSession<Float32> leftAlone = new(Device, whole, data);
        double[] start = leftAlone.Network.Parameters.Export();
        Epoch(leftAlone, 1, 0, 0.05);
        double[] expected = leftAlone.Network.Parameters.Export();
        foreach (Parameter parameter in leftAlone.Network.Parameters.Parameters.Where(parameter => parameter.Range is not null))
            Assert.NotEqual(start[parameter.Offset..(parameter.Offset + parameter.Length)], expected[parameter.Offset..(parameter.Offset + parameter.Length)]);

        using (TrainingSession<Float32> interrupted = new(Device, whole with { Memory = new() { Segment = 5, Window = 2 } }, data))
        {
            int asked = 0;
            (_, int stopped) = interrupted.TrainEpoch(1, 0, 0.05, null, () => ++asked == 2);
            Assert.Equal(2, stopped);
            SessionCheckpoint.Save(path, new RunState { Epoch = 0, Batch = stopped }, interrupted);
        }

        using TrainingSession<Float32> resumed = new(Device, whole with { Memory = new() { TapeEvery = 3, Window = 1 } }, data);
        Epoch(resumed, 1, SessionCheckpoint.Load(path, resumed).Batch, 0.05);
        Assert.Equal(expected, resumed.Network.Parameters.Export());
        Assert.Equal(
            leftAlone.Evaluate(leftAlone.Test, 1, null, TestContext.Current.CancellationToken) with { Seconds = 0, EnergyAssumptions = [] },
            resumed.Evaluate(resumed.Test, 1, null, TestContext.Current.CancellationToken) with { Seconds = 0, EnergyAssumptions = [] });
    }

    /// <summary>A layer's own list is in place of that of the network, and without any each kind trains what it always did.</summary>
    [Fact]
    public void ALayersOwnListGoesBeforeThatOfTheNetwork()
    {
        NetworkConfiguration network = SessionSetup.Classification.Network;
        Assert.Equal(
            [["gain", "bias"], ["weights", "alpha", "beta"], ["weights", "bias"], []],
            network.Layers.Select(layer => network.TrainingOf(layer).Names));
        network = network with { Train = ["weights", "bias", "threshold"], TrainRange = 3, Layers = [.. network.Layers.Take(3), new DeviceLayerConfiguration { Train = ["area"], TrainValues = TrainedValues.Neuron, TrainRange = 5 }] };
        Assert.Equal([["bias"], ["weights", "threshold"], ["weights", "bias"], ["area"]], network.Layers.Select(layer => network.TrainingOf(layer).Names));
        Assert.Equal((TrainedValues.Neuron, 5, 3), (network.TrainingOf(network.Layers[3]).Values, network.TrainingOf(network.Layers[3]).Range, network.TrainingOf(network.Layers[2]).Range));
        Assert.Equal([], (network with { Train = [] }).TrainingOf(network.Layers[0]).Names);
    }

    [Theory]
    [InlineData("weigths", "did you mean 'weights'?")]
    [InlineData("delay", "there are gain, bias, weights, alpha, beta, threshold, area")]
    [InlineData("sign_of_zero", "chooses between two rules")]
    [InlineData("reset_polarization", "follows from other parameters")]
    public void NamesThatCannotBeTrainedAreFaults(string name, string message)
    {
        NetworkConfiguration network = SessionSetup.Classification.Network;
        Fault ofNetwork = Assert.Single((network with { Train = ["weights", name] }).Validate());
        Assert.Equal("train", ofNetwork.Key);
        Assert.Contains(message, ofNetwork.Message, StringComparison.Ordinal);
        Fault ofLayer = Assert.Single((network with { Layers = [new DeviceLayerConfiguration { Train = [name == "weigths" ? "tresholds" : name] }] }).Validate());
        Assert.Equal("layers[0].train", ofLayer.Key);
        Assert.Contains("'", ofLayer.Message, StringComparison.Ordinal);
    }

    /// <summary>Where it begins at 0, there is no factor to go by; another start is one.</summary>
    [Fact]
    public void AParameterOf0IsNotTrained()
    {
        DeviceLayerConfiguration heracles = new() { Model = "heracles", Train = ["reset_potential"] };
        Assert.Contains("is 0", Assert.Single(new NetworkConfiguration { Layers = [heracles] }.Validate()).Message, StringComparison.Ordinal);
        heracles = heracles with { Parameters = new Dictionary<string, double> { ["reset_potential"] = -0.2 } };
        Assert.Empty(new NetworkConfiguration { Layers = [heracles] }.Validate());
    }

    private static SplitMetrics Epoch(TrainingSession<Float32> session, int epoch, int from, double rate) =>
        session.TrainEpoch(epoch, from, rate, null, () => false).Metrics!;
}
