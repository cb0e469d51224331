using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>Adds LIF neurons to networks.</summary>
internal static class LifLayer
{
    /// <summary>Adds LIF neurons, one a unit, whose decays are trained, one value for all.</summary>
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
        where T : unmanaged, IReal<T>
    {
        string name = stack.NextName(recurrent is null ? "lif" : "rlif");
        NeuronCoefficient[] decays = stack.LifDecays(name, alpha, beta, new([ParameterTraining.Alpha, ParameterTraining.Beta], TrainedValues.Layer, 2), InitialDecays.Equal);
        stack.AddNeurons(name, _ => default(Lif<T>), new()
        {
            Surrogate = surrogate,
            SurrogateSlope = slope,
            Coefficients = [.. decays, new(threshold)],
            Recurrent = recurrent is null ? null : stack.Recurrent(name, () => recurrent, synapses, uniforms),
        });
    }

    /// <summary>The decays of LIF neurons, trained or not: clamped to the range of <see cref="LifDecay"/>.</summary>
    internal static NeuronCoefficient[] LifDecays<T>(
        this LayerStack<T> stack, string name, double alpha, double beta, ParameterTraining training, InitialDecays initial)
        where T : unmanaged, IReal<T>
    {
        bool trainsAlpha = training.Trains(ParameterTraining.Alpha), trainsBeta = training.Trains(ParameterTraining.Beta);
        int count = training.Values == TrainedValues.Neuron ? stack.Units : 1;
        (double, double) range = (LifDecay.Smallest, LifDecay.Largest);
        Func<double[]> alphas = initial.Around(alpha, count, LifDecay.Smallest, LifDecay.Largest);
        Func<double[]> betas = initial.Around(beta, count, LifDecay.Smallest, LifDecay.Largest);
        Parameter decays = stack.Layout.Declare(
            $"{name}.decays", count == 1 ? [2] : [2, count], () => [.. alphas(), .. betas()], trainsAlpha || trainsBeta,
            clamp: range);
        return
        [
            new(alpha) { Parameter = decays, Element = 0, Elements = count, IsTrained = trainsAlpha, Clamp = range },
            new(beta) { Parameter = decays, Element = count, Elements = count, IsTrained = trainsBeta, Clamp = range },
        ];
    }
}
