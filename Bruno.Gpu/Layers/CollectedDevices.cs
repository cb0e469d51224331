using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Layers;

/// <summary>Hands over devices whose type is known by now.</summary>
internal sealed class CollectedDevices<T, TKnown> : IDeviceUse<T, TKnown[]>
    where T : unmanaged, IReal<T>
    where TKnown : unmanaged
{
    public TKnown[] With<TDevice>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T> => (TKnown[])(object)devices;
}
