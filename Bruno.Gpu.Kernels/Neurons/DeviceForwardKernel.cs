using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
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
    public static void Run<TReal, TDevice, TState, TMatrix, TStep>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        TStep outerStep,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TStep : struct, IOuterStep<TReal, TDevice, TState>
    {
        int lanes = sequence.Shape.Lanes, steps = sequence.Shape.Steps;
        UndersampledTape<TReal> tape = sequence.Tape;
        TDevice device = sequence.DeviceOf(lane);
        TState state = states.At<TState>(lane);
        tape.Store<TDevice, TState, TMatrix>(device, lane, state);
        for (int step = 0; step < steps; ++step)
        {
            int index = step * lanes + lane;
            state = OuterStep.Next<TReal, TDevice, TState, TMatrix, TStep>(outerStep, device, state, sequence.CurrentAt(index), step, lanes, lane);
            tape.Store<TDevice, TState, TMatrix>(device, index + lanes, state);
            spikes[index] = new Spike(device.Fires(state));
        }

        states.Store(lane, state);
    }
}
