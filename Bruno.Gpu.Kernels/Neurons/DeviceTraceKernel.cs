using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// Records every micro-step of a stretch of outer steps: what <c>simulate</c> shows. The states are those of
/// <see cref="DeviceForwardKernel"/> where micro-steps are those of explicit Euler, because the same ones make them; other
/// integrators take a micro-step for an outer one, and are as accurate there.
/// </summary>
public static class DeviceTraceKernel
{
    /// <param name="lane">The neuron; there is one batch element.</param>
    /// <param name="shape">The shape of the arrays, the delay 0.</param>
    /// <param name="microSteps">Micro-steps an outer step.</param>
    /// <param name="parameters">The devices.</param>
    /// <param name="integrator">An integrator whose outer step is one micro-step.</param>
    /// <param name="input">The current during each micro-step, nA, [steps * microSteps, neurons].</param>
    /// <param name="tape">Entry 0 is the start; receives the state after each micro-step, [steps * microSteps + 1, neurons].</param>
    /// <param name="field">Receives the electric field of each of them, V/nm.</param>
    public static void Run<TReal, TDevice, TIntegrator>(
        Index1D lane,
        SequenceShape shape,
        int microSteps,
        ParameterView<TDevice> parameters,
        TIntegrator integrator,
        ArrayView<TReal> input,
        DeviceTape<TReal> tape,
        ArrayView<TReal> field)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TIntegrator : unmanaged, IIntegrator<TReal>
    {
        int lanes = shape.Lanes;
        TDevice device = parameters.Of(lane % shape.Neurons);
        DeviceState<TReal> state = tape[lane];
        field[lane] = device.ElectricField(state);
        for (int step = 0; step < shape.Steps; ++step)
        {
            bool resting = device.Fires(state.Potential);
            for (int micro = 0; micro < microSteps; ++micro)
            {
                int before = (step * microSteps + micro) * lanes + lane, index = before + lanes;
                if (resting)
                    state = device.Reset;
                else if (!device.Fires(state.Potential))
                    state = integrator.Advance(device, state, input[before]);

                tape.Store(index, state);
                field[index] = device.ElectricField(state);
            }
        }
    }
}
