using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>Dense synapses; weights (and bias) start uniformly distributed.</summary>
public sealed record LinearLayerConfiguration : LayerConfiguration, IValidated
{
    /// <summary>Units they lead to; not given, as many as the data set has outputs.</summary>
    [Number(From = 1)]
    public int? Outputs { get; init; }

    /// <summary>Whether there is a bias.</summary>
    public bool Bias { get; init; }

    /// <summary>Initial weights lie within this over sqrt(inputs), where the next two do not say otherwise.</summary>
    [Number(Above = 0, To = 1e6)]
    public double InitialScale { get; init; } = 1;

    /// <summary>The smallest initial weight; not given, -initial_scale / sqrt(inputs).</summary>
    [Number(From = -1e6, To = 1e6)]
    public double? InitialLow { get; init; }

    /// <summary>The largest initial weight; not given, initial_scale / sqrt(inputs).</summary>
    [Number(From = -1e6, To = 1e6)]
    public double? InitialHigh { get; init; }

    /// <summary>The synapses, where they are not those of the network.</summary>
    public SynapseConfiguration? Synapses { get; init; }

    /// <summary>A delay for each synapse, which may be trained; none where it is not given.</summary>
    public DelayConfiguration? Delays { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable =>
    [
        ParameterTraining.Weights,
        .. Bias ? [ParameterTraining.Bias] : Array.Empty<string>(),
        .. Delays is { Trained: true } ? [Parameter.Delays] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    public override bool HasInputSynapses => true;

    /// <inheritdoc/>
    public override DelayConfiguration? OwnDelays => Delays;

    /// <inheritdoc/>
    public override SynapseConfiguration? OwnSynapses => Synapses;

    /// <inheritdoc/>
    public override int Units(int inputs, int dataOutputs) => Outputs ?? dataOutputs;

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        int units = Units(stack.Units, assembly.DataOutputs);
        double bound = InitialScale / Math.Sqrt(stack.Units);
        double low = InitialLow ?? -bound, high = InitialHigh ?? bound;
        Func<double[]> weights = assembly.Random.Uniform(ArrayLength.Of(stack.Units, units), low, high);
        Func<double[]>? bias = Bias ? assembly.Random.Uniform(units, low, high) : null;
        SynapseConfiguration synapses = (Synapses ?? assembly.Synapses).WithLevelsChosen();
        if (Delays?.In(assembly.Training) is { } delays)
        {
            stack.AddDelayedLinear(
                units, weights, bias, delays.Initial(assembly.Random, ArrayLength.Of(stack.Units, units)), delays, assembly.Layer, synapses, assembly.Training);
        }
        else
        {
            stack.AddLinear(units, weights, bias, synapses, training: assembly.Training);
        }
    }

    /// <summary>Delays of whole outer steps cannot be spread over more.</summary>
    /// <exception cref="Errors.BrunoException">There are some, and more than one step.</exception>
    public override LayerConfiguration Unrolled(int n) => n == 1 || Delays is null ? this : throw DelayLayerConfiguration.WholeSteps();

    /// <inheritdoc/>
    public override LayerConfiguration WithoutDeviations() => this with { Delays = Delays?.WithoutDeviation() };

    /// <inheritdoc/>
    public override LayerConfiguration WithOwnSynapses(Func<SynapseConfiguration, SynapseConfiguration> change) =>
        Synapses is { } own ? this with { Synapses = change(own) } : this;

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (InitialLow > InitialHigh)
            yield return new("initial_low", FormattableString.Invariant($"must not exceed initial_high ({InitialLow} > {InitialHigh})"));
    }

    /// <inheritdoc/>
    public override IEnumerable<Fault> ValidateIn(int index, bool readsSpikes, SynapseConfiguration ofNetwork)
    {
        if (readsSpikes && Synapses?.NonIdealities.InputDac.Bits is not null)
            yield return new("synapses.non_idealities.input_dac", "must be left out: spikes are pulses and need no converter");
        if (Delays is not null && DelayConfiguration.FaultOf(Synapses ?? ofNetwork) is string fault)
            yield return new("delays", fault);
    }
}
