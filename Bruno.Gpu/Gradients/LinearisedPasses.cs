using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>The passes of a method that is its linearisation and nothing else.</summary>
/// <param name="Context">What they are built with.</param>
internal sealed record LinearisedPasses<T, TDevice, TState, TMatrix>(DevicePassContext Context)
    : ILinearisationUse<T, TDevice, TState, TMatrix, IDevicePass<T, TDevice>>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    /// <inheritdoc/>
    public IDevicePass<T, TDevice> With<TLinearisation>(TLinearisation linearisation)
        where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix> =>
        Context.Linearised<T, TDevice, TState, TMatrix, TLinearisation>(linearisation);
}
