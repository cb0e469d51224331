using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>How a <see cref="TrainedFelif{T}"/> is built.</summary>
internal sealed record TrainedFelifSetup(IReadOnlyList<string> Names)
{
    public IGradientMethod Method { get; init; } = new ExactGradient { Literal = true };

    public TrainedValues Values { get; init; } = TrainedValues.Layer;

    public double Range { get; init; } = 2;

    public IntegratorKind Integrator { get; init; } = IntegratorKind.Euler;

    public int MicroSteps { get; init; } = 400;

    public double Tolerance { get; init; } = 1e-6;

    public NeuronVariability Variability { get; init; } = new();

    /// <summary>Chips that share the batch; 0 for one chip that is trained.</summary>
    public int Chips { get; init; }

    public TimePlan? Plan { get; init; }

    public IReadOnlyDictionary<string, double> Overrides { get; init; } = new Dictionary<string, double>();
}
