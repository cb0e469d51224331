using Bruno.Gpu.Cards;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Tests.Configuration;

public sealed class DeviceChangesTests
{
    private static readonly RunConfiguration Run = new()
    {
        Synapses = new() { NonIdealities = new() { Programming = new() { Coefficients = [1e-6] }, Drift = new() { Spread = 0.1, ReferenceTime = 60 } } },
        NeuronVariability = new() { Sigmas = new Dictionary<string, double> { ["area"] = 0.2 } },
        Network = new()
        {
            Layers =
            [
                new LinearLayerConfiguration(),
                new LinearLayerConfiguration { Synapses = new() { Quantisation = new() { Bits = 4 } } },
                new DeviceLayerConfiguration { Parameters = new Dictionary<string, double> { ["threshold"] = 2 } },
            ],
        },
    };

    [Fact]
    public void NothingSaidChangesNothing() => Assert.Equal(ConfigurationWriter.Write(Run), ConfigurationWriter.Write(new DeviceChanges().Apply(Run)));

    [Fact]
    public void FiguresGoToTheSynapsesOfAllLayers()
    {
        RunConfiguration changed = new DeviceChanges
        {
            NeuronVariability = 0.05, SynapseVariability = 0.06, Programming = 0.07, ReadNoise = 0.08, Stuck = 0.002, Drift = 0.09,
        }.Apply(Run);
        Assert.Equal((0.05, 0), (changed.NeuronVariability.Sigma, changed.NeuronVariability.Sigmas.Count));
        foreach (int layer in new[] { 0, 1 })
        {
            SynapseConfiguration synapses = changed.Design.SynapsesOf(changed.Network.Layers[layer]);
            NonIdealityConfiguration effects = synapses.NonIdealities;
            Assert.Equal((0.06, 0.07, 0.08), (effects.Variability.Sigma, effects.Programming.Sigma, effects.ReadNoise.Relative));
            Assert.Empty(effects.Programming.Coefficients);
            Assert.Equal((0.001, 0.001), (effects.Stuck.AtMinimum, effects.Stuck.AtMaximum));
            Assert.Equal(layer == 0 ? (0.09, 0.1, 60) : (0.09, 0, 1), (effects.Drift.Exponent, effects.Drift.Spread, effects.Drift.ReferenceTime));
            Assert.Equal(layer == 0 ? null : 4, synapses.Quantisation.Bits);
        }
    }

    /// <summary>A figure goes over the card, and the card over nothing that the settings say.</summary>
    [Fact]
    public void CardsOfASynapseAndOfANeuron()
    {
        RunConfiguration changed = new DeviceChanges
        {
            Card = CardCatalogue.Find("rram-cmo-hfox"), ReadNoise = 0.03,
        }.Apply(new DeviceChanges { Card = CardCatalogue.Find("felif") }.Apply(Run));
        SynapseConfiguration synapses = changed.Design.SynapsesOf(changed.Network.Layers[1]);
        Assert.Equal((9e-6, 88.19e-6), (synapses.Conductance.GMin, synapses.Conductance.GMax));
        Assert.Equal((0.03, 0.00178), (synapses.NonIdealities.ReadNoise.Relative, synapses.NonIdealities.Drift.Exponent));
        Assert.Equal(60, changed.Synapses.NonIdealities.Drift.ReferenceTime);

        IReadOnlyDictionary<string, double> parameters = ((DeviceLayerConfiguration)changed.Network.Layers[2]).Parameters;
        Assert.Equal(2, parameters["threshold"]);
        Assert.All(CardCatalogue.Find("felif").Overrides().Where(entry => entry.Key != "threshold"), entry => Assert.Equal(entry.Value, parameters[entry.Key]));
    }

    [Fact]
    public void ACardOfLevelsMayHaveTooFewForTheBits()
    {
        DeviceCard card = DeviceCard.Parse("mine", "mine.toml", """
            kind = "synapse"
            description = "measured levels"
            [values.levels]
            value = [1.0, 5.0, 20.0]
            unit = "uS"
            source = "made for a test"
            """);
        BrunoException fault = Assert.Throws<ConfigurationException>(() => Run.WithCard(card).Accept());
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains("quantisation.bits", fault.Message);
        Assert.Contains("4 bits take 8 of the measured levels of a cell, of which there are 3", fault.Message);
    }
}
