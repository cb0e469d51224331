using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The forward pass of a layer of devices that will be backpropagated through every micro-step: the states and spikes of
/// <see cref="DeviceForwardKernel"/>, and checkpoints of the micro-states besides.
/// </summary>
public static class MicroForwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input, and the tape that receives the states.</param>
    /// <param name="integrator">What makes the micro-steps.</param>
    /// <param name="checkpoints">Receives the checkpoints of the window.</param>
    /// <param name="states">The states before the window, [batch, neurons]; receives those after it.</param>
    /// <param name="spikes">Receives the spikes, [steps, batch, neurons].</param>
    public static void Run<TReal, TDevice, TIntegrator>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        TIntegrator integrator,
        CheckpointTape<TReal> checkpoints,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TIntegrator : unmanaged, IFixedStepIntegrator<TReal>
    {
        int lanes = sequence.Shape.Lanes, steps = sequence.Shape.Steps;
        UndersampledTape<TReal> tape = sequence.Tape;
        TDevice device = sequence.DeviceOf(lane);
        DeviceState<TReal> state = states[lane];
        tape.Store(device, lane, state);
        for (int step = 0; step < steps; ++step)
        {
            int index = step * lanes + lane;
            if (device.Fires(state.Potential))
            {
                state = device.Reset;
            }
            else
            {
                TReal current = sequence.CurrentAt(index);
                int micro = 0;
                for (int checkpoint = 0; checkpoint < checkpoints.PerStep; ++checkpoint)
                {
                    checkpoints.Keep(step, checkpoint, lanes, lane, state);
                    for (int i = 0; i < checkpoints.Interval && micro < integrator.MicroSteps; ++i, ++micro)
                    {
                        if (!device.Fires(state.Potential))
                            state = integrator.MicroStep(device, state, current);
                    }
                }
            }

            tape.Store(device, index + lanes, state);
            spikes[index] = new Spike(device.Fires(state.Potential));
        }

        states.Store(lane, state);
    }
}
