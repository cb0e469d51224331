using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Initial weights that are scaled until a fresh network fires at a wanted rate.</summary>
[Collection(typeof(CpuTests))]
public sealed class InitialActivityTests(CpuBackend backend) : DeviceTests(backend)
{
    /// <summary>Silent and saturated networks fire at the wanted rate afterwards, and all weights that lead to a layer have one factor.</summary>
    [Theory]
    [InlineData(1e-3, 0.1)]
    [InlineData(1, 0.03)]
    [InlineData(3e3, 0.1)]
    public void EveryLayerFiresAtTheWantedRate(double scale, double wanted)
    {
        RunConfiguration configuration = Network(scale);
        Dataset data = SessionSetup.DataOf(configuration);
        using TrainingSession<Float32> session = new(Device, configuration, data);
        double[] before = session.Network.Parameters.Export();
        List<string> notes = [];
        new InitialActivity<Float32>(session, wanted).Reach(notes.Add);

        double[] rates = session.SpikeRates();
        Assert.All(new[] { rates[1], rates[3] }, rate => Assert.InRange(rate, wanted / 1.5, wanted * 1.5));
        Assert.Equal(2, notes.Count);
        double[] after = session.Network.Parameters.Export();
        double FactorOf(string name)
        {
            Parameter parameter = session.Network.Parameters.Parameters.Single(p => p.Name == name);
            double[] factors = [.. Enumerable.Range(parameter.Offset, parameter.Length).Where(i => before[i] != 0).Select(i => after[i] / before[i])];
            Assert.All(factors, factor => Assert.Equal(factors[0], factor, 1e-5 * factors[0]));
            return factors[0];
        }

        Assert.Equal(FactorOf("0.linear.weights"), FactorOf("1.adaptive_lif.recurrent"), 1e-5 * FactorOf("0.linear.weights"));
        Assert.Equal(FactorOf("2.linear.weights"), FactorOf("2.linear.bias"), 1e-5 * FactorOf("2.linear.weights"));
        Assert.Equal(1, FactorOf("1.adaptive_lif.alpha"));

        using TrainingSession<Float32> again = new(Device, configuration, data);
        new InitialActivity<Float32>(again, wanted).Reach(null);
        Assert.Equal(after, again.Network.Parameters.Export());
    }

    /// <summary>What fires at the rate already keeps its bits, and an input of nothing is said.</summary>
    [Fact]
    public void WhatFiresAtTheRateStaysAndSilentInputIsSaid()
    {
        RunConfiguration configuration = Network(1);
        using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        new InitialActivity<Float32>(session, 0.1).Reach(null);
        double[] before = session.Network.Parameters.Export();
        new InitialActivity<Float32>(session, session.SpikeRates()[1]).Reach(null);
        Parameter first = session.Network.Parameters.Parameters[0];
        Assert.Equal(before[..first.Length], session.Network.Parameters.Export()[..first.Length]);

        Dataset data = SessionSetup.DataOf(configuration);
        static Sample Silent(Sample sample) => new(new float[sample.Values.Length], sample.Steps, sample.Label, null);
        Dataset silent = new(
            "silent", data.Task, data.Channels, data.Outputs, data.OutputNames, [.. data.Train.Select(Silent)], [.. data.Validation.Select(Silent)],
            [.. data.Test.Select(Silent)], "nothing");
        using TrainingSession<Float32> nothing = new(Device, configuration, silent);
        double[] fresh = nothing.Network.Parameters.Export();
        List<string> notes = [];
        new InitialActivity<Float32>(nothing, 0.1).Reach(notes.Add);
        Assert.Contains("they stay as they are", notes[0], StringComparison.Ordinal);
        Assert.Equal(fresh[..first.Length], nothing.Network.Parameters.Export()[..first.Length]);
    }

    private static RunConfiguration Network(double scale) => SessionSetup.Classification with
    {
        Network = new()
        {
            Layers =
            [
                new LinearLayerConfiguration { Outputs = 8, InitialLow = -0.3 * scale, InitialHigh = scale },
                new AdaptiveLifLayerConfiguration { Recurrent = true, InitialRecurrent = 0.2 * scale },
                new LinearLayerConfiguration { InitialLow = -0.3 * scale, InitialHigh = scale, Bias = true },
                new DeviceLayerConfiguration(),
            ],
        },
    };
}
