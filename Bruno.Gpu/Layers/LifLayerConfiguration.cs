using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>LIF neurons, one a unit of the layer before; decays are trained where no list says otherwise.</summary>
public sealed record LifLayerConfiguration : LayerConfiguration
{
    /// <summary>Decay of the membrane potential a step, at the start.</summary>
    [Number(From = Lif.SmallestDecay, To = Lif.LargestDecay)]
    public double Alpha { get; init; } = 0.8;

    /// <summary>Decay of the synaptic current a step, at the start.</summary>
    [Number(From = Lif.SmallestDecay, To = Lif.LargestDecay)]
    public double Beta { get; init; } = 0.7;

    /// <summary>The potential at which a neuron fires.</summary>
    [Number(Above = 0, To = 1e6)]
    public double Threshold { get; init; } = 1;

    /// <summary>The derivative of a spike.</summary>
    public SurrogateKind Surrogate { get; init; } = SurrogateKind.Superspike;

    /// <summary>Its slope.</summary>
    [Number(Above = 0, To = 1e6)]
    public double SurrogateSlope { get; init; } = 10;

    /// <summary>Whether the neurons are connected among each other.</summary>
    public bool Recurrent { get; init; }

    /// <summary>The magnitude of the largest initial recurrent weight; not given, 1 / sqrt(neurons).</summary>
    [Number(From = 0, To = 1e6)]
    public double? InitialRecurrent { get; init; }

    /// <summary>The recurrent synapses, where they are not those of the network.</summary>
    public SynapseConfiguration? Synapses { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable => Recurrent
        ? [ParameterTraining.Weights, ParameterTraining.Alpha, ParameterTraining.Beta]
        : [ParameterTraining.Alpha, ParameterTraining.Beta];

    /// <inheritdoc/>
    public override bool HasWeights => Recurrent;

    /// <inheritdoc/>
    public override bool IsSpiking => true;

    /// <inheritdoc/>
    public override (SurrogateKind Kind, double Slope)? SpikeDerivative => (Surrogate, SurrogateSlope);

    /// <inheritdoc/>
    public override SynapseConfiguration? OwnSynapses => Synapses;

    /// <inheritdoc/>
    public override string? NeuronName => Recurrent ? "rlif" : "lif";

    /// <inheritdoc/>
    public override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        int neurons = stack.Units;
        double bound = InitialRecurrent ?? 1 / Math.Sqrt(neurons);
        stack.AddLifNeurons(
            Alpha, Beta, Threshold, Surrogate, SurrogateSlope,
            Recurrent ? assembly.Random.Uniform(ArrayLength.Of(neurons, neurons), -bound, bound) : null,
            (Synapses ?? assembly.Synapses).WithLevelsChosen(), training: assembly.Training);
    }

    /// <inheritdoc/>
    public override LayerConfiguration WithOwnSynapses(Func<SynapseConfiguration, SynapseConfiguration> change) =>
        Synapses is { } own ? this with { Synapses = change(own) } : this;

    /// <summary>The same neurons, whose decays are spread over the steps.</summary>
    public override LayerConfiguration Unrolled(int n) => this with { Alpha = Math.Pow(Alpha, 1.0 / n), Beta = Math.Pow(Beta, 1.0 / n) };

    /// <inheritdoc/>
    public override IEnumerable<Fault> ValidateIn(int index, bool readsSpikes, SynapseConfiguration ofNetwork)
    {
        if (!Recurrent && Synapses is not null)
            yield return new("synapses", "are recurrent synapses, which this layer has only with recurrent = true");
        if (Recurrent && (Synapses ?? ofNetwork).NonIdealities.OutputAdc.Bits is not null)
            yield return new("synapses", "recurrent synapses add to the drive within the neurons and have no output_adc of their own: give them synapses without it");
        if (Synapses?.NonIdealities.InputDac.Bits is not null)
            yield return new("synapses.non_idealities.input_dac", "must be left out: spikes are pulses and need no converter");
    }
}
