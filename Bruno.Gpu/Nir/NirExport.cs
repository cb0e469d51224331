using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Nir;

/// <summary>
/// Translates a network to a graph that means exactly the same with its step and discretisation, and when it is imported again has
/// the same bits.
/// <para>
/// Neurons of kind "lif" let the potential see the synaptic current of the step before: V_t = alpha V'_t-1 + (1 - alpha) I_t-1 with
/// I_t = beta I_t-1 + (1 - beta) x_t, and fire at V >= threshold. With i_t = I_t-1 this is i_t = beta i_t-1 + (1 - beta) x_t-1,
/// V_t = alpha V'_t-1 + (1 - alpha) i_t: CubaLIF in forward Euler behind a Delay of one step, with tau_syn = dt / (1 - beta),
/// tau_mem = dt / (1 - alpha), r = w_in = 1, and v_threshold the next smaller number, because NIR fires above it. Recurrent neurons
/// of that kind would need the delay within their recurrence as well, and are refused. The bias b and gain g of an encoder,
/// g (x + b), are an Affine node of ones with the bias, and a Scale node.
/// </para>
/// </summary>
internal sealed class NirExport
{
    private readonly NetworkWeights network;
    private readonly NirTiming timing;
    private readonly IReadOnlyDictionary<string, NirFallback> fallbacks;
    private readonly ComputeDevice device;
    private readonly NirFaults faults = new();
    private readonly Dictionary<string, NirNode> nodes = [];
    private readonly List<(string From, string To)> edges = [];
    private readonly HashSet<ResetKind> resets = [];
    private readonly HashSet<string> used = [];
    private readonly List<string> notes = [];
    private string last = "input";

    private NirExport(NetworkWeights network, NirTiming timing, IReadOnlyDictionary<string, NirFallback> fallbacks, ComputeDevice device)
    {
        this.network = network;
        this.timing = timing;
        this.fallbacks = fallbacks;
        this.device = device;
    }

    private double[] Step => [timing.StepSeconds];

    /// <summary>The graph of a network, and what its user should know.</summary>
    /// <param name="network">The network and its weights.</param>
    /// <param name="timing">The step and the discretisation in which the graph means the same; the reset is the network's own.</param>
    /// <param name="fallbacks">What stands for layers that NIR cannot express.</param>
    /// <exception cref="BrunoException">A layer cannot be expressed; the message names all.</exception>
    public static (NirGraph Graph, IReadOnlyList<string> Notes) ToGraph(
        NetworkWeights network, NirTiming timing, IReadOnlyList<NirFallback> fallbacks)
    {
        if (fallbacks.GroupBy(fallback => fallback.Kind).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BrunoException(ExitCode.Usage, $"--fallback is given more than once for '{twice.Key}': leave one.");
        using ComputeDevice device = ComputeDevice.Open("cpu");
        NirExport export = new(network, timing.Check(), fallbacks.ToDictionary(fallback => fallback.Kind), device);
        return export.Translate();
    }

    private (NirGraph Graph, IReadOnlyList<string> Notes) Translate()
    {
        nodes["input"] = new NirNode("Input").WithShape(network.Layers[0].Inputs);
        bool isPipelined = network.Configuration.Network.Timing == LayerTiming.Pipelined;
        for (int i = 0; i < network.Layers.Count; ++i)
        {
            if (isPipelined && i > 0 && !network.Configuration.Network.Layers[i - 1].IsTransparent)
                AddDelay($"{i}_pipeline", network.Layers[i].Inputs);
            Add(network.Configuration.Network.Layers[i], network.Layers[i].Name, network.Layers[i].Outputs);
        }

        AddNode("output", new NirNode("Output").WithShape(network.Layers[^1].Outputs));
        if (resets.Count > 1)
            faults.Add("network", "reset", "some neurons reset to zero and others by subtraction, but a graph has one reset for all");
        foreach (string kind in fallbacks.Keys.Where(kind => !used.Contains(kind)))
            faults.Add("network", kind, "a --fallback is given for this kind of layer, of which none needs it: leave it out");
        faults.Require(ExitCode.Usage, "Cannot export the network as a NIR graph");
        if (resets.Count > 0)
            notes.Add($"NIR does not say what a reset is: import the graph with --reset {(resets.Single() == ResetKind.Zero ? "zero" : "subtract")}.");
        return (new(nodes, edges), notes);
    }

    private void Add(LayerConfiguration layer, string name, int units)
    {
        switch (layer)
        {
            case EncoderLayerConfiguration encoder:
                AddEncoder(name, units / encoder.Copies, units);
                break;
            case LinearLayerConfiguration { Delays: not null }:
                faults.Add(name, "delays", "a NIR graph has delays of units, and none of single synapses");
                break;
            case LinearLayerConfiguration:
                AddLinear(name);
                break;
            case DelayLayerConfiguration delay:
                AddNode(name, new NirNode("Delay").With("delay", [.. StepsOf(name, delay).Select(steps => steps * timing.StepSeconds)]));
                break;
            case CubaLifLayerConfiguration neurons:
                resets.UnionWith(neurons.Spiking ? [neurons.Reset] : []);
                AddNeurons(name, [.. CubaLifNeurons.Arrays.Select(array => network.ValuesOf($"{name}.{array}")!)], neurons.Spiking);
                AddRecurrent(name);
                break;
            case LifLayerConfiguration { Recurrent: false } neurons when !fallbacks.ContainsKey("lif"):
                AddLif(name, neurons, units);
                break;
            case LifLayerConfiguration neurons:
                AddFallback(name, neurons.Recurrent ? "rlif" : "lif", units, "its recurrent spikes reach the potential two steps late, which CubaLIF cannot express");
                AddRecurrent(name);
                break;
            case LeakyLayerConfiguration integrators:
                AddLeaky(name, integrators, units);
                break;
            case DeviceLayerConfiguration devices:
                AddFallback(name, devices.Model, units, "it is a layer of devices, which NIR has no node for");
                AddRecurrent(name);
                break;
            case SpikingLayerConfiguration neurons:
                AddFallback(name, neurons.NeuronName!, units, "NIR has no node for these neurons");
                AddRecurrent(name);
                break;
            case DropoutLayerConfiguration:
                // It acts in training only.
                break;
            default:
                faults.Add(name, layer.GetType().Name, "NIR has no node for this kind of layer");
                break;
        }
    }

    private void AddEncoder(string name, int channels, int units)
    {
        double[] tile = new double[units * channels];
        for (int unit = 0; unit < units; ++unit)
            tile[unit * channels + unit % channels] = 1;
        AddNode($"{name}_bias", new NirNode("Affine").With("weight", tile, units, channels).With("bias", network.ValuesOf($"{name}.bias")!));
        AddNode($"{name}_gain", new NirNode("Scale").With("scale", network.ValuesOf($"{name}.gain")!));
    }

    private void AddLinear(string name)
    {
        (double[] weights, int inputs, int outputs) = Weights(name);
        double[]? bias = network.ValuesOf($"{name}.bias");
        NirNode node = new NirNode(bias is null ? "Linear" : "Affine").With("weight", weights, outputs, inputs);
        AddNode(name, bias is null ? node : node.With("bias", bias));
    }

    private void AddLif(string name, LifLayerConfiguration neurons, int units)
    {
        resets.Add(ResetKind.Zero);
        double[] decays = network.ValuesOf($"{name}.decays")!;
        double alpha = LifDecay.Clamp(decays[0]), beta = LifDecay.Clamp(decays[1]);
        double[] one = [beta, 1 - beta, alpha, 1 - alpha, 0, 0, Math.BitDecrement(neurons.Threshold), 0];
        AddDelay($"{name}_delay", units);
        AddNeurons(name, [.. one.Select(value => Enumerable.Repeat(value, units).ToArray())], spiking: true);
    }

    private void AddLeaky(string name, LeakyLayerConfiguration integrators, int units)
    {
        double[] trained = network.ValuesOf($"{name}.{ParameterTraining.Alpha}") ?? [integrators.Alpha];
        double[] decays = trained.Length == units ? trained : [.. Enumerable.Repeat(trained[0], units)];
        double[] zeros = new double[units], ones = [.. Enumerable.Repeat(1.0, units)];
        AddNeurons(name, [zeros, ones, decays, Array.ConvertAll(decays, decay => 1 - decay), zeros, zeros, zeros, zeros], spiking: false);
    }

    private void AddNeurons(string name, double[][] coefficients, bool spiking)
    {
        (NirNode? node, string? reason) = NirNodeOfNeurons.Of(coefficients, spiking, timing);
        if (node is null)
            faults.Add(name, spiking ? "spiking" : "not spiking", reason!);
        AddNode(name, node ?? new("CubaLIF"));
    }

    private void AddFallback(string name, string kind, int units, string reason)
    {
        if (fallbacks.TryGetValue(kind, out NirFallback? fallback))
        {
            used.Add(kind);
            resets.Add(ResetKind.Zero);
            notes.Add($"'{name}' ({kind}) is exported as {fallback.Node.Type}, as --fallback says: it does something else.");
        }
        else
            faults.Add(name, kind, $"{reason}: name what is to stand for it, such as --fallback {kind}=lif:tau=0.02,r=1,v_threshold=1");
        AddNode(name, fallback?.Of(units) ?? new("LIF"));
    }

    private void AddRecurrent(string name)
    {
        if (network.ValuesOf($"{name}.recurrent") is null)
            return;
        (double[] weights, int inputs, int outputs) = Weights(name);
        string neurons = Named(name), way = $"{neurons}_recurrent";
        nodes[way] = new NirNode("Linear").With("weight", weights, outputs, inputs);
        edges.AddRange([(neurons, way), (way, neurons)]);
    }

    /// <summary>The delays of units, whole steps, as an evaluation takes them.</summary>
    private IEnumerable<double> StepsOf(string name, DelayLayerConfiguration delay) => delay.Delays is { } trained
        ? network.ValuesOf($"{name}.{Parameter.Delays}")!.Select(trained.InEvaluation)
        : network.ValuesOf($"{name}.steps")!;

    private void AddDelay(string name, int units) =>
        AddNode(name, new NirNode("Delay").With("delay", [.. Enumerable.Repeat(Step[0], units)]));

    private void AddNode(string name, NirNode node)
    {
        string named = Named(name);
        nodes[named] = node;
        edges.Add((last, named));
        last = named;
    }

    /// <summary>The weights that a layer computes with, as [outputs, inputs]; where they have levels, those.</summary>
    private (double[] Weights, int Inputs, int Outputs) Weights(string name)
    {
        WeightMatrix matrix = network.Matrices.Single(matrix => matrix.Layer == name);
        SynapseConfiguration synapses = matrix.Synapses;
        if (synapses.NonIdealities.InputDac.Bits is not null || synapses.NonIdealities.OutputAdc.Bits is not null)
            faults.Add(name, "converters", "NIR has no node for input_dac and output_adc: leave them out with --set");
        if (!synapses.NonIdealities.LeaveWeightsAlone)
            notes.Add($"'{name}' is exported with the weights that are to be written, without what goes wrong with them (non-idealities).");
        if (synapses.IsQuantised)
            notes.Add($"'{name}' is exported with the levels of its weights{(synapses.HasDrawnLevels ? ", as they are drawn for chip 0" : "")}.");
        double[] values = synapses.IsQuantised ? matrix.Targets(device, network.Configuration.Seed).Weights : matrix.Values;
        double[] transposed = new double[values.Length];
        for (int i = 0; i < values.Length; ++i)
            transposed[i % matrix.Outputs * matrix.Inputs + i / matrix.Outputs] = values[i];
        return (transposed, matrix.Inputs, matrix.Outputs);
    }

    private static string Named(string name) => name.Replace('.', '_');
}
