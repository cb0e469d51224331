using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The forward pass of a layer of devices, fused over time: one thread a lane runs all outer steps, each finely
/// integrated, and stores the undersampled states only.
/// </summary>
public static class DeviceForwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="shape">The shape of the arrays.</param>
    /// <param name="parameters">The devices.</param>
    /// <param name="integrator">How an outer step is integrated.</param>
    /// <param name="currentUnit">nA a unit of input.</param>
    /// <param name="input">Input currents, [steps, batch, neurons].</param>
    /// <param name="tape">Receives the states; entry 0 is the start.</param>
    /// <param name="spikes">Receives the spikes, [steps, batch, neurons].</param>
    public static void Run<TReal, TDevice, TIntegrator>(
        Index1D lane,
        SequenceShape shape,
        ParameterView<TDevice> parameters,
        TIntegrator integrator,
        TReal currentUnit,
        Signal<TReal> input,
        DeviceTape<TReal> tape,
        ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TIntegrator : unmanaged, IIntegrator<TReal>
    {
        int lanes = shape.Lanes;
        TDevice device = parameters.Of(lane % shape.Neurons);
        DeviceState<TReal> state = tape[lane];
        for (int step = 0; step < shape.Steps; ++step)
        {
            TReal current = DelayedInput.Read(input, step, shape, lane) * currentUnit;
            state = device.Fires(state.Potential)
                ? device.Reset
                : integrator.Advance(device, state, current);

            tape.Store((step + 1) * lanes + lane, state);
            spikes[step * lanes + lane] = new Spike(device.Fires(state.Potential));
        }
    }
}
