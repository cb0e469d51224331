using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The forward pass of a layer of devices with its sensitivities: what <see cref="DeviceForwardKernel"/> computes, and the
/// derivative of every outer step beside it.
/// </summary>
public static class SensitiveForwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input, and the tape that receives the states.</param>
    /// <param name="linearised">The integrator, and what is held while it is differentiated.</param>
    /// <param name="states">The states before the window, [batch, neurons]; receives those after it.</param>
    /// <param name="spikes">Receives the spikes, [steps, batch, neurons].</param>
    /// <param name="derivatives">Receives the derivatives of the steps, [steps, batch, neurons].</param>
    public static void Run<TReal, TDevice, TIntegrator, THold>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        FineLinearisation<TDevice, TReal, TIntegrator, THold> linearised,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes,
        ArrayView<Jacobian<TReal>> derivatives)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TIntegrator : unmanaged, IIntegrator<TReal>
        where THold : unmanaged, IHoldPolicy
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
                state = device.Reset;
            else
                derivatives[index] = linearised.Advance(device, ref state, sequence.CurrentAt(index));
            tape.Store(device, index + lanes, state);
            spikes[index] = new Spike(device.Fires(state.Potential));
        }

        states.Store(lane, state);
    }
}
