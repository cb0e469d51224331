using System.Globalization;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Energy;

/// <summary>
/// An estimate of the energy of a network from counts of events and figures of device cards:
/// <code>
/// E = sum over layers of  spikes e_spike + neurons p_static time + operations e_operation
/// e_operation = energy_per_read  or  V_read^2 G t_read
/// G = g_min + (g_min + g_max) / 2 of a pair, (g_min + g_max) / 2 of a cell with a reference
/// </code>
/// e_spike and p_static are the card's, in proportion to what the models say of the layer's device and of the card's: charge of one
/// switching times threshold, and discharge current times threshold. One side of a pair is always at g_min; the other, or the only one, is taken in the middle of the range. Lines, converters,
/// digital circuits and reference cells are left out.
/// </summary>
internal sealed class EnergyModel
{
    private EnergyModel(IReadOnlyList<LayerEnergy> layers, IReadOnlyList<string> assumptions) => (Layers, Assumptions) = (layers, assumptions);

    /// <summary>The figures of each layer of the configuration.</summary>
    public IReadOnlyList<LayerEnergy> Layers { get; }

    /// <summary>What the estimate rests on, a sentence each.</summary>
    public IReadOnlyList<string> Assumptions { get; }

    /// <summary>The model of a network.</summary>
    /// <param name="design">The network.</param>
    /// <param name="configuration">Which figures are used.</param>
    /// <exception cref="BrunoException">A card is missing, has faults or is of the wrong kind.</exception>
    public static EnergyModel Of(NetworkDesign design, EnergyConfiguration configuration)
    {
        DeviceCard? neurons = Find(configuration.NeuronCard, CardKind.Neuron, "energy.neuron_card");
        DeviceCard? synapses = Find(configuration.SynapseCard, CardKind.Synapse, "energy.synapse_card");
        LayerEnergy[] layers = [.. design.Network.Layers.Select(layer => Of(design, layer, neurons, synapses))];

        List<string> assumptions = [];
        if (neurons is not null && layers.Any(layer => layer.PerSpike is not null || layer.StaticPower is not null))
        {
            assumptions.AddRange(Cited(neurons, EnergyFigures.Neuron));
            for (int i = 0; i < layers.Length; ++i)
            {
                if (layers[i].PerSpike is double energy && energy != neurons.Figure(EnergyFigures.PerSpike))
                    assumptions.Add($"layer {i}: a spike takes {Number(energy)} J, the card's in proportion to the charge of one switching times the threshold");
            }
        }

        if (synapses is not null && layers.Any(layer => layer.PerOperation is not null))
        {
            assumptions.AddRange(Cited(synapses, EnergyFigures.Synapse));
            assumptions.AddRange(layers.Select(layer => layer.PerOperation).OfType<double>().Distinct()
                .Select(energy => $"a synaptic operation takes {Number(energy)} J: its cells read once, in the middle of their range"));
        }

        string[] unknown =
        [
            .. design.Network.Layers.Select((layer, index) => (Layer: layer, Index: index))
                .Where(entry => entry.Layer.IsSpiking && layers[entry.Index].PerSpike is null)
                .Select(entry => entry.Index.ToString(CultureInfo.InvariantCulture)),
        ];
        if (unknown.Length > 0)
            assumptions.Add($"left out for want of figures: neurons of layer {string.Join(", ", unknown)}");
        if (layers.Any(layer => layer != new LayerEnergy(null, null, null)))
            assumptions.Add("left out: encoder, biases, lines, converters, digital circuits, programming");
        return new(layers, assumptions);
    }

    /// <summary>The energy of a sample, J; none where there are no figures.</summary>
    /// <param name="activity">What each layer of the configuration did in all samples.</param>
    /// <param name="seconds">The time that all samples take on the chip, one after the other, s.</param>
    /// <param name="samples">How many samples.</param>
    public double? JoulesOfSample(IReadOnlyList<LayerActivity> activity, double seconds, int samples)
    {
        double? sum = null;
        foreach ((LayerActivity layer, LayerEnergy energy) in activity.Zip(Layers))
        {
            Add(energy.PerSpike * layer.Spikes);
            Add(energy.StaticPower * layer.Units * seconds);
            Add(energy.PerOperation * layer.Operations);
        }

        return sum / samples;

        void Add(double? part) => sum = part is null ? sum : (sum ?? 0) + part;
    }

    private static LayerEnergy Of(NetworkDesign design, LayerConfiguration layer, DeviceCard? neurons, DeviceCard? synapses)
    {
        (double? perSpike, double? staticPower) = layer is DeviceLayerConfiguration device && device.Model == neurons?.Model
            ? OfNeuron(device, neurons)
            : (null, null);
        return new(
            perSpike,
            staticPower,
            layer.HasWeights && synapses is not null ? PerOperation(synapses, design.SynapsesOf(layer).Conductance.WithLevelsRead()) : null);
    }

    /// <summary>The card's figures for the device that a layer has, which may have another threshold, area or polarization than the card's.</summary>
    private static (double? PerSpike, double? StaticPower) OfNeuron(DeviceLayerConfiguration layer, DeviceCard card)
    {
        IDeviceModel model = layer.FindModel();
        return (
            card.Figure(EnergyFigures.PerSpike) * Ratio(model.SpikeEnergy(layer.Parameters), model.SpikeEnergy(card.Overrides())),
            card.Figure(EnergyFigures.StaticPower) * Ratio(model.StaticPower(layer.Parameters), model.StaticPower(card.Overrides())));

        static double Ratio(double? own, double? cards) => own is double a && cards is double b && b > 0 ? a / b : 1;
    }

    private static double? PerOperation(DeviceCard card, ConductanceConfiguration conductances)
    {
        if (card.Figure(EnergyFigures.PerRead) is double given)
            return given;
        ConductanceRange range = conductances.Range;
        double middle = (range.Minimum + range.Maximum) / 2, read = range.IsPair ? range.Minimum + middle : middle;
        return card.Figure(EnergyFigures.ReadVoltage) is double volts && card.Figure(EnergyFigures.ReadTime) is double seconds
            ? volts * volts * read * seconds
            : null;
    }

    private static DeviceCard? Find(string name, CardKind kind, string key)
    {
        if (name is EnergyConfiguration.None or "")
            return null;
        DeviceCard card = CardCatalogue.Find(name);
        return card.Kind == kind
            ? card
            : throw new BrunoException(ExitCode.Usage, $"{key}: the card '{name}' is not of a {kind.ToString().ToLowerInvariant()}; see 'bruno cards'.");
    }

    private static IEnumerable<string> Cited(DeviceCard card, IReadOnlyList<CardQuantity> figures) =>
        from value in card.Values
        where figures.Any(figure => figure.Name == value.Name)
        select $"{card.Name}: {value.Name} {Number(value.Numbers[0])} {value.Unit} ({value.Source})";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
