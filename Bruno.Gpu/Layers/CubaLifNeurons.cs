using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>What the neurons of a layer of <see cref="CubaLif{T}"/> do with their coefficients.</summary>
/// <param name="Spiking">Whether they put out spikes, or their potentials.</param>
/// <param name="Reset">What a spike does.</param>
/// <param name="Surrogate">The derivative of a spike.</param>
/// <param name="SurrogateSlope">Its slope.</param>
internal sealed record CubaLifNeurons(bool Spiking, ResetKind Reset, SurrogateKind Surrogate, double SurrogateSlope)
{
    /// <summary>What a layer is called in a network.</summary>
    public const string Kind = "cuba_lif";

    /// <summary>The arrays of coefficients, one number a neuron, in the order in which <see cref="CubaLif{T}"/> reads them.</summary>
    public static IReadOnlyList<string> Arrays { get; } =
        ["current_decay", "input_gain", "potential_decay", "current_gain", "direct_gain", "leak", "threshold", "reset_potential"];

    /// <summary>Whether one of <see cref="Arrays"/> holds decays.</summary>
    public static bool HoldsDecays(string array) => array is "current_decay" or "potential_decay";

    /// <summary>Adds a layer of them, one a unit.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="constants">What each of <see cref="Arrays"/> begins with, as many numbers as units.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="synapses">The recurrent synapses; ideal ones where not given.</param>
    public void AddTo<T>(
        LayerStack<T> stack, IReadOnlyList<Func<double[]>> constants, Func<double[]>? recurrent, SynapseConfiguration? synapses)
        where T : unmanaged, IReal<T> => AddTo(stack, constants, name => recurrent is null ? null : stack.Recurrent(name, recurrent, synapses));

    /// <summary>Adds a layer of them, one a unit.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="constants">What each of <see cref="Arrays"/> begins with, as many numbers as units.</param>
    /// <param name="recurrent">Their recurrent synapses in the layer of a name, or none.</param>
    public void AddTo<T>(LayerStack<T> stack, IReadOnlyList<Func<double[]>> constants, Func<string, RecurrentOptions?> recurrent)
        where T : unmanaged, IReal<T>
    {
        string name = stack.NextName(Kind);
        int units = stack.Units, subtracts = Reset == ResetKind.Subtract ? 1 : 0;
        Parameter[] parameters =
            [.. Arrays.Zip(constants, (array, initial) => stack.Layout.Declare($"{name}.{array}", [units], initial, isTrained: false))];
        NeuronLayerOptions options = new()
        {
            Output = Spiking ? NeuronOutput.Spikes : NeuronOutput.Potential,
            Surrogate = Surrogate,
            SurrogateSlope = SurrogateSlope,
            Coefficients = [],
            Recurrent = recurrent(name),
        };
        stack.AddNeurons(
            name,
            context => context.Device.IsPlan
                ? default
                : new CubaLif<T>(context.Parameters.Values.SubView(parameters[0].Offset, CubaLif<T>.Constants * units), units, 0, subtracts),
            options);
    }
}
