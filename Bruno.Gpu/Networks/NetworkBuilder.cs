using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>Stacks layers and builds the network: first all parameters are declared, then all buffers allocated.</summary>
/// <param name="device">Where it will live.</param>
/// <param name="inputs">Channels of its input.</param>
/// <param name="timing">When a layer reads its predecessor.</param>
public sealed class NetworkBuilder<T>(ComputeDevice device, int inputs, LayerTiming timing = LayerTiming.Aligned)
    where T : unmanaged, IReal<T>
{
    private readonly ParameterLayout layout = new();
    private readonly List<Func<LayerContext<T>, ILayer<T>>> layers = [];
    private readonly List<int> widths = [inputs];
    private int matrices;
    private readonly IMatrixProduct<T> product = MatrixProduct.For<T>(device);

    /// <summary>Which ways back through time the network takes.</summary>
    public TemporalRoutes Routes { get; init; } = TemporalRoutes.All;

    /// <summary>What the random numbers of its passes follow from.</summary>
    public PassDraws Draws { get; init; } = new(0);

    /// <summary>Units of the last layer so far.</summary>
    public int Units { get; private set; } = inputs;

    /// <summary>Whether the last layer so far puts out spikes.</summary>
    public bool IsSpiking { get; private set; }

    /// <summary>Adds the trainable encoder, which must come first.</summary>
    /// <param name="gain">Gains; a multiple of the inputs.</param>
    /// <param name="bias">Biases, as many.</param>
    public void AddEncoder(double[] gain, double[] bias) => AddEncoder(gain.Length, () => gain, () => bias);

    /// <summary>Adds the trainable encoder, which must come first.</summary>
    /// <param name="outputs">Its units; a multiple of the inputs.</param>
    /// <param name="gain">Makes as many gains.</param>
    /// <param name="bias">Makes as many biases.</param>
    public void AddEncoder(int outputs, Func<double[]> gain, Func<double[]> bias)
    {
        if (layers.Count > 0 || outputs % Units != 0)
            throw new ArgumentException("An encoder is the first layer and has a multiple of its inputs.", nameof(outputs));

        string name = NextName("encoder");
        int channels = Units;
        Parameter gains = layout.Declare($"{name}.gain", [outputs], gain);
        Parameter biases = layout.Declare($"{name}.bias", [outputs], bias);
        Add(outputs, context => new EncoderLayer<T>(name, channels, gains, biases, context), isSpiking: false);
    }

    /// <summary>Adds dense synapses.</summary>
    /// <param name="outputs">Units they lead to.</param>
    /// <param name="weights">[inputs, outputs].</param>
    /// <param name="bias">As many as outputs, or none.</param>
    /// <param name="synapses">The synapses; ideal ones where not given.</param>
    /// <param name="uniforms">For conformance: the random numbers of their rounding, [batch, inputs, outputs].</param>
    public void AddLinear(
        int outputs, double[] weights, double[]? bias, SynapseConfiguration? synapses = null, double[]? uniforms = null) =>
        AddLinear(outputs, () => weights, bias is null ? null : () => bias, synapses, uniforms);

    /// <summary>Adds dense synapses whose initial weights are made when they are needed.</summary>
    /// <inheritdoc cref="AddLinear(int, double[], double[], SynapseConfiguration, double[])"/>
    public void AddLinear(
        int outputs, Func<double[]> weights, Func<double[]>? bias, SynapseConfiguration? synapses = null, double[]? uniforms = null)
    {
        string name = NextName("linear");
        bool readsSpikes = IsSpiking;
        SynapseOptions options = new(synapses ?? new(), matrices++, uniforms);
        RefuseTraces(name, options.Configuration.NonIdealities.OutputAdc);
        Parameter weight = layout.Declare($"{name}.weights", [Units, outputs], weights);
        Parameter? constant = bias is null ? null : layout.Declare($"{name}.bias", [outputs], bias);
        Add(outputs, context => new LinearLayer<T>(name, weight, constant, options, readsSpikes, product, context), isSpiking: false);
    }

    /// <summary>Adds LIF neurons, one a unit.</summary>
    /// <param name="alpha">Decay of the membrane potential.</param>
    /// <param name="beta">Decay of the synaptic current.</param>
    /// <param name="threshold">The potential at which they fire.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="slope">Its slope.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="synapses">The recurrent synapses; ideal ones where not given.</param>
    /// <param name="uniforms">For conformance: the random numbers of their rounding, [batch, from, to].</param>
    public void AddLif(
        double alpha, double beta, double threshold, SurrogateKind surrogate, double slope, double[]? recurrent,
        SynapseConfiguration? synapses = null, double[]? uniforms = null) =>
        AddLifNeurons(alpha, beta, threshold, surrogate, slope, recurrent is null ? null : () => recurrent, synapses, uniforms);

    /// <summary>Adds recurrent LIF neurons whose initial weights are made when they are needed.</summary>
    /// <inheritdoc cref="AddLif"/>
    public void AddRecurrentLif(
        double alpha, double beta, double threshold, SurrogateKind surrogate, double slope, Func<double[]> recurrent,
        SynapseConfiguration? synapses = null) => AddLifNeurons(alpha, beta, threshold, surrogate, slope, recurrent, synapses, null);

    private void AddLifNeurons(
        double alpha, double beta, double threshold, SurrogateKind surrogate, double slope, Func<double[]>? recurrent,
        SynapseConfiguration? synapses, double[]? uniforms)
    {
        SynapseOptions options = new(synapses ?? new(), recurrent is null ? 0 : matrices++, uniforms);
        string name = NextName(recurrent is null ? "lif" : "rlif");
        int neurons = Units;
        Parameter decays = layout.Declare($"{name}.decays", [2], [alpha, beta]);
        Parameter? weights = recurrent is null ? null : layout.Declare($"{name}.recurrent", [neurons, neurons], recurrent);
        Surrogate<T> derivative = new(T.From(slope), surrogate);
        Add(neurons, context => new LifLayer<T>(name, neurons, threshold, derivative, decays, weights, options, product, context), isSpiking: true);
    }

    /// <summary>Adds devices, one a unit.</summary>
    /// <param name="kind">What they are called.</param>
    /// <param name="parameters">One device for all units, or one each.</param>
    /// <param name="options">How they are run and differentiated.</param>
    /// <param name="variation">How devices differ from chip to chip; not at all where it is not given.</param>
    /// <exception cref="BrunoException">Their rates are not differentiable at their start or reset.</exception>
    public void AddDevices<TDevice>(
        string kind, TDevice[] parameters, DeviceLayerOptions options, DeviceVariation<TDevice>? variation = null)
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        string name = NextName(kind);
        int neurons = Units;
        if (!Draws.IsPopulation)
            DifferentiableStates.Require<T, TDevice>(name, parameters);
        Add(neurons, context => new DeviceLayer<T, TDevice>(name, neurons, parameters, options, variation, context), isSpiking: true);
    }

    /// <summary>
    /// Allocates the network for passes up to a capacity, which are not cut in time but where its routes end.
    /// </summary>
    /// <exception cref="DeviceMemoryExceededException">It does not fit.</exception>
    public Network<T> Build(SequenceExtent capacity) =>
        Build(capacity, new TimePlan(capacity.Steps, capacity.Steps, [], Routes.ForgetEvery));

    /// <summary>Allocates the network for passes up to a capacity, cut in time by a plan.</summary>
    /// <exception cref="DeviceMemoryExceededException">It does not fit.</exception>
    public Network<T> Build(SequenceExtent capacity, TimePlan plan) => device.Memory.AllOrNothing(() =>
    {
        // What layers allocate a step, in products of units and batch elements, fits 32 bits then.
        foreach (int units in widths)
            _ = ArrayLength.Of(units, capacity.Batch);
        ParameterStore<T> parameters = new(device, layout);
        List<ILayer<T>> stages = [];
        LayerContext<T> Context() => new(
            device, parameters, plan, capacity.Batch, Routes, Draws, stages.Count > 0 ? stages[^1].OutputAdjoint : null);

        foreach (Func<LayerContext<T>, ILayer<T>> layer in layers)
        {
            if (timing == LayerTiming.Pipelined && stages.Count > 0)
                stages.Add(new DelayLayer<T>(stages[^1], Context()));
            stages.Add(layer(Context()));
        }

        if (Routes.IsOnline)
            CarryTraces(stages);
        return new Network<T>(device, capacity, plan, Routes, Draws, parameters, stages);
    });

    /// <summary>Gives synapses eligibility traces, and refuses networks whose learning signals would not arrive.</summary>
    private static void CarryTraces(List<ILayer<T>> stages)
    {
        for (int i = 1; i < stages.Count; ++i)
        {
            bool hasTrainableBelow = stages.Take(i - 1).Any(stage => stage is LinearLayer<T>);
            if (stages[i] is DelayLayer<T> || (stages[i] is INeuronLayer<T> { AnswersAtOnce: false } && hasTrainableBelow))
            {
                throw new BrunoException(
                    ExitCode.Usage,
                    $"Eligibility traces (eprop) need learning signals that arrive within a step, which '{stages[i].Name}' does not let "
                        + "through to the synapses below it: use aligned timing, and LIF neurons in the lowest layer of neurons only.");
            }

            if (stages[i - 1] is LinearLayer<T> synapses && stages[i] is INeuronLayer<T> neurons)
                synapses.CarryTraces(neurons);
        }
    }

    private void RefuseTraces(string name, ConverterConfiguration adc)
    {
        if (Routes.IsOnline && adc.Bits is not null)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"Eligibility traces (eprop) do not go through the output_adc of '{name}': leave it out, or use another gradient method.");
        }
    }

    private string NextName(string kind) => $"{layers.Count}.{kind}";

    private void Add(int outputs, Func<LayerContext<T>, ILayer<T>> layer, bool isSpiking)
    {
        layers.Add(layer);
        widths.Add(outputs);
        IsSpiking = isSpiking;
        Units = outputs;
    }
}
