using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>The trainable encoder, e = gain (tile(x) + bias); gains and biases start uniformly distributed.</summary>
public sealed record EncoderLayerConfiguration : LayerConfiguration, IValidated
{
    /// <summary>Copies of the input channels.</summary>
    [Number(From = 1)]
    public int Copies { get; init; } = 32;

    /// <summary>The smallest gain at the start.</summary>
    [Number(From = -1e6, To = 1e6)]
    public double GainLow { get; init; } = -1;

    /// <summary>The largest gain at the start.</summary>
    [Number(From = -1e6, To = 1e6)]
    public double GainHigh { get; init; } = 1;

    /// <summary>The smallest bias at the start.</summary>
    [Number(From = -1e6, To = 1e6)]
    public double BiasLow { get; init; } = -1;

    /// <summary>The largest bias at the start.</summary>
    [Number(From = -1e6, To = 1e6)]
    public double BiasHigh { get; init; } = 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable => [ParameterTraining.Gain, ParameterTraining.Bias];

    /// <inheritdoc/>
    public override int Units(int inputs, int dataOutputs) => ArrayLength.Of(inputs, Copies);

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        int units = Units(stack.Units, assembly.DataOutputs);
        stack.AddEncoder(units, assembly.Random.Uniform(units, GainLow, GainHigh), assembly.Random.Uniform(units, BiasLow, BiasHigh), assembly.Training);
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (GainLow > GainHigh)
            yield return new("gain_low", FormattableString.Invariant($"must not exceed gain_high ({GainLow} > {GainHigh})"));
        if (BiasLow > BiasHigh)
            yield return new("bias_low", FormattableString.Invariant($"must not exceed bias_high ({BiasLow} > {BiasHigh})"));
    }

    /// <inheritdoc/>
    public override IEnumerable<Fault> ValidateIn(int index, bool readsSpikes, SynapseConfiguration ofNetwork)
    {
        if (index > 0)
            yield return new("kind", "an encoder can only be the first layer");
    }
}
