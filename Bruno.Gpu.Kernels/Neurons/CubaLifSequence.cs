using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What every pass of a layer of <see cref="CubaLif{T}"/> over a window of time reads, and the states that the forward pass writes.</summary>
/// <param name="shape">The shape of the window.</param>
/// <param name="coefficients">[<see cref="CubaLif{T}.Coefficients"/>, neurons].</param>
/// <param name="subtracts">1: a reset subtracts; 0: it puts the potential at v_reset.</param>
/// <param name="recurrent">Recurrent weights, or none.</param>
/// <param name="input">Input, [steps, batch, neurons].</param>
/// <param name="states">Potentials before their reset, and synaptic currents: row 0 before the window, row k + 1 after its step k.</param>
/// <param name="spikes">The spikes, likewise; empty for neurons that put out their potential.</param>
public readonly struct CubaLifSequence<T>(
    SequenceShape shape, ArrayView<T> coefficients, int subtracts, RecurrentWeights<T> recurrent, Signal<T> input, DeviceTape<T> states,
    ArrayView<Spike> spikes)
    where T : unmanaged, IReal<T>
{
    /// <summary>The shape of the window.</summary>
    public readonly SequenceShape Shape = shape;

    /// <summary>[<see cref="CubaLif{T}.Coefficients"/>, neurons].</summary>
    public readonly ArrayView<T> Coefficients = coefficients;

    /// <summary>1: a reset subtracts; 0: it puts the potential at v_reset.</summary>
    public readonly int Subtracts = subtracts;

    /// <summary>Recurrent weights, or none.</summary>
    public readonly RecurrentWeights<T> Recurrent = recurrent;

    /// <summary>Input, [steps, batch, neurons].</summary>
    public readonly Signal<T> Input = input;

    /// <summary>Potentials before their reset, and synaptic currents: row 0 before the window, row k + 1 after its step k.</summary>
    public readonly DeviceTape<T> States = states;

    /// <summary>The spikes, likewise; empty for neurons that put out their potential.</summary>
    public readonly ArrayView<Spike> Spikes = spikes;

    /// <summary>Whether the neurons fire.</summary>
    public bool IsSpiking => Spikes.Length > 0;

    /// <summary>The neuron of a lane.</summary>
    public CubaLif<T> NeuronOf(int lane) => new(Coefficients, Shape.Neurons, lane % Shape.Neurons);
}
