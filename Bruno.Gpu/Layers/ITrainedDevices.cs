using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Layers;

/// <summary>The devices of a layer some of whose parameters are trained.</summary>
public interface ITrainedDevices<T, TDevice> : IDisposable
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
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
    /// <param name="adjoints">As they are before.</param>
    void Backward(DeviceSequence<T, TDevice> sequence, DeviceAdjoints<T> adjoints);

    /// <summary>Adds what comes through the start, and writes the gradients.</summary>
    /// <param name="batch">Batch elements.</param>
    /// <param name="start">With respect to the start.</param>
    void EndBackward(int batch, StateAdjoints<T> start);
}
