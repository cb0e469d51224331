using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Spiking neural units, one a unit of the layer before: h = x + decay h (1 - s) with the output s of the step before; s is a spike where h
/// reaches the threshold or, for soft units, the logistic function of h - threshold (Woźniak et al. 2020).
/// </summary>
public sealed record SnuLayerConfiguration : SpikingLayerConfiguration
{
    /// <summary>The decay of h a step, at the start.</summary>
    [Number(Above = 0, Below = 1)]
    public double Alpha { get; init; } = 0.8;

    /// <summary>The h at which a unit fires, at the start.</summary>
    [Number(Above = 0, To = 1e6)]
    public double Threshold { get; init; } = 1;

    /// <summary>Whether units put out the logistic function instead of spikes.</summary>
    public bool Soft { get; init; }

    /// <inheritdoc/>
    public override bool IsSpiking => !Soft;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable => [.. base.Trainable, ParameterTraining.Alpha, ParameterTraining.Threshold];

    /// <inheritdoc/>
    public override string? NeuronName => Soft ? "soft_snu" : "snu";

    /// <inheritdoc/>
    internal override string? ObstacleToSpread(ParameterTraining training) => training.ObstacleToSpread(ParameterTraining.Alpha);

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        ParameterTraining training = assembly.Training;
        string name = stack.NextName(NeuronName!);
        stack.AddNeurons(name, _ => default(Snu<T>), new()
        {
            Output = Soft ? NeuronOutput.Logistic : NeuronOutput.Spikes,
            Surrogate = Surrogate,
            SurrogateSlope = SurrogateSlope,
            Coefficients =
            [
                stack.Decay(name, ParameterTraining.Alpha, Alpha, training, new(TimeConstantSpread, assembly.Random)),
                stack.Coefficient(name, ParameterTraining.Threshold, Threshold, training, TrainedRange.Around(Threshold, training.Range)),
            ],
            Recurrent = RecurrentIn(stack, assembly, name),
        });
    }

    /// <summary>The same units in a network that steps n times an outer step, which they do not go with.</summary>
    /// <exception cref="BrunoException">n is more than one.</exception>
    public override LayerConfiguration Unrolled(int n) => OneStep(n);
}
