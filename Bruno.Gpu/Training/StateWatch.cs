using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Training;

/// <summary>
/// Watches the states of all devices of a network. Noticing costs a small kernel a layer and window; what is behind it is found out by running
/// the same batches again, with a look at each window.
/// </summary>
internal sealed class StateWatch<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly IWatchedStates<T>[] layers;
    private readonly DeviceBuffer<int> lost;

    /// <summary>Has seen nothing yet.</summary>
    public StateWatch(Network<T> network)
    {
        layers = [.. network.Layers.OfType<IWatchedStates<T>>()];
        lost = network.Device.Memory.Allocate<int>(1, MemoryPurpose.Scratch);
    }

    /// <summary>Whether each window is looked at, so that the first lost state is explained.</summary>
    public bool IsSeeking { get; set; }

    /// <summary>Whether a state was lost since this was last asked; waits for the device.</summary>
    public bool HasLost()
    {
        if (layers.Length == 0 || lost.Download()[0] == 0)
            return false;
        lost.Clear();
        return true;
    }

    /// <summary>Sees the states after a window of a forward pass.</summary>
    /// <exception cref="Devices.RateFaultException">It is seeking, and a model's equations failed.</exception>
    public void See(TimeWindow window)
    {
        foreach (IWatchedStates<T> layer in layers)
        {
            layer.Watch(lost.View);
            if (IsSeeking && HasLost() && layer.FindFault(window) is { } fault)
                throw fault;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => lost.Dispose();
}
