using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The forward pass of a layer of devices, fused over a window of time: one thread a lane runs all its outer steps, each
/// finely integrated, and stores the undersampled states. What else is kept is the business of the outer step.
/// </summary>
public static class DeviceForwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input, and the tape that receives the states.</param>
    /// <param name="outerStep">How an outer step is made; it may hold views.</param>
    /// <param name="states">The states before the window, [batch, neurons]; receives those after it.</param>
    /// <param name="spikes">Receives the spikes, [steps, batch, neurons].</param>
    public static void Run<TReal, TDevice, TStep>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        TStep outerStep,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TStep : struct, IOuterStep<TReal, TDevice>
    {
        int lanes = sequence.Shape.Lanes, steps = sequence.Shape.Steps;
        UndersampledTape<TReal> tape = sequence.Tape;
        TDevice device = sequence.DeviceOf(lane);
        DeviceState<TReal> state = states[lane];
        tape.Store(device, lane, state);
        for (int step = 0; step < steps; ++step)
        {
            int index = step * lanes + lane;
            state = OuterStep.Next(outerStep, device, state, sequence.CurrentAt(index), step, lanes, lane);
            tape.Store(device, index + lanes, state);
            spikes[index] = new Spike(device.Fires(state.Potential));
        }

        states.Store(lane, state);
    }
}
