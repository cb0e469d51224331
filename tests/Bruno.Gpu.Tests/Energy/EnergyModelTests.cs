using Bruno.Gpu.Configuration;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Tests.Energy;

public sealed class EnergyModelTests : IDisposable
{
    private const string Neuron = """
        kind = "neuron"
        model = "felif"
        description = "a test"
        [values]
        energy_per_spike = { value = 2, unit = "pJ", source = "made up" }
        static_power = { value = 3, unit = "nW", source = "made up" }
        """;

    private const string Synapse = """
        kind = "synapse"
        description = "a test"
        [values]
        g_min = { value = 1, unit = "uS", source = "made up" }
        g_max = { value = 3, unit = "uS", source = "made up" }
        read_voltage = { value = 0.5, unit = "V", source = "made up" }
        read_time = { value = 10, unit = "ns", source = "made up" }
        """;

    private readonly TemporaryFolder folder = new();

    /// <summary>Four samples of 0.1 s: 100 operations of the weights, 8 spikes of 5 neurons.</summary>
    private readonly LayerActivity[] activity = [new(5, 0, 100), new(5, 8, 0)];

    public void Dispose() => folder.Dispose();

    /// <summary>8 x 2 pJ + 5 x 3 nW x 0.4 s + 100 x (0.5 V)^2 x (10 uS + 50 uS) x 10 ns, over four samples.</summary>
    [Fact]
    public void TheEnergyOfASampleIsThatOfTheHand()
    {
        EnergyModel model = Model(Configuration(Card("neuron", Neuron), Card("synapse", Synapse)));
        const double Expected = (16e-12 + 6e-9 + 100 * 0.25 * 60e-6 * 10e-9) / 4;
        Assert.Equal(Expected, model.JoulesOfSample(activity, 0.4, 4)!.Value, 1e-12 * Expected);
        Assert.Contains(model.Assumptions, assumption => assumption.Contains("read_voltage 0.5 V (made up)", StringComparison.Ordinal));
    }

    /// <summary>
    /// A spike takes the charge 2 P_s A up to the threshold, and rest the discharge current at it: those of the layer, where they are not the
    /// card's own.
    /// </summary>
    [Fact]
    public void ASpikeIsThatOfTheLayersDevice()
    {
        RunConfiguration Of(string card, params (string Key, double Value)[] parameters) => Configuration(card, "none") with
        {
            Network = new()
            {
                Layers = [new LinearLayerConfiguration(), new DeviceLayerConfiguration { Parameters = parameters.ToDictionary(p => p.Key, p => p.Value) }],
            },
        };
        string own = Card("neuron", Neuron), ofTwoVolts = Card("lower", Neuron + "\nthreshold = { value = 2, unit = \"V\", source = \"made up\" }\n");
        double Joules(RunConfiguration run) => Model(run).JoulesOfSample(activity, 0.4, 4)!.Value;
        const double Spikes = 16e-12 / 4, Rest = 6e-9 / 4;
        Assert.Equal(Spikes + Rest, Joules(Of(own)), 1e-20);
        Assert.Equal(0.8 * (Spikes + Rest), Joules(Of(own, ("threshold", 2.0))), 1e-20);
        Assert.Equal(Spikes + Rest, Joules(Of(ofTwoVolts, ("threshold", 2.0))), 1e-20);
        Assert.Equal(1.25 * (Spikes + Rest), Joules(Of(ofTwoVolts)), 1e-20);
        Assert.Equal(3 * Spikes + 2 * Rest, Joules(Of(own, ("area", 37.5e-12), ("saturation_polarization", 0.44), ("discharge_current", 20e-12))), 1e-20);
        Assert.Contains(Model(Of(own, ("threshold", 2.0))).Assumptions, assumption => assumption.StartsWith("layer 1: a spike takes 1.6E-12 J", StringComparison.Ordinal));
    }

    [Fact]
    public void AReferenceCellIsReadWithoutItsPair()
    {
        RunConfiguration configuration = Configuration("none", Card("synapse", Synapse));
        configuration = configuration with
        {
            Synapses = new() { Conductance = configuration.Synapses.Conductance with { Pair = PairKind.Reference } },
        };
        const double Expected = 100 * 0.25 * 50e-6 * 10e-9 / 4;
        Assert.Equal(Expected, Model(configuration).JoulesOfSample(activity, 0.4, 4)!.Value, 1e-12 * Expected);
    }

    [Fact]
    public void AFigureOfAReadGoesBeforeVoltageAndTime()
    {
        string card = Card("synapse", Synapse + "\nenergy_per_read = { value = 1, unit = \"fJ\", source = \"made up\" }\n");
        Assert.Equal(100e-15 / 4, Model(Configuration("none", card)).JoulesOfSample(activity, 0.4, 4)!.Value, 1e-27);
    }

    [Fact]
    public void WithoutCardsThereIsNoEnergy()
    {
        EnergyModel model = Model(Configuration("none", "none"));
        Assert.Null(model.JoulesOfSample(activity, 0.4, 4));
        Assert.Equal(["left out for want of figures: neurons of layer 1"], model.Assumptions);
    }

    [Fact]
    public void ACardOfTheOtherKindIsRefused()
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => Model(Configuration("rram-neurram", "none")));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
    }

    [Fact]
    public void ANegativeFigureIsAFault() => Assert.Contains(
        "values.read_time: must not be negative",
        Assert.Throws<ConfigurationException>(
            () => Model(Configuration("none", Card("bad", Synapse.Replace("= 10,", "= -10,", StringComparison.Ordinal))))).Message,
        StringComparison.Ordinal);

    private static EnergyModel Model(RunConfiguration configuration) => EnergyModel.Of(configuration.Design, configuration.Energy);

    private static RunConfiguration Configuration(string neuronCard, string synapseCard) => new()
    {
        Network = new() { Layers = [new LinearLayerConfiguration(), new DeviceLayerConfiguration()] },
        Synapses = new() { Conductance = new() { GMin = 10e-6, GMax = 90e-6 } },
        Energy = new() { NeuronCard = neuronCard, SynapseCard = synapseCard },
    };

    private string Card(string name, string text)
    {
        string path = folder[$"{name}.toml"];
        File.WriteAllText(path, text);
        return path;
    }
}
