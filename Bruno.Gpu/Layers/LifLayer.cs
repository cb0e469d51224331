using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>Adds LIF neurons to networks.</summary>
public static class LifLayer
{
    /// <summary>Adds LIF neurons, one a unit.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="alpha">Decay of the membrane potential.</param>
    /// <param name="beta">Decay of the synaptic current.</param>
    /// <param name="threshold">The potential at which they fire.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="slope">Its slope.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="synapses">The recurrent synapses; ideal ones where not given.</param>
    /// <param name="uniforms">For conformance: the random numbers of their rounding, [batch, from, to].</param>
    public static void AddLif<T>(
        this LayerStack<T> stack, double alpha, double beta, double threshold, SurrogateKind surrogate, double slope, double[]? recurrent,
        SynapseConfiguration? synapses = null, double[]? uniforms = null)
        where T : unmanaged, IReal<T> => stack.AddLif(
        stack.NextName(recurrent is null ? "lif" : "rlif"), alpha, beta, threshold, surrogate, slope,
        name => recurrent is null ? null : stack.Recurrent(name, () => recurrent, synapses, uniforms));

    /// <summary>Adds LIF neurons, one a unit, with the recurrent synapses of a layer of their name, or none.</summary>
    internal static void AddLif<T>(
        this LayerStack<T> stack, string name, double alpha, double beta, double threshold, SurrogateKind surrogate, double slope,
        Func<string, RecurrentOptions?> recurrent)
        where T : unmanaged, IReal<T>
    {
        Parameter decays = stack.Layout.Declare($"{name}.decays", [2], [alpha, beta]);
        NeuronCoefficient Decay(int element, double value) => new(value)
        {
            Parameter = decays,
            Element = element,
            Clamp = (LifDecay.Smallest, LifDecay.Largest),
        };
        stack.AddNeurons(name, _ => default(Lif<T>), new()
        {
            Surrogate = surrogate,
            SurrogateSlope = slope,
            Coefficients = [Decay(0, alpha), Decay(1, beta), new(threshold)],
            Recurrent = recurrent(name),
        });
    }
}
