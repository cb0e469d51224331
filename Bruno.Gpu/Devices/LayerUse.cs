using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Devices;

/// <summary>Puts devices into a network, as its next layer; the result is the builder.</summary>
internal sealed class LayerUse<T>(string name, NetworkBuilder<T> builder, DeviceLayerOptions options)
    : IDeviceUse<T, NetworkBuilder<T>>
    where T : unmanaged, IReal<T>
{
    public NetworkBuilder<T> With<TDevice>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        builder.AddDevices(name, devices, options);
        return builder;
    }
}
