using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
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
    /// <param name="observables">Receives what the device shows besides, a plane likewise of each.</param>
    public static void Run<TReal, TDevice, TState, TMatrix, TIntegrator>(
        Index1D lane,
        SequenceShape shape,
        int microSteps,
        ParameterView<TDevice> parameters,
        TIntegrator integrator,
        ArrayView<TReal> input,
        DeviceTape<TReal> tape,
        ArrayView<TReal> observables)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TIntegrator : unmanaged, IIntegrator<TReal, TDevice, TState, TMatrix>
    {
        int lanes = shape.Lanes;
        TDevice device = parameters.Of(lane % shape.Neurons);
        TState state = tape.At<TState>(lane);
        Observe<TReal, TDevice, TState, TMatrix>(device, state, input[lane], observables, lane);
        for (int step = 0; step < shape.Steps; ++step)
        {
            bool resting = device.Fires(state);
            if (resting)
                state = device.Reset(state);
            for (int micro = 0; micro < microSteps; ++micro)
            {
                int before = (step * microSteps + micro) * lanes + lane, index = before + lanes;
                if (!resting && !device.Fires(state))
                    state = integrator.Advance(device, state, input[before]);

                tape.Store(index, state);
                Observe<TReal, TDevice, TState, TMatrix>(device, state, input[before], observables, index);
            }
        }
    }

    private static void Observe<TReal, TDevice, TState, TMatrix>(
        TDevice device, TState state, TReal current, ArrayView<TReal> observables, int index)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    {
        for (int i = 0; i < TDevice.Observables; ++i)
            observables[observables.Length / TDevice.Observables * i + index] = device.Observable(i, state, current);
    }
}
