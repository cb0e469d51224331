using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// <see cref="DeviceForwardKernel"/> with the adaptive integrator, to the same bits, for devices whose threads run in step
/// with their neighbours. There the lanes of a warp wait at the end of every outer step for the one that takes the most
/// steps; here each goes on with its next outer step, so that they wait once a window, for the one that takes the most in all.
/// </summary>
public static class AdaptiveForwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input, and the tape that receives the states.</param>
    /// <param name="outerStep">The integrator.</param>
    /// <param name="states">The states before the window, [batch, neurons]; receives those after it.</param>
    /// <param name="spikes">Receives the spikes, [steps, batch, neurons].</param>
    public static void Run<TReal, TDevice>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        IntegratedStep<TReal, TDevice, DeviceState<TReal>, Matrix2<TReal>, Planar<TReal, TDevice, AdaptiveRosenbrock<TReal>>> outerStep,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        int lanes = sequence.Shape.Lanes, steps = sequence.Shape.Steps;
        UndersampledTape<TReal> tape = sequence.Tape;
        AdaptiveRosenbrock<TReal> integrator = outerStep.Integrator.Integrator;
        TDevice device = sequence.DeviceOf(lane);
        TReal zero = TReal.From(0), voltsPerInternal = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        DeviceState<TReal> state = states[lane];
        TReal potential = state.Potential, @internal = state.Internal;
        tape.Store<TDevice, DeviceState<TReal>, Matrix2<TReal>>(device, lane, state);

        TReal current = zero, remaining = zero, next = zero;
        int trials = 0, step = 0;
        while (step < steps)
        {
            if (!(remaining > zero))
            {
                // An outer step begins.
                if (device.Fires(new DeviceState<TReal>(potential, @internal)))
                {
                    DeviceState<TReal> reset = device.Reset(new DeviceState<TReal>(potential, @internal));
                    potential = reset.Potential;
                    @internal = reset.Internal;
                }
                else
                {
                    current = sequence.CurrentAt(step * lanes + lane);
                    remaining = integrator.Control.Step;
                    next = zero;
                    trials = AdaptiveRosenbrock<TReal>.MaxTrials;
                }
            }

            if (remaining > zero)
            {
                StepOutcome<TReal> outcome = integrator.Step(device, potential, @internal, current, voltsPerInternal, remaining, next, ref trials);
                potential = outcome.Potential;
                @internal = outcome.Internal;
                next = outcome.Next;
                remaining = device.Fires(new DeviceState<TReal>(potential, @internal)) ? zero : remaining - outcome.Taken;
            }

            if (!(remaining > zero))
            {
                int index = step * lanes + lane;
                tape.Store<TDevice, DeviceState<TReal>, Matrix2<TReal>>(device, index + lanes, new DeviceState<TReal>(potential, @internal));
                spikes[index] = new Spike(device.Fires(new DeviceState<TReal>(potential, @internal)));
                ++step;
            }
        }

        states.Store(lane, new DeviceState<TReal>(potential, @internal));
    }
}
