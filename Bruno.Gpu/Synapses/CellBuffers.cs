using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;

namespace Bruno.Gpu.Synapses;

/// <summary>The deviations of the conductances of both sides from their targets, [chips, inputs, outputs] each, S.</summary>
internal sealed class CellBuffers<T>(ComputeDevice device, long cells) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> positive = device.Memory.Allocate<T>(cells, MemoryPurpose.Synapses);
    private readonly DeviceBuffer<T> negative = device.Memory.Allocate<T>(cells, MemoryPurpose.Synapses);

    public CellDeviations<T> Deviations => new(positive.View, negative.View);

    public void Dispose()
    {
        negative.Dispose();
        positive.Dispose();
    }
}
