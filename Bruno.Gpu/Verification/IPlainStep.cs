using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Verification;

/// <summary>An outer step of one device and its derivative, as the .NET compiler makes them.</summary>
internal interface IPlainStep<TDevice, T, TState, TMatrix>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    /// <summary>The state after the step.</summary>
    TState Advance(TDevice device, TState state, T current);

    /// <summary>The derivative that the gradient method gives the step.</summary>
    Jacobian<T, TState, TMatrix> Linearise(TDevice device, TState state, T current);
}

