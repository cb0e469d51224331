using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>An outer step as the integrator makes it; nothing is kept but the state.</summary>
/// <param name="integrator">The integrator.</param>
public readonly struct IntegratedStep<TReal, TDevice, TState, TMatrix, TIntegrator>(TIntegrator integrator) : IOuterStep<TReal, TDevice, TState>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TIntegrator : unmanaged, IIntegrator<TReal, TDevice, TState, TMatrix>
{
    private readonly TIntegrator integrator = integrator;

    /// <summary>The integrator.</summary>
    public TIntegrator Integrator => integrator;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Advance(
        TDevice device, TState state, TReal current, int step, int lanes, int lane) =>
        integrator.Advance(device, state, current);
}
