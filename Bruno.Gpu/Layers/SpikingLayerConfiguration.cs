using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>What layers of neurons have in common: the derivative of a spike, and synapses among each other.</summary>
public abstract record SpikingLayerConfiguration : LayerConfiguration
{
    /// <summary>The derivative of a spike.</summary>
    public SurrogateKind Surrogate { get; init; } = SurrogateKind.Superspike;

    /// <summary>Its slope, per unit of the potential; 1/V for devices.</summary>
    [Number(Above = 0, To = 1e6)]
    public double SurrogateSlope { get; init; } = 10;

    /// <summary>Whether the neurons are connected among each other, by what they put out in the step before.</summary>
    public bool Recurrent { get; init; }

    /// <summary>The magnitude of the largest initial recurrent weight; not given, 1 / sqrt(neurons).</summary>
    [Number(From = 0, To = 1e6)]
    public double? InitialRecurrent { get; init; }

    /// <summary>The recurrent synapses, where they are not those of the network.</summary>
    public SynapseConfiguration? Synapses { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable => Recurrent ? [ParameterTraining.Weights] : [];

    /// <inheritdoc/>
    public override bool HasWeights => Recurrent;

    /// <inheritdoc/>
    public override bool IsSpiking => true;

    /// <inheritdoc/>
    public override (SurrogateKind Kind, double Slope)? SpikeDerivative => IsSpiking ? (Surrogate, SurrogateSlope) : null;

    /// <inheritdoc/>
    public override SynapseConfiguration? OwnSynapses => Synapses;

    /// <inheritdoc/>
    public override LayerConfiguration WithOwnSynapses(Func<SynapseConfiguration, SynapseConfiguration> change) =>
        Synapses is { } own ? this with { Synapses = change(own) } : this;

    /// <inheritdoc/>
    public override IEnumerable<Fault> ValidateIn(int index, bool readsSpikes, SynapseConfiguration ofNetwork)
    {
        if (!Recurrent && Synapses is not null)
            yield return new("synapses", "are recurrent synapses, which this layer has only with recurrent = true");
        if (!Recurrent && InitialRecurrent is not null)
            yield return new("initial_recurrent", "is of recurrent weights, which this layer has only with recurrent = true");
        if (Recurrent && (Synapses ?? ofNetwork).NonIdealities.OutputAdc.Bits is not null)
            yield return new("synapses", "recurrent synapses add to the drive within the neurons and have no output_adc of their own: give them synapses without it");
        if (Synapses?.NonIdealities.InputDac.Bits is not null)
            yield return new("synapses.non_idealities.input_dac", "must be left out: spikes are pulses and need no converter");
    }

    /// <summary>The same layer, of neurons that take one step an outer step and cannot be stepped more often.</summary>
    /// <param name="n">Steps an outer step.</param>
    /// <exception cref="BrunoException">There is more than one.</exception>
    protected LayerConfiguration OneStep(int n) => n == 1 ? this : throw new BrunoException(
        ExitCode.Usage,
        $"Neurons of kind \"{NeuronName}\" take one step an outer step: bptt-full, which runs the whole network at the micro-step, does not go with them. Use another gradient method.");

    /// <summary>The recurrent synapses of a layer that is added to a network; none where the neurons are not connected.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="assembly">What the network says.</param>
    /// <param name="name">The name of the layer.</param>
    private protected RecurrentOptions? RecurrentIn<T>(LayerStack<T> stack, LayerAssembly assembly, string name)
        where T : unmanaged, IReal<T>
    {
        if (!Recurrent)
            return null;
        int neurons = stack.Units;
        double bound = InitialRecurrent ?? 1 / Math.Sqrt(neurons);
        return stack.Recurrent(
            name, assembly.Random.Uniform(ArrayLength.Of(neurons, neurons), -bound, bound), (Synapses ?? assembly.Synapses).WithLevelsChosen(),
            isTrained: assembly.Training.Trains(ParameterTraining.Weights));
    }
}
