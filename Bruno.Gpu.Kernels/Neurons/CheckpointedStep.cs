using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>An outer step whose micro-states are kept at checkpoints, for <see cref="MicroBackwardKernel"/>.</summary>
/// <param name="integrator">What makes the micro-steps.</param>
/// <param name="checkpoints">Receives the checkpoints of the window.</param>
public readonly struct CheckpointedStep<TReal, TDevice, TState, TMatrix, TIntegrator>(TIntegrator integrator, CheckpointTape<TReal> checkpoints)
    : IOuterStep<TReal, TDevice, TState>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TIntegrator : unmanaged, IFixedStepIntegrator<TReal, TDevice, TState, TMatrix>
{
    private readonly TIntegrator integrator = integrator;
    private readonly CheckpointTape<TReal> checkpoints = checkpoints;

    /// <inheritdoc/>
    public TState Advance(
        TDevice device, TState state, TReal current, int step, int lanes, int lane)
    {
        int micro = 0;
        for (int checkpoint = 0; checkpoint < checkpoints.PerStep; ++checkpoint)
        {
            checkpoints.Store(step, checkpoint, lanes, lane, state);
            for (int i = 0; i < checkpoints.Interval && micro < integrator.MicroSteps; ++i, ++micro)
            {
                if (!device.Fires(state))
                    state = integrator.MicroStep(device, state, current);
            }
        }

        return state;
    }
}
