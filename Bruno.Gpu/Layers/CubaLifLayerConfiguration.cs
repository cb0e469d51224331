using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Current-based leaky integrate-and-fire neurons (CUBA LIF), one a unit of the layer before, with coefficients that differ from
/// neuron to neuron and are not trained: i = current_decay i + input_gain x; v = potential_decay v + current_gain i + direct_gain x + leak;
/// a spike where v exceeds threshold. A checkpoint holds the coefficients of each neuron, an imported network's among them; the
/// settings are what all begin with. LIF, LI, IF and a plain scale or threshold are special cases.
/// </summary>
public sealed record CubaLifLayerConfiguration : SpikingLayerConfiguration
{
    /// <summary>The largest magnitude of a gain, a threshold or a potential.</summary>
    public const double Largest = 1e9;

    /// <summary>By which the synaptic current decays a step; 0 for neurons without synaptic current (LIF, LI, IF).</summary>
    [Number(From = -1, To = 1)]
    public double CurrentDecay { get; init; } = 0.7;

    /// <summary>What a drive of one adds to the synaptic current.</summary>
    [Number(From = -Largest, To = Largest)]
    public double InputGain { get; init; } = 1;

    /// <summary>By which the membrane potential decays a step; 1 for neurons without leak (IF).</summary>
    [Number(From = -1, To = 1)]
    public double PotentialDecay { get; init; } = 0.9;

    /// <summary>What a synaptic current of one adds to the potential in a step.</summary>
    [Number(From = -Largest, To = Largest)]
    public double CurrentGain { get; init; } = 1;

    /// <summary>What a drive of one adds to the potential at once, past the synaptic current.</summary>
    [Number(From = -Largest, To = Largest)]
    public double DirectGain { get; init; }

    /// <summary>What the leak adds to the potential in a step.</summary>
    [Number(From = -Largest, To = Largest)]
    public double Leak { get; init; }

    /// <summary>The potential above which a neuron fires.</summary>
    [Number(From = -Largest, To = Largest)]
    public double Threshold { get; init; } = 1;

    /// <summary>The potential that a reset to zero puts a neuron at.</summary>
    [Number(From = -Largest, To = Largest)]
    public double ResetPotential { get; init; }

    /// <summary>What a spike does to the potential; no derivative is taken of the spike in it.</summary>
    public ResetKind Reset { get; init; }

    /// <summary>Whether the neurons put out spikes; otherwise their potentials, which nothing resets (LI, CUBA LI).</summary>
    public bool Spiking { get; init; } = true;

    /// <inheritdoc/>
    public override bool IsSpiking => Spiking;

    /// <inheritdoc/>
    public override string? NeuronName => CubaLifNeurons.Kind;

    /// <summary>What the coefficients of all neurons begin with, in the order of <see cref="CubaLifNeurons.Arrays"/>.</summary>
    public IReadOnlyList<double> Constants => [CurrentDecay, InputGain, PotentialDecay, CurrentGain, DirectGain, Leak, Threshold, ResetPotential];

    /// <summary>The same settings with coefficients, as far as all neurons have the same.</summary>
    /// <param name="coefficients">Those of the neurons, in the order of <see cref="CubaLifNeurons.Arrays"/>.</param>
    public CubaLifLayerConfiguration WithCoefficients(double[][] coefficients)
    {
        double Common(int index) =>
            coefficients[index].Distinct().Count() == 1 && Math.Abs(coefficients[index][0]) <= Largest ? coefficients[index][0] : Constants[index];
        return this with
        {
            CurrentDecay = Common(0), InputGain = Common(1), PotentialDecay = Common(2), CurrentGain = Common(3), DirectGain = Common(4),
            Leak = Common(5), Threshold = Common(6), ResetPotential = Common(7),
        };
    }

    /// <summary>All neurons have decays of their own; one that is not between 0 and 1 is no time constant.</summary>
    internal override string? ObstacleToSpread(ParameterTraining training) =>
        CurrentDecay is > 0 and < 1 || PotentialDecay is > 0 and < 1 ? null : "neither current_decay nor potential_decay is between 0 and 1, and so a time constant";

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        int units = stack.Units;
        InitialDecays decays = new(TimeConstantSpread, assembly.Random);
        new CubaLifNeurons(Spiking, Reset, Surrogate, SurrogateSlope).AddTo(
            stack,
            [.. CubaLifNeurons.Arrays.Zip(Constants, (array, value) => (CubaLifNeurons.HoldsDecays(array) ? decays : InitialDecays.Equal).Around(value, units))],
            layer => RecurrentIn(stack, assembly, layer));
    }

    /// <summary>Neurons of one step an outer step cannot be stepped more often.</summary>
    /// <exception cref="BrunoException">There is more than one.</exception>
    public override LayerConfiguration Unrolled(int n) => OneStep(n);

    /// <inheritdoc/>
    public override IEnumerable<Fault> ValidateIn(int index, bool readsSpikes, SynapseConfiguration ofNetwork)
    {
        if (Recurrent && !Spiking)
            yield return new("recurrent", "needs neurons that put out spikes (spiking = true)");
        if (Threshold < 0 && (CurrentDecay != 0 || PotentialDecay != 0))
            yield return new("threshold", "must not be negative: neurons start at a potential of 0, which must not be above it");
        foreach (Fault fault in base.ValidateIn(index, readsSpikes, ofNetwork))
            yield return fault;
    }
}
