using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Time constants that differ from neuron to neuron at the start.</summary>
[Collection(typeof(CpuTests))]
public sealed class TimeConstantSpreadTests(CpuBackend backend) : DeviceTests(backend)
{
    private const double Spread = 3;
    private const int Neurons = 400;

    public static TheoryData<string, string, double> Decays => new()
    {
        { "adaptive_lif", "alpha", 0.9 }, { "adaptive_lif", "adaptation_decay", 0.97 }, { "snu", "alpha", 0.8 }, { "leaky", "alpha", 0.95 },
        { "normalised_felif", "gamma", 0.85 }, { "cuba_lif", "current_decay", 0.7 }, { "cuba_lif", "potential_decay", 0.93 },
    };

    /// <summary>Of a decay's time constant, from a third to three times, evenly on a logarithmic scale; the same from the same seed.</summary>
    [Theory]
    [MemberData(nameof(Decays))]
    public void TimeConstantsAreSpreadEvenlyOnALogarithmicScale(string kind, string name, double decay)
    {
        double tau = -1 / Math.Log(decay);
        double[] drawn = Initial(kind, name, Spread), exponents = [.. drawn.Select(value => Math.Log(-1 / Math.Log(value) / tau) / Math.Log(Spread))];
        Assert.Equal(Neurons, drawn.Length);
        Assert.All(exponents, exponent => Assert.InRange(exponent, -1 - 1e-5, 1 + 1e-5));
        double[] ordered = [.. exponents.Order()];
        // The distance of Kolmogorov and Smirnov; 1.63 over the root of the number is passed once in a hundred times, and the seed is fixed.
        Assert.True(ordered.Index().Max(at => Math.Abs((at.Item + 1) / 2 - (at.Index + 0.5) / Neurons)) < 1.63 / Math.Sqrt(Neurons));
        Assert.Equal(drawn, Initial(kind, name, Spread));
        Assert.All(Initial(kind, name, null), value => Assert.Equal(decay, value, 1e-6));
    }

    /// <summary>LIF neurons clamp their decays, and begin within what they are clamped to.</summary>
    [Fact]
    public void DecaysThatAreClampedBeginWithin()
    {
        double[] decays = Initial("lif", "decays", 10);
        Assert.Equal(2 * Neurons, decays.Length);
        Assert.All(decays, decay => Assert.InRange(decay, 0.5, 1));
        Assert.Contains(decays, decay => decay == 0.5);
        Assert.Contains(decays, decay => decay > 0.97);
    }

    /// <summary>What is no decay begins with the bits that it has without.</summary>
    [Fact]
    public void OtherParametersAreThoseWithout()
    {
        Dictionary<string, double[]> Of(double? spread)
        {
            RunConfiguration run = Run("adaptive_lif", spread);
            using TrainingSession<Float64> session = new(Device, run, SessionSetup.DataOf(run));
            double[] values = session.Network.Parameters.Export();
            return session.Network.Parameters.Parameters.ToDictionary(p => p.Name, p => values[p.Offset..(p.Offset + p.Length)]);
        }

        Dictionary<string, double[]> plain = Of(null), spread = Of(Spread);
        Assert.Equal(["1.adaptive_lif.adaptation_decay", "1.adaptive_lif.alpha"], plain.Keys.Where(name => !plain[name].SequenceEqual(spread[name])).Order());
    }

    [Theory]
    [InlineData("kind = \"linear\"", "this layer has no decays")]
    [InlineData("kind = \"adaptive_lif\"", "needs a value of alpha or adaptation_decay for each neuron: train_values = \"neuron\"")]
    [InlineData("kind = \"adaptive_lif\"\ntrain_values = \"neuron\"\ntrain = [\"threshold\"]", "needs a value of alpha or adaptation_decay")]
    [InlineData("kind = \"device\"\nmodel = \"felif\"", "this layer has no decays")]
    [InlineData("kind = \"cuba_lif\"\ncurrent_decay = 0\npotential_decay = 1", "neither current_decay nor potential_decay is between 0 and 1")]
    public void LayersWithoutDecaysOfTheirNeuronsAreRefused(string layer, string message)
    {
        string refusal = Assert.Throws<ConfigurationException>(() => ConfigurationBinder.Bind<RunConfiguration>(
            [ConfigurationSource.FromText("run.toml", $"[[network.layers]]\n{layer}\ntime_constant_spread = 2\n")], [])).Message;
        Assert.Contains("network.layers[0].time_constant_spread", refusal);
        Assert.Contains(message, refusal);
    }

    private static RunConfiguration Run(string kind, double? spread) => SessionSetup.Classification with
    {
        Network = new NetworkConfiguration
        {
            TrainValues = TrainedValues.Neuron,
            Layers =
            [
                new LinearLayerConfiguration { Outputs = Neurons },
                (kind switch
                {
                    "lif" => new LifLayerConfiguration { Recurrent = true },
                    "adaptive_lif" => new AdaptiveLifLayerConfiguration { Alpha = 0.9, AdaptationDecay = 0.97, Recurrent = true },
                    "snu" => new SnuLayerConfiguration { Alpha = 0.8 },
                    "leaky" => new LeakyLayerConfiguration { Alpha = 0.95 },
                    "normalised_felif" => new NormalisedFelifLayerConfiguration { Gamma = 0.85, Train = ["gamma"] },
                    _ => (LayerConfiguration)new CubaLifLayerConfiguration { CurrentDecay = 0.7, PotentialDecay = 0.93 },
                }) with { TimeConstantSpread = spread },
                .. SessionSetup.Classification.Network.Layers.Skip(2),
            ],
        },
    };

    /// <summary>What neurons begin with.</summary>
    private double[] Initial(string kind, string name, double? spread)
    {
        RunConfiguration run = Run(kind, spread);
        using TrainingSession<Float64> session = new(Device, run, SessionSetup.DataOf(run));
        Parameter parameter = session.Network.Parameters.Parameters.Single(p => p.Name.StartsWith("1.", StringComparison.Ordinal) && p.Name.EndsWith("." + name, StringComparison.Ordinal));
        double[] stored = session.Network.Parameters.Export()[parameter.Offset..(parameter.Offset + parameter.Length)];
        return parameter.Range is { } range ? [.. stored.Select(range.ValueOf)] : stored;
    }
}
