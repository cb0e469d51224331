using Bruno.Gpu.Devices;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Tests.Configuration;

/// <summary>Faults that only the whole of a run shows: what is asked of layers that cannot do it.</summary>
public sealed class RunConfigurationTests
{
    private static readonly SynapseConfiguration WithDac = new() { NonIdealities = new() { InputDac = new() { Bits = 4 } } };
    private static readonly SynapseConfiguration WithAdc = new() { NonIdealities = new() { OutputAdc = new() { Bits = 4 } } };

    [Fact]
    public void AConverterOfInputsNeedsAnInputOfRealValues()
    {
        RunConfiguration ofSpikes = Run(new LinearLayerConfiguration { Synapses = new() }, new LifLayerConfiguration(), new LinearLayerConfiguration());
        Assert.Equal(["synapses.non_idealities.input_dac"], Faults(ofSpikes with { Synapses = WithDac }));
        Assert.Empty(Faults(Run(new LinearLayerConfiguration(), new LifLayerConfiguration(), new LinearLayerConfiguration()) with { Synapses = WithDac }));
        Assert.Equal(
            ["network.layers[2].synapses.non_idealities.input_dac"],
            Faults(Run(new LinearLayerConfiguration(), new LifLayerConfiguration(), new LinearLayerConfiguration { Synapses = WithDac })));
    }

    [Fact]
    public void RecurrentSynapsesHaveNoConverterOfOutputs()
    {
        RunConfiguration run = Run(new LinearLayerConfiguration(), new LifLayerConfiguration { Recurrent = true }) with { Synapses = WithAdc };
        Assert.Equal(["network.layers[1].synapses"], Faults(run));
        Assert.Equal(["network.layers[1].synapses"], Faults(Run(new LinearLayerConfiguration(), new LifLayerConfiguration { Synapses = new() })));
    }

    [Fact]
    public void NeuronsThatVaryAreDevices()
    {
        RunConfiguration run = Run(new LinearLayerConfiguration(), new LifLayerConfiguration());
        Assert.Equal(["neuron_variability"], Faults(run with { NeuronVariability = new NeuronVariability { Sigma = 0.1 } }));
        RunConfiguration devices = Run(new LinearLayerConfiguration(), new DeviceLayerConfiguration());
        Assert.Empty(Faults(devices with { NeuronVariability = new NeuronVariability { Sigma = 0.1 } }));
        Assert.Equal(["neuron_variability.sigmas.areas"], Faults(devices with
        {
            NeuronVariability = new NeuronVariability { Sigmas = new Dictionary<string, double> { ["areas"] = 0.1 } },
        }));
    }

    private static RunConfiguration Run(params LayerConfiguration[] layers) => new()
    {
        Data = new() { Name = "tactile" }, Network = new() { Layers = layers },
    };

    private static string[] Faults(RunConfiguration run) => [.. run.Validate().Select(fault => fault.Key).Order()];
}
