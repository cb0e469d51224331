using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Devices;

/// <summary>
/// What is done with devices whose type only their model knows: put into a network, simulated. A model hands its devices
/// to it, so that a new use touches no model and a new model no use.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IDeviceUse<T, TResult>
    where T : unmanaged, IReal<T>
{
    /// <summary>Uses devices: one for all neurons, or one each.</summary>
    TResult With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>;
}
