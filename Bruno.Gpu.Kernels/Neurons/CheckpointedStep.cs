using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>An outer step whose micro-states are kept at checkpoints, for <see cref="MicroBackwardKernel"/>.</summary>
/// <param name="integrator">What makes the micro-steps.</param>
/// <param name="checkpoints">Receives the checkpoints of the window.</param>
public readonly struct CheckpointedStep<TReal, TDevice, TIntegrator>(TIntegrator integrator, CheckpointTape<TReal> checkpoints)
    : IOuterStep<TReal, TDevice>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TIntegrator : unmanaged, IFixedStepIntegrator<TReal>
{
    private readonly TIntegrator integrator = integrator;
    private readonly CheckpointTape<TReal> checkpoints = checkpoints;

    /// <inheritdoc/>
    public DeviceState<TReal> Advance(
        TDevice device, DeviceState<TReal> state, TReal current, int step, int lanes, int lane)
    {
        int micro = 0;
        for (int checkpoint = 0; checkpoint < checkpoints.PerStep; ++checkpoint)
        {
            checkpoints.Store(step, checkpoint, lanes, lane, state);
            for (int i = 0; i < checkpoints.Interval && micro < integrator.MicroSteps; ++i, ++micro)
            {
                if (!device.Fires(state.Potential))
                    state = integrator.MicroStep(device, state, current);
            }
        }

        return state;
    }
}
