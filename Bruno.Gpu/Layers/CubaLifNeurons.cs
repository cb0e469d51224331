using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>What the neurons of a layer of <see cref="CubaLif{T}"/> do with their coefficients.</summary>
/// <param name="Spiking">Whether they put out spikes, or their potentials.</param>
/// <param name="Reset">What a spike does.</param>
/// <param name="Surrogate">The derivative of a spike.</param>
/// <param name="SurrogateSlope">Its slope.</param>
public sealed record CubaLifNeurons(bool Spiking, ResetKind Reset, SurrogateKind Surrogate, double SurrogateSlope)
{
    /// <summary>What a layer is called in a network.</summary>
    public const string Kind = "cuba_lif";

    /// <summary>The arrays of coefficients, one number a neuron, in the order in which <see cref="CubaLif{T}"/> reads them.</summary>
    public static IReadOnlyList<string> Arrays { get; } =
        ["current_decay", "input_gain", "potential_decay", "current_gain", "direct_gain", "leak", "threshold", "reset_potential"];

    /// <summary>Adds a layer of them, one a unit.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="coefficients">What each of <see cref="Arrays"/> begins with, as many numbers as units.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="synapses">The recurrent synapses; ideal ones where not given.</param>
    /// <param name="training">What is trained; recurrent weights where not given.</param>
    public void AddTo<T>(
        LayerStack<T> stack, IReadOnlyList<Func<double[]>> coefficients, Func<double[]>? recurrent, SynapseConfiguration? synapses,
        ParameterTraining? training = null)
        where T : unmanaged, IReal<T>
    {
        SynapseOptions options = recurrent is null ? new(synapses ?? new(), 0, null) : stack.NextMatrix(synapses, null);
        string name = stack.NextName(Kind);
        int units = stack.Units;
        Parameter[] parameters =
            [.. Arrays.Zip(coefficients, (array, initial) => stack.Layout.Declare($"{name}.{array}", [units], initial, isTrained: false))];
        Parameter? weights = recurrent is null ? null : stack.Layout.Declare($"{name}.recurrent", [units, units], recurrent, training?.Trains(ParameterTraining.Weights) ?? true);
        stack.Add(units, context => new CubaLifLayer<T>(name, units, this, parameters[0], weights, options, stack.Product, context), Spiking);
    }
}
