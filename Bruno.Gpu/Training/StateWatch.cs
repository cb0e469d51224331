using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Training;

/// <summary>
/// Watches the states of all neurons of a network. Noticing costs a small kernel a layer and window; what is behind it is found out by running
/// the same batches again, with a look at each number (<see cref="Divergence.FaultSearch{T}"/>).
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

    /// <summary>Whether a state was lost since this was last asked; waits for the device.</summary>
    public bool HasLost()
    {
        if (layers.Length == 0 || lost.Download()[0] == 0)
            return false;
        lost.Clear();
        return true;
    }

    /// <summary>Sees the states after a window of a forward pass.</summary>
    public void See()
    {
        foreach (IWatchedStates<T> layer in layers)
            layer.Watch(lost.View);
    }

    /// <inheritdoc/>
    public void Dispose() => lost.Dispose();
}
