using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What every pass of a layer of LIF neurons over a window of time reads, and the states that the forward pass writes.</summary>
/// <param name="shape">The shape of the window.</param>
/// <param name="threshold">The potential at which a neuron fires.</param>
/// <param name="decays">alpha and beta, before their clamp.</param>
/// <param name="recurrent">Recurrent weights, or none.</param>
/// <param name="input">Input, [steps, batch, neurons].</param>
/// <param name="states">Potentials and synaptic currents: row 0 before the window, row k + 1 after its step k.</param>
/// <param name="spikes">The spikes, likewise.</param>
public readonly struct LifSequence<T>(
    SequenceShape shape, T threshold, ArrayView<T> decays, RecurrentWeights<T> recurrent, Signal<T> input, DeviceTape<T> states,
    ArrayView<Spike> spikes)
    where T : unmanaged, IReal<T>
{
    /// <summary>The shape of the window.</summary>
    public readonly SequenceShape Shape = shape;

    /// <summary>The potential at which a neuron fires.</summary>
    public readonly T Threshold = threshold;

    /// <summary>alpha and beta, before their clamp.</summary>
    public readonly ArrayView<T> Decays = decays;

    /// <summary>Recurrent weights, or none.</summary>
    public readonly RecurrentWeights<T> Recurrent = recurrent;

    /// <summary>Input, [steps, batch, neurons].</summary>
    public readonly Signal<T> Input = input;

    /// <summary>Potentials and synaptic currents: row 0 before the window, row k + 1 after its step k.</summary>
    public readonly DeviceTape<T> States = states;

    /// <summary>The spikes, likewise.</summary>
    public readonly ArrayView<Spike> Spikes = spikes;
}
