using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>
/// LIF neurons with an adaptive threshold, one a unit of the layer before: eta = rho eta + (1 - rho) s, V = alpha V + (1 - alpha) x - theta s
/// with the spike s of the step before, or V = alpha V (1 - s) + (1 - alpha) x with a reset to zero; a spike where V reaches
/// theta = threshold + adaptation eta (Bellec et al. 2018; Yin, Corradi and Bohté 2021).
/// </summary>
public sealed record AdaptiveLifLayerConfiguration : SpikingLayerConfiguration
{
    /// <summary>alpha, the decay of the membrane potential a step, at the start.</summary>
    [Number(Above = 0, Below = 1)]
    public double Alpha { get; init; } = 0.9;

    /// <summary>rho, the decay a step of the trace that raises the threshold, at the start.</summary>
    [Number(Above = 0, Below = 1)]
    public double AdaptationDecay { get; init; } = 0.97;

    /// <summary>By how much the threshold is raised where a neuron fires at every step, at the start.</summary>
    [Number(Above = 0, To = 1e6)]
    public double Adaptation { get; init; } = 1.8;

    /// <summary>The potential at which a rested neuron fires, at the start.</summary>
    [Number(Above = 0, To = 1e6)]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the potential; no derivative is taken of the spike in it.</summary>
    public ResetKind Reset { get; init; } = ResetKind.Subtract;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable =>
        [.. TrainedByDefault, ParameterTraining.Adaptation, ParameterTraining.Threshold];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TrainedByDefault =>
        [.. base.Trainable, ParameterTraining.Alpha, ParameterTraining.AdaptationDecay];

    /// <inheritdoc/>
    public override string? NeuronName => "adaptive_lif";

    /// <inheritdoc/>
    internal override string? ObstacleToSpread(ParameterTraining training) =>
        training.ObstacleToSpread(ParameterTraining.Alpha, ParameterTraining.AdaptationDecay);

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        ParameterTraining training = assembly.Training;
        string name = stack.NextName(NeuronName!);
        InitialDecays decays = new(TimeConstantSpread, assembly.Random);
        NeuronCoefficient Around(string parameter, double value) =>
            stack.Coefficient(name, parameter, value, training, TrainedRange.Around(value, training.Range));
        AdaptiveLif<T> neuron = new(T.From(Reset == ResetKind.Zero ? 1 : 0));
        stack.AddNeurons(name, _ => neuron, new()
        {
            Surrogate = Surrogate,
            SurrogateSlope = SurrogateSlope,
            Coefficients =
            [
                stack.Decay(name, ParameterTraining.Alpha, Alpha, training, decays),
                stack.Decay(name, ParameterTraining.AdaptationDecay, AdaptationDecay, training, decays),
                Around(ParameterTraining.Adaptation, Adaptation),
                Around(ParameterTraining.Threshold, Threshold),
            ],
            Recurrent = RecurrentIn(stack, assembly, name),
        });
    }

    /// <summary>The same neurons in a network that steps n times an outer step, which they do not go with.</summary>
    /// <exception cref="BrunoException">n is more than one.</exception>
    public override LayerConfiguration Unrolled(int n) => OneStep(n);
}
