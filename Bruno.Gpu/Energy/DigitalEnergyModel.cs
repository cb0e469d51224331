using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Energy;

/// <summary>
/// An estimate of what digital circuits would take for the same network, spiking, and for an artificial one of the same shape and bits. The count of
/// synaptic operations alone flatters spiking networks (Dampfhoffer et al. 2023; Yan et al. 2024), because weights, potentials and events come out of
/// memories. Both are treated alike and well: a weight is read once where it is used, an activation or event is written once and read once, sums are
/// kept in registers.
/// <code>
/// artificial, each step:  W (e_mult + e_add + b e_bit) + (inputs + outputs) b e_bit
/// spiking, each event:    fan-out (e_add + b e_bit) + 2 ceil(log2 units) e_bit;   of values  fan-out (e_mult + e_add + b e_bit)
///          each neuron and step:  e_mult(32) + e_add (leak, threshold) + 2 x 32 e_bit (potential read and written)
/// </code>
/// e_bit is that of the smallest memory that holds all weights. An artificial network that computes once a sample gets rates: ceil(log2(steps + 1)) bits
/// an activation, as Yan et al. pair them.
/// </summary>
internal sealed class DigitalEnergyModel
{
    private readonly (double PerBit, string Name) memory;

    /// <summary>The model of a network of some layers.</summary>
    public DigitalEnergyModel(IReadOnlyList<DigitalLayer> layers)
    {
        Layers = layers;
        memory = DigitalFigures.MemoryOf((layers.Sum(layer => layer.Weights * BitsOf(layer)) + 7) / 8);
        Assumptions =
        [
            "digital circuits: CMOS at 45 nm, figures of M. Horowitz, \"Computing's energy problem\", ISSCC 2014; accesses are counted in the manner of Dampfhoffer et al., IEEE Trans. Emerg. Top. Comput. Intell. 7(3), 731, 2023, and Yan et al., arXiv 2409.08290",
            .. layers.Where(layer => layer.Weights > 0).Select(layer => layer.Bits).Distinct().Select(bits => DigitalFigures.Describe(bits, memory)),
            "spiking: a weight is read for each event, a potential read and written each step; artificial: each weight and activation once a pass, one pass a step, or one a sample of rates",
        ];
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<DigitalLayer> Layers { get; }

    /// <summary>What the estimate rests on, a sentence each.</summary>
    public IReadOnlyList<string> Assumptions { get; }

    /// <summary>The model of a network.</summary>
    /// <param name="network">The network as it was built.</param>
    /// <param name="design">Its settings, a layer of which is a layer of the network.</param>
    public static DigitalEnergyModel Of<T>(Network<T> network, NetworkDesign design)
        where T : unmanaged, IReal<T>
    {
        List<DigitalLayer> layers = [];
        for (int i = 0; i < network.Layers.Count; ++i)
        {
            layers.Add(new(
                network.Layers[i].Inputs, network.Layers[i].Outputs, network.Layers[i].OperationsOfInput, network.Layers[i].OperationsOfOutput,
                BitsOf(design.SynapsesOf(design.Network.Layers[i])), ReadsSpikes(design, i), network.Layers[i].IsSpiking));
        }

        return new(layers);
    }

    /// <summary>The energies of a sample.</summary>
    /// <param name="activity">What each layer did in all samples.</param>
    /// <param name="steps">Steps of all samples.</param>
    /// <param name="samples">How many samples.</param>
    public DigitalEnergy OfSample(IReadOnlyList<LayerActivity> activity, double steps, int samples) =>
        WithSpiking(Layers.Zip(activity, (layer, did) => OfActivity(layer, did, steps)).Sum() / samples, steps / samples);

    /// <summary>The energies of a sample whose spiking network is known already.</summary>
    /// <param name="spiking">What that takes, J.</param>
    /// <param name="steps">Steps of a sample, in the mean.</param>
    public DigitalEnergy WithSpiking(double spiking, double steps) => new(
        spiking,
        steps * Layers.Sum(layer => OfPass(layer, BitsOf(layer))),
        Layers.Any(layer => layer.FeedbackFanOut > 0) ? null : Layers.Sum(layer => OfPass(layer, layer.Bits is null ? BitsOf(layer) : BitsOfCount(steps))));

    /// <summary>What a pass through a layer of an artificial network takes.</summary>
    private double OfPass(DigitalLayer layer, int bitsOfActivation)
    {
        if (layer.Weights == 0)
            return 0;
        double product = DigitalFigures.Multiplication(layer.Bits, bitsOfActivation) + DigitalFigures.Addition(layer.Bits is null);
        double activations = layer.Inputs + layer.Outputs + (layer.FeedbackFanOut > 0 ? layer.Outputs : 0);
        return layer.Weights * (product + BitsOf(layer) * memory.PerBit) + activations * bitsOfActivation * memory.PerBit;
    }

    private double OfActivity(DigitalLayer layer, LayerActivity did, double steps)
    {
        bool isFloat = layer.Bits is null;
        double read = BitsOf(layer) * memory.PerBit, addition = DigitalFigures.Addition(isFloat);
        double product = layer.ReadsSpikes || layer.FanOut == 0 ? 0 : DigitalFigures.Multiplication(layer.Bits, BitsOf(layer));
        double joules = did.Operations * (addition + read + product);
        if (!layer.IsSpiking)
            return joules;
        double neuron = DigitalFigures.Multiplication(isFloat ? null : DigitalFigures.BitsOfSum, DigitalFigures.BitsOfSum) + addition
            + 2 * DigitalFigures.BitsOfSum * memory.PerBit;
        return joules + did.Spikes * 2 * BitsOfCount(layer.Outputs - 1) * memory.PerBit + steps * layer.Outputs * neuron;
    }

    private static int BitsOf(DigitalLayer layer) => layer.Bits ?? DigitalFigures.BitsOfSum;

    /// <summary>The bits that count from 0 to a number.</summary>
    private static int BitsOfCount(double largest) => Math.Max(1, (int)Math.Ceiling(Math.Log2(largest + 1)));

    /// <summary>The bits of a weight: as they are set, or as many as its measured levels take.</summary>
    private static int? BitsOf(SynapseConfiguration synapses)
    {
        if (synapses.Quantisation.Bits is int bits)
            return bits;
        int levels = synapses.WithLevelsRead().Conductance.Levels.Length;
        return levels > 0 ? BitsOfCount(levels - 1) + 1 : null;
    }

    private static bool ReadsSpikes(NetworkDesign design, int layer) => layer > 0
        && (design.Network.Layers[layer - 1].IsTransparent ? ReadsSpikes(design, layer - 1) : design.Network.Layers[layer - 1].IsSpiking);
}
