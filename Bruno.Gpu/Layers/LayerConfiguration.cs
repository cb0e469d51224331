using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>
/// One layer; its <c>kind</c> says which. A layer describes itself: what it adds to a network, its synapses, and what becomes
/// of it where the network is unrolled, so that nothing else asks which kind it is.
/// </summary>
[Variant("encoder", typeof(EncoderLayerConfiguration))]
[Variant("linear", typeof(LinearLayerConfiguration))]
[Variant("lif", typeof(LifLayerConfiguration))]
[Variant("adaptive_lif", typeof(AdaptiveLifLayerConfiguration))]
[Variant("snu", typeof(SnuLayerConfiguration))]
[Variant("normalised_felif", typeof(NormalisedFelifLayerConfiguration))]
[Variant("leaky", typeof(LeakyLayerConfiguration))]
[Variant("cuba_lif", typeof(CubaLifLayerConfiguration))]
[Variant("delay", typeof(DelayLayerConfiguration))]
[Variant("device", typeof(DeviceLayerConfiguration))]
[Variant("dropout", typeof(DropoutLayerConfiguration))]
[Variant("skip", typeof(SkipLayerConfiguration))]
public abstract record LayerConfiguration
{
    /// <summary>
    /// What of the layer is trained, by name, in place of the list of the network. Not given, that list, or what a layer of this kind
    /// trains by default.
    /// </summary>
    public IReadOnlyList<string>? Train { get; init; }

    /// <summary>How many values a trained parameter of its neurons has; not given, as for the network.</summary>
    public TrainedValues? TrainValues { get; init; }

    /// <summary>The factor that a trained parameter of its neurons may become smaller or larger by; not given, that of the network.</summary>
    [Number(Above = 1, To = 1e3)]
    public double? TrainRange { get; init; }

    /// <summary>
    /// The factor that the time constants of its neurons differ by at the start, upwards and downwards, uniformly on a logarithmic
    /// scale: of 2, with a decay of 0.9 (a time constant of 9.5 steps), from 4.7 to 19 steps. Of decays that are trained, a value a
    /// neuron, and of those of "cuba_lif". Not given, they are equal.
    /// </summary>
    [Number(From = 1, To = 100)]
    public double? TimeConstantSpread { get; init; }

    /// <summary>The names of all that can be trained.</summary>
    public virtual IReadOnlyList<string> Trainable => [];

    /// <summary>Those of what is trained where no list says otherwise.</summary>
    public virtual IReadOnlyList<string> TrainedByDefault => Trainable;

    /// <summary>Whether it has weights.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Whether its input goes through its synapses.</summary>
    public virtual bool HasInputSynapses => false;

    /// <summary>Whether it puts out spikes.</summary>
    public virtual bool IsSpiking => false;

    /// <summary>Whether it belongs to the layer before, whose output it hands on as it is but in training.</summary>
    public virtual bool IsTransparent => false;

    /// <summary>The synapses of its weights where they are its own; none where they are those of the network.</summary>
    public virtual SynapseConfiguration? OwnSynapses => null;

    /// <summary>Its delays, where they are such as can be trained; none where it has none.</summary>
    public virtual DelayConfiguration? OwnDelays => null;

    /// <summary>The derivative that its spikes are given, and its slope; none where it has no spikes.</summary>
    public virtual (SurrogateKind Kind, double Slope)? SpikeDerivative => null;

    /// <summary>What its neurons are called in tables; none where it has no neurons.</summary>
    public virtual string? NeuronName => null;

    /// <summary>Its units.</summary>
    /// <param name="inputs">Units of the layer before.</param>
    /// <param name="dataOutputs">Outputs of the data set.</param>
    public virtual int Units(int inputs, int dataOutputs) => inputs;

    /// <summary>Adds the layer to a network.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="assembly">What the network says.</param>
    internal abstract void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
        where T : unmanaged, IReal<T>;

    /// <summary>Why something with a name cannot be trained; null where it can, or where there is nothing of this name.</summary>
    public virtual string? ObstacleToTraining(string name) => null;

    /// <summary>Why the time constants of its neurons cannot differ at the start; null where they can.</summary>
    internal virtual string? ObstacleToSpread(ParameterTraining training) => "this layer has no decays, and so no time constants";

    /// <summary>The same layer with its own synapses changed, where it has any.</summary>
    public virtual LayerConfiguration WithOwnSynapses(Func<SynapseConfiguration, SynapseConfiguration> change) => this;

    /// <summary>The same layer with delays that are as they should be.</summary>
    public virtual LayerConfiguration WithoutDeviations() => this;

    /// <summary>The same layer in a network that steps n times an outer step.</summary>
    public virtual LayerConfiguration Unrolled(int n) => this;

    /// <summary>Faults of the layer in its place, with keys relative to it.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="readsSpikes">Whether the layer before puts out spikes.</param>
    /// <param name="ofNetwork">The synapses of the network.</param>
    public virtual IEnumerable<Fault> ValidateIn(int index, bool readsSpikes, SynapseConfiguration ofNetwork) => [];
}
