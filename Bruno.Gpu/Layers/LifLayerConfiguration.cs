using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>LIF neurons, one a unit of the layer before; decays are trained where no list says otherwise.</summary>
public sealed record LifLayerConfiguration : SpikingLayerConfiguration
{
    /// <summary>Decay of the membrane potential a step, at the start.</summary>
    [Number(From = LifDecay.Smallest, To = LifDecay.Largest)]
    public double Alpha { get; init; } = 0.8;

    /// <summary>Decay of the synaptic current a step, at the start.</summary>
    [Number(From = LifDecay.Smallest, To = LifDecay.Largest)]
    public double Beta { get; init; } = 0.7;

    /// <summary>The potential at which a neuron fires.</summary>
    [Number(Above = 0, To = 1e6)]
    public double Threshold { get; init; } = 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable =>
        [.. base.Trainable, ParameterTraining.Alpha, ParameterTraining.Beta, ParameterTraining.Threshold];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TrainedByDefault => [.. base.Trainable, ParameterTraining.Alpha, ParameterTraining.Beta];

    /// <inheritdoc/>
    public override string? NeuronName => Recurrent ? "rlif" : "lif";

    /// <inheritdoc/>
    internal override string? ObstacleToSpread(ParameterTraining training) =>
        training.ObstacleToSpread(ParameterTraining.Alpha, ParameterTraining.Beta);

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        ParameterTraining training = assembly.Training;
        string name = stack.NextName(NeuronName!);
        NeuronCoefficient[] decays = stack.LifDecays(name, Alpha, Beta, training, new(TimeConstantSpread, assembly.Random));
        NeuronCoefficient threshold = stack.Coefficient(
            name, ParameterTraining.Threshold, Threshold, training, TrainedRange.Around(Threshold, training.Range));
        stack.AddNeurons(name, _ => default(Lif<T>), new()
        {
            Surrogate = Surrogate,
            SurrogateSlope = SurrogateSlope,
            Coefficients = [.. decays, threshold],
            Recurrent = RecurrentIn(stack, assembly, name),
        });
    }

    /// <summary>The same neurons, whose decays are spread over the steps.</summary>
    public override LayerConfiguration Unrolled(int n) => this with { Alpha = Math.Pow(Alpha, 1.0 / n), Beta = Math.Pow(Beta, 1.0 / n) };
}
