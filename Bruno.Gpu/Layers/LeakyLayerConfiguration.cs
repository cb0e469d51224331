using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Leaky integrators that do not fire, one a unit of the layer before: V = alpha V + (1 - alpha) x. Behind synapses they are a readout by
/// membrane potential, behind neurons a low-pass of their spikes.
/// </summary>
public sealed record LeakyLayerConfiguration : LayerConfiguration
{
    private const string Kind = "leaky";

    /// <summary>alpha, the decay a step, at the start.</summary>
    [Number(Above = 0, Below = 1)]
    public double Alpha { get; init; } = 0.9;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable => [ParameterTraining.Alpha];

    /// <inheritdoc/>
    public override string? NeuronName => Kind;

    /// <inheritdoc/>
    internal override string? ObstacleToSpread(ParameterTraining training) => training.ObstacleToSpread(ParameterTraining.Alpha);

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        string name = stack.NextName(Kind);
        stack.AddNeurons(name, _ => default(LeakyIntegrator<T>), new()
        {
            Output = NeuronOutput.Potential,
            Coefficients = [stack.Decay(name, ParameterTraining.Alpha, Alpha, assembly.Training, new(TimeConstantSpread, assembly.Random))],
        });
    }

    /// <summary>The same units, whose decay is spread over the steps.</summary>
    public override LayerConfiguration Unrolled(int n) => this with { Alpha = Math.Pow(Alpha, 1.0 / n) };
}
