using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Gradients;

/// <summary>How the stored states of a layer of devices become gradients. Independent of device, network and loss.</summary>
public interface IGradientMethod
{
    /// <summary>The name that <c>--gradient</c> takes.</summary>
    string Name { get; }

    /// <summary>Compiles the backward pass for a device model.</summary>
    IBackwardPass<T, TDevice> Load<T, TDevice>(ComputeDevice device, DeviceLayerOptions options)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>;
}
