using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Devices;

/// <summary>Hands devices to uses.</summary>
public static class DeviceUse
{
    /// <summary>Uses devices of two variables, whose type tells the rest.</summary>
    public static TResult With<T, TResult, TDevice>(this IDeviceUse<T, TResult> use, TDevice[] devices)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>> => use.With<TDevice, DeviceState<T>, Matrix2<T>>(devices);
}
