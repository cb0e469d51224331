using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What every pass of a layer of neurons over a window of time reads, and what the forward pass writes.</summary>
/// <param name="shape">The shape of the window.</param>
/// <param name="neuron">The neuron.</param>
/// <param name="coefficients">The coefficients of each.</param>
/// <param name="output">What they put out.</param>
/// <param name="drive">The drive, [steps, batch, neurons].</param>
/// <param name="states">The states: row 0 before the window, row k + 1 after its step k.</param>
/// <param name="fired">What they put out, likewise; empty where that is the potential.</param>
public readonly struct NeuronSequence<TReal, TNeuron>(
    SequenceShape shape, TNeuron neuron, NeuronCoefficients<TReal> coefficients, NeuronOutput output, Signal<TReal> drive,
    DeviceTape<TReal> states, Signal<TReal> fired)
    where TReal : unmanaged, IReal<TReal>
    where TNeuron : struct, INeuron<TNeuron, TReal>
{
    /// <summary>The shape of the window.</summary>
    public readonly SequenceShape Shape = shape;

    /// <summary>The neuron.</summary>
    public readonly TNeuron Neuron = neuron;

    /// <summary>The coefficients of each.</summary>
    public readonly NeuronCoefficients<TReal> Coefficients = coefficients;

    /// <summary>The drive, [steps, batch, neurons].</summary>
    public readonly Signal<TReal> Drive = drive;

    /// <summary>The states: row 0 before the window, row k + 1 after its step k.</summary>
    public readonly DeviceTape<TReal> States = states;

    /// <summary>What they put out, likewise; empty where that is the potential.</summary>
    public readonly Signal<TReal> Fired = fired;

    private readonly int output = (int)output;

    /// <summary>What they put out.</summary>
    public NeuronOutput Output => (NeuronOutput)output;

    /// <summary>What a neuron put out, at an index of the rows of states, as its next step feels it.</summary>
    public TReal FiredAt(int index) => output == (int)NeuronOutput.Potential ? TReal.From(0) : Fired[index];

    /// <summary>Stores that a neuron has put out nothing before a sequence starts.</summary>
    /// <param name="index">The index of the rows of states.</param>
    public void PutOutNothing(int index)
    {
        if (output == (int)NeuronOutput.Spikes)
        {
            ArrayView<Spike> spikes = Fired.Spikes;
            spikes[index] = new Spike(false);
        }
        else if (output == (int)NeuronOutput.Logistic)
        {
            ArrayView<TReal> values = Fired.Values;
            values[index] = TReal.From(0);
        }
    }

    /// <summary>Stores what a neuron puts out in a state.</summary>
    /// <param name="index">The index of the rows of states.</param>
    /// <param name="excess">By how much the state exceeds the threshold.</param>
    public void PutOut(int index, TReal excess)
    {
        if (output == (int)NeuronOutput.Spikes)
        {
            ArrayView<Spike> spikes = Fired.Spikes;
            TReal zero = TReal.From(0);
            spikes[index] = new Spike(Neuron.FiresAtThreshold ? excess >= zero : excess > zero);
        }
        else if (output == (int)NeuronOutput.Logistic)
        {
            ArrayView<TReal> values = Fired.Values;
            values[index] = Logistic(excess);
        }
    }

    /// <summary>The derivative of what a neuron puts out with respect to its excess.</summary>
    public TReal SlopeAt(TReal excess, Gradients.Surrogate<TReal> surrogate)
    {
        if (output == (int)NeuronOutput.Spikes)
            return surrogate.Derivative(excess);
        TReal value = Logistic(excess);
        return value * (TReal.From(1) - value);
    }

    private static TReal Logistic(TReal x) => TReal.From(1) / (TReal.From(1) + TReal.Exp(-x));
}
