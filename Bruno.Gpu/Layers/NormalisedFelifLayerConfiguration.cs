using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>
/// FeLIF neurons without dimensions, one a unit of the layer before, which take one exponential step an outer step; for what ferroelectric
/// switching does to a network, without the cost of integrating it. <see cref="NormalisedFelif{TReal}"/> has the equations.
/// </summary>
public sealed record NormalisedFelifLayerConfiguration : SpikingLayerConfiguration
{
    /// <summary>gamma, the decay of the membrane potential a step, at the start.</summary>
    [Number(Above = 0, Below = 1)]
    public double Gamma { get; init; } = 0.9;

    /// <summary>The potential at which a neuron fires, at the start; potentials are clipped to 5.</summary>
    [Number(Above = 0, Below = NormalisedFelif<Kernels.Scalars.Float64>.Bound)]
    public double Threshold { get; init; } = 1;

    /// <summary>a, the field of a potential of one.</summary>
    [Number(Above = 0, To = 1e3)]
    public double FieldOfPotential { get; init; } = 1;

    /// <summary>b, the depolarization field of a polarization of one.</summary>
    [Number(From = 0, To = 1e3)]
    public double FieldOfPolarization { get; init; } = 0.5;

    /// <summary>E_a, the field at which polarization switches, at the start.</summary>
    [Number(Above = 0, To = 1e3)]
    public double ActivationField { get; init; } = 2;

    /// <summary>E_soft, added to the magnitude of the field, so that the rate is finite at zero field.</summary>
    [Number(Above = 0, To = 1e3)]
    public double SoftField { get; init; } = 0.01;

    /// <summary>The exponent of the switching rate.</summary>
    [Number(Above = 0, To = 10)]
    public double SwitchingExponent { get; init; } = 1.3;

    /// <summary>dt / tau_p, outer steps over the shortest switching time.</summary>
    [Number(Above = 0, To = 1e3)]
    public double LargestRate { get; init; } = 2;

    /// <summary>P_s, what a switching of the whole polarization takes off the potential, at the start.</summary>
    [Number(Above = 0, To = 1e3)]
    public double SaturationPolarization { get; init; } = 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable =>
    [
        .. base.Trainable, ParameterTraining.Gamma, ParameterTraining.Threshold, ParameterTraining.ActivationField,
        ParameterTraining.SaturationPolarization,
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TrainedByDefault => base.Trainable;

    /// <inheritdoc/>
    public override string? NeuronName => "normalised_felif";

    /// <inheritdoc/>
    internal override string? ObstacleToSpread(ParameterTraining training) => training.ObstacleToSpread(ParameterTraining.Gamma);

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        ParameterTraining training = assembly.Training;
        string name = stack.NextName(NeuronName!);
        NeuronCoefficient Of(string parameter, double value) =>
            stack.Coefficient(name, parameter, value, training, TrainedRange.Around(value, training.Range));
        NormalisedFelif<T> neuron = new(
            T.From(FieldOfPotential), T.From(FieldOfPolarization), T.From(SoftField), T.From(SwitchingExponent), T.From(LargestRate));
        stack.AddNeurons(name, _ => neuron, new()
        {
            Surrogate = Surrogate,
            SurrogateSlope = SurrogateSlope,
            Coefficients =
            [
                stack.Decay(name, ParameterTraining.Gamma, Gamma, training, new(TimeConstantSpread, assembly.Random)),
                Of(ParameterTraining.Threshold, Threshold),
                Of(ParameterTraining.ActivationField, ActivationField),
                Of(ParameterTraining.SaturationPolarization, SaturationPolarization),
            ],
            Recurrent = RecurrentIn(stack, assembly, name),
        });
    }

    /// <summary>The same neurons in a network that steps n times an outer step, which they do not go with.</summary>
    /// <exception cref="BrunoException">n is more than one.</exception>
    public override LayerConfiguration Unrolled(int n) => OneStep(n);
}
