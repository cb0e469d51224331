using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>An integrator whose outer step is a number of equal micro-steps, each a map of its own.</summary>
public interface IFixedStepIntegrator<TReal, TDevice, TState, TMatrix> : IIntegrator<TReal, TDevice, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>Micro-steps of an outer step.</summary>
    int MicroSteps { get; }

    /// <summary>One micro-step, at a current in nA.</summary>
    TState MicroStep(TDevice device, TState state, TReal current);
}
