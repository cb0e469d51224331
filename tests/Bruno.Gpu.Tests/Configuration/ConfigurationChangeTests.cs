using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Tests.Configuration;

/// <summary>Changes by options: made before the check, and named where they cause a fault.</summary>
public sealed class ConfigurationChangeTests
{
    private static ConfigurationChange<SampleConfiguration> Rate(double rate) => new(
        "--rate", _ => ["training"], sample => sample with { Training = sample.Training with { LearningRate = rate } });

    [Fact]
    public void AChangeGoesOverAllSources() => Assert.Equal(
        2.0, ConfigurationBinder.Bind([ConfigurationSource.FromText("file", "training.learning_rate = 1.0")], [Rate(2)]).Training.LearningRate);

    [Fact]
    public void WhatAChangeMendsIsNoFault() => Assert.Equal(
        2.0, ConfigurationBinder.Bind([ConfigurationSource.FromText("file", "training.learning_rate = -1.0")], [Rate(2)]).Training.LearningRate);

    [Fact]
    public void WhatAChangeBreaksIsNamedAfterIt() => Assert.Equal(
        "--rate: training: the learning rate must be positive",
        Assert.Single(Assert.Throws<ConfigurationException>(
            () => ConfigurationBinder.Bind([ConfigurationSource.FromText("file", "training.learning_rate = 1.0")], [Rate(-2)])).Faults).ToString());

    [Fact]
    public void DifferencesHaveKeysAndBothValues()
    {
        SampleConfiguration before = new(), after = new()
        {
            Note = "x",
            Network = new() { Layers = [new FelifSample { Device = new Dictionary<string, double> { ["area"] = 1 } }], Encoder = new LinearSample() },
            Training = new() { ClipNorm = null },
        };
        Assert.Equal(
            [
                "note: not set -> \"x\"",
                "network.layers[0].device.area: 2.5E-11 -> 1.0",
                "network.layers[1].kind: \"linear\" -> none",
                "network.layers[1].outputs: 27 -> none",
                "network.layers[1].bias: true -> none",
                "network.encoder: not set -> none",
                "training.clip_norm: 1.0 -> not set",
                "network.encoder.kind: none -> \"linear\"",
                "network.encoder.outputs: none -> 1",
                "network.encoder.bias: none -> true",
            ],
            SettingDifference.Between(before, after).Select(difference => difference.ToString()));
        Assert.Empty(SettingDifference.Between(before, new SampleConfiguration()));
        SettingDifference layer = new("network.layers[1].outputs", "1", "2");
        Assert.True(layer.IsWithin("network.layers[1]") && layer.IsWithin("network") && layer.IsWithin("network.layers[1].outputs"));
        Assert.False(layer.IsWithin("net") || layer.IsWithin("network.layers[1].out"));
    }

    [Fact]
    public void KeysThatAreNotSetAreComments() => Assert.Contains("# note is not set; it takes a text\n", ConfigurationWriter.Write(new SampleConfiguration()));
}
