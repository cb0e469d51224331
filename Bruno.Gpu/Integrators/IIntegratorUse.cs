using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Integrators;

/// <summary>
/// What is done with an integrator whose type only its <see cref="IntegratorKind"/> and the device tell, so that a new use touches no
/// integrator and a new integrator no use.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TDevice">The compact model.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TMatrix">Their derivatives by each other.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal interface IIntegratorUse<T, TDevice, TState, TMatrix, TResult>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    /// <summary>Uses an integrator.</summary>
    TResult With<TIntegrator>(TIntegrator integrator)
        where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>;
}
