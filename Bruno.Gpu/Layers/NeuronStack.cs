using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Kernels.Neurons;

namespace Bruno.Gpu.Layers;

/// <summary>Adds neurons to networks, and synapses among them.</summary>
internal static class NeuronStack
{
    /// <summary>Adds neurons, one a unit.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="name">The name of the layer, see <see cref="LayerStack{T}.NextName"/>.</param>
    /// <param name="neuron">Makes the neuron when buffers are there.</param>
    /// <param name="options">Output, surrogate, coefficients and recurrent synapses.</param>
    public static void AddNeurons<T, TNeuron>(
        this LayerStack<T> stack, string name, Func<LayerContext<T>, TNeuron> neuron, NeuronLayerOptions options)
        where T : unmanaged, IReal<T>
        where TNeuron : struct, INeuron<TNeuron, T>
    {
        int units = stack.Units;
        stack.Add(
            units, context => new NeuronLayer<T, TNeuron>(name, units, neuron(context), options, stack.Product, context),
            options.Output == NeuronOutput.Spikes);
    }

    /// <summary>
    /// A coefficient of the neurons of a layer: a constant, or, where it is trained, a parameter within bounds; see
    /// <see cref="TrainedRange"/>.
    /// </summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="name">Its name among what can be trained.</param>
    /// <param name="value">What it begins with.</param>
    /// <param name="training">What is trained.</param>
    /// <param name="range">Its bounds.</param>
    /// <param name="decays">Makes initial values that differ from neuron to neuron; not given, all begin with the value.</param>
    internal static NeuronCoefficient Coefficient<T>(
        this LayerStack<T> stack, string layer, string name, double value, ParameterTraining training, TrainedRange range,
        InitialDecays? decays = null)
        where T : unmanaged, IReal<T>
    {
        if (!training.Trains(name))
            return new(value);
        int count = training.Values == TrainedValues.Neuron ? stack.Units : 1;
        return new(value)
        {
            Parameter = stack.Layout.DeclareBounded($"{layer}.{name}", count, range, (decays ?? InitialDecays.Equal).Around(value, count)),
            Elements = count,
            Range = range,
        };
    }

    /// <summary>A decay, which training keeps between 0 and 1.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="name">Its name among what can be trained.</param>
    /// <param name="value">What it begins with, before neurons differ.</param>
    /// <param name="training">What is trained.</param>
    /// <param name="decays">How neurons differ.</param>
    internal static NeuronCoefficient Decay<T>(
        this LayerStack<T> stack, string layer, string name, double value, ParameterTraining training, InitialDecays decays)
        where T : unmanaged, IReal<T> => stack.Coefficient(layer, name, value, training, TrainedRange.Between(0, 1), decays);

    /// <summary>Declares synapses among the units of the last layer so far.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="name">The name of the layer that they will be part of.</param>
    /// <param name="weights">Makes [from, to] when it is needed.</param>
    /// <param name="synapses">What they are made of; ideal ones where not given.</param>
    /// <param name="uniforms">For conformance: the random numbers of their rounding, [batch, from, to].</param>
    /// <param name="isTrained">Whether training changes the weights.</param>
    public static RecurrentOptions Recurrent<T>(
        this LayerStack<T> stack, string name, Func<double[]> weights, SynapseConfiguration? synapses = null, double[]? uniforms = null,
        bool isTrained = true)
        where T : unmanaged, IReal<T>
    {
        SynapseOptions options = stack.NextMatrix(synapses, uniforms);
        return new(stack.Layout.Declare($"{name}.recurrent", [stack.Units, stack.Units], weights, isTrained), options);
    }
}
