using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Gradients;

/// <summary>A compiled backward pass of a layer of devices.</summary>
public interface IBackwardPass<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
{
    /// <summary>Turns the adjoints of the layer's spikes into those of its input, in place.</summary>
    void Run(in BackwardArguments<T, TDevice> arguments);
}
