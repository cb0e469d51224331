using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Layers;

/// <summary>Hands over devices whose type is known by now.</summary>
internal sealed class CollectedDevices<T, TKnown> : IDeviceUse<T, TKnown[]>
    where T : unmanaged, IReal<T>
    where TKnown : unmanaged
{
    public TKnown[] With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => (TKnown[])(object)devices;
}
