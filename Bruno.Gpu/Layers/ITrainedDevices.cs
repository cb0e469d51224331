using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>The devices of a layer some of whose parameters are trained.</summary>
internal interface ITrainedDevices<T, TDevice> : IDisposable
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged
{
    /// <summary>Whether every neuron has values of its own.</summary>
    bool DifferByNeuron { get; }

    /// <summary>Takes the parameters as they are now; whether they have changed since.</summary>
    bool Refresh();

    /// <summary>The devices with these parameters.</summary>
    /// <param name="chips">The seeds of chips whose devices differ, [chips, neurons]; none for those that do not.</param>
    /// <param name="count">How many devices there are where there are no chips: 1, or one a neuron.</param>
    TDevice[] Make(IReadOnlyList<ulong> chips, int count);

    /// <summary>Begins a backward pass.</summary>
    void BeginBackward();

    /// <summary>Adds what a window of time says, before the layer's own backward pass of it.</summary>
    /// <param name="sequence">The window.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="ofSpikes">With respect to its spikes.</param>
    /// <param name="ofStates">With respect to its states, or empty.</param>
    void Backward(DeviceSequence<T, TDevice> sequence, Surrogate<T> surrogate, ArrayView<T> ofSpikes, StateAdjoints<T> ofStates);

    /// <summary>Drops the adjoints that would be carried to earlier windows.</summary>
    void Forget();

    /// <summary>Adds what comes through the start, and writes the gradients.</summary>
    /// <param name="batch">Batch elements.</param>
    void EndBackward(int batch);
}
