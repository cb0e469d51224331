using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>What is done with the derivative of an outer step, whose type only the gradient method knows.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TDevice">The compact model.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TMatrix">Their derivatives by each other.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface ILinearisationUse<T, TDevice, TState, TMatrix, TResult>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    /// <summary>Uses a linearisation.</summary>
    TResult With<TLinearisation>(TLinearisation linearisation)
        where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix>;
}
