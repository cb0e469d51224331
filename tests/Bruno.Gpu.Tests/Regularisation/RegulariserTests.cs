using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Regularisation;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Training;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Regularisation;

/// <summary>The penalties of whole runs.</summary>
[Collection(typeof(CpuTests))]
public sealed class RegulariserTests(CpuBackend backend) : DeviceTests(backend)
{
    private static readonly RunConfiguration Run = SessionSetup.Classification;

    /// <summary>Every weight, recurrent ones too, has l1 sign w + 2 l2 w more; biases, gains and decays nothing.</summary>
    [Fact]
    public void WeightsArePenalised()
    {
        const double L1 = 0.02, L2 = 0.3;
        (Parameter[] parameters, double[] values, double[] plain) = Gradients(new());
        (_, _, double[] penalised) = Gradients(new() { L1 = L1, L2 = L2 });
        Assert.Equal(2, parameters.Count(parameter => parameter.Shape.Length == 2));
        foreach (Parameter parameter in parameters)
        {
            for (int i = parameter.Offset; i < parameter.Offset + parameter.Length; ++i)
            {
                double expected = parameter.Shape.Length == 2 ? L1 * Math.Sign(values[i]) + 2 * L2 * values[i] : 0;
                Assert.Equal(expected, penalised[i] - plain[i], 1e-12);
            }
        }
    }

    /// <summary>What spikes cost is what their energy is estimated to be; besides it there is the static power alone.</summary>
    [Fact]
    public void TheCostsOfSpikesAreTheirEnergy()
    {
        Dataset data = SessionSetup.DataOf(Run);
        using TrainingSession<Float64> session = new(Device, Run, data);
        SplitMetrics metrics = session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken);
        NetworkActivity activity = session.Tally.Activity();
        EnergyModel model = EnergyModel.Of(Run.Design, Run.Energy);
        double[] costs = Regulariser<Float64>.CostsOfSpikes(session.Network, model);
        double seconds = data.Test.Sum(sample => sample.Steps) * data.StepSeconds;
        double expected = costs.Zip(activity.OfLayers, (cost, layer) => cost * layer.Spikes).Sum() + 4 * model.Layers[3].StaticPower!.Value * seconds;
        Assert.Equal(metrics.EnergyJoules!.Value, expected / data.Test.Count, 1e-9 * expected);
        Assert.True(costs[1] > 0 && costs[3] > 0 && costs[0] == 0 && costs[2] == 0);
    }

    /// <summary>Bounds pull rates up and down, and the energy down.</summary>
    [Fact]
    public void TrainingObeys()
    {
        SplitMetrics free = Trained(new());
        SplitMetrics low = Trained(new() { RateHigh = 0.02, RateStrength = 1000 }), high = Trained(new() { RateLow = 0.9, RateStrength = 1000 });
        Assert.True(low.SpikeRate < 0.8 * free.SpikeRate && high.SpikeRate > 1.02 * free.SpikeRate, $"{low.SpikeRate}, {free.SpikeRate}, {high.SpikeRate}");
        SplitMetrics frugal = Trained(new() { Energy = 1e11 });
        Assert.True(frugal.EnergyJoules < 0.9 * free.EnergyJoules, $"{frugal.EnergyJoules}, {free.EnergyJoules}");
    }

    /// <summary>Only the layers that are named have bounds.</summary>
    [Fact]
    public void LayersAreNamed()
    {
        (_, _, double[] all) = Gradients(new() { RateHigh = 0.01, RateStrength = 10 });
        (_, _, double[] first) = Gradients(new() { RateHigh = 0.01, RateStrength = 10, Layers = [1] });
        (Parameter[] parameters, _, double[] plain) = Gradients(new());
        Parameter last = parameters.Single(parameter => parameter.Name == "2.linear.weights");
        Assert.Equal(plain[last.Offset..(last.Offset + last.Length)], first[last.Offset..(last.Offset + last.Length)]);
        Assert.NotEqual(plain, first);
        Assert.NotEqual(all, first);
    }

    /// <summary>Unrolled to micro-steps, penalties of rates stay those of outer steps.</summary>
    [Fact]
    public void MicroStepsHaveTheRatesOfSteps()
    {
        RunConfiguration unrolled = MicroStepUnrolling.Of(Run with
        {
            Gradient = new() { Method = GradientKind.BpttFull }, Regularisation = new() { RateLow = 0.12, RateHigh = 0.24, RateStrength = 2 },
        });
        RegularisationConfiguration micro = unrolled.Regularisation;
        Assert.Equal(0.01, micro.RateLow, 1e-15);
        Assert.Equal(0.02, micro.RateHigh, 1e-15);
        Assert.Equal(2 * Math.Pow(0.12 - 0.06, 2), micro.RateStrength * Math.Pow(micro.RateLow - 0.06 / 12, 2), 1e-12);
    }

    [Theory]
    [InlineData("rate_low = 0.3\nrate_high = 0.2\nrate_strength = 1", "regularisation.rate_low: must not exceed rate_high (0.3 > 0.2)")]
    [InlineData("rate_low = 0.3", "regularisation.rate_strength: is 0")]
    [InlineData("rate_strength = 1", "regularisation.rate_strength: acts on rates out of bounds")]
    [InlineData("rate_strength = 1\nrate_low = 0.1\nlayers = [0]", "regularisation.layers: layer 0 puts out no spikes")]
    [InlineData("rate_strength = 1\nrate_low = 0.1\nlayers = [7]", "regularisation.layers: layer 7 is not there")]
    [InlineData("energy = 1.0\n[gradient]\nmethod = \"sltt_k\"\nsteps = 3", "regularisation.energy: adds to the derivative of every step, but sltt-k")]
    public void WhatCannotBeIsRefused(string settings, string fault)
    {
        string text = $"[[network.layers]]\nkind = \"linear\"\noutputs = 4\n[[network.layers]]\nkind = \"lif\"\n[regularisation]\n{settings}";
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => ConfigurationBinder.Bind<RunConfiguration>(ConfigurationSource.FromText("test", text)));
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EnergyWithoutFiguresIsRefused()
    {
        RunConfiguration run = Run with { Energy = new() { NeuronCard = "none", SynapseCard = "none" }, Regularisation = new() { Energy = 1 } };
        BrunoException fault = Assert.Throws<BrunoException>(() => new TrainingSession<Float32>(Device, run, SessionSetup.DataOf(run)));
        Assert.Contains("regularisation.energy", fault.Message, StringComparison.Ordinal);
    }

    private (Parameter[] Parameters, double[] Values, double[] Gradients) Gradients(RegularisationConfiguration penalties)
    {
        RunConfiguration run = Run with { Regularisation = penalties };
        Dataset data = SessionSetup.DataOf(run);
        using BatchRunner<Float64> runner = new(Device, run, data.Shape, new(data.MaximumSteps, data.Train.Count));
        using DeviceSplit<Float64> split = new(Device, "train", data.Train, data.Shape.Channels, data.Shape.TargetWidth);
        split.Order.Upload([.. Enumerable.Range(0, split.Count)]);
        runner.Batch.Fill(split, split.Order.View, new(data.MaximumSteps, split.Count));
        runner.Train(split.Scores.Of(split.Order.View), new(data.MaximumSteps, split.Count));
        return ([.. runner.Network.Parameters.Parameters], runner.Network.Parameters.Export(), runner.Network.Parameters.ExportGradients());
    }

    private SplitMetrics Trained(RegularisationConfiguration penalties)
    {
        RunConfiguration run = Run with { Regularisation = penalties };
        using TrainingSession<Float32> session = new(Device, run, SessionSetup.DataOf(run));
        for (int epoch = 1; epoch <= 12; ++epoch)
            session.TrainEpoch(epoch, 0, 0.03, null, () => false);
        return session.Evaluate(session.Test, 12, null, TestContext.Current.CancellationToken);
    }
}
