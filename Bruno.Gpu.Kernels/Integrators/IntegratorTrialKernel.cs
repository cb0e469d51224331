using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// Runs devices by themselves, without a network around them, to judge an integrator: one thread a lane, by the same rules
/// of spike and reset as in a layer.
/// </summary>
public static class IntegratorTrialKernel
{
    /// <param name="lane">The lane.</param>
    /// <param name="lanes">How many there are.</param>
    /// <param name="steps">How many outer steps are run.</param>
    /// <param name="devices">A device a lane, or one for all.</param>
    /// <param name="integrator">What is judged.</param>
    /// <param name="currents">Input currents, nA, [steps, lanes].</param>
    /// <param name="potentials">Membrane potentials, V, [steps + 1, lanes]; entry 0 is the start.</param>
    /// <param name="internals">Internal variables, likewise.</param>
    public static void Run<TReal, TDevice, TIntegrator>(
        Index1D lane,
        int lanes,
        int steps,
        ParameterView<TDevice> devices,
        TIntegrator integrator,
        ArrayView<TReal> currents,
        ArrayView<TReal> potentials,
        ArrayView<TReal> internals)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TIntegrator : unmanaged, IIntegrator<TReal>
    {
        TDevice device = devices.Of(lane);
        DeviceState<TReal> state = new(potentials[lane], internals[lane]);
        for (int step = 0; step < steps; ++step)
        {
            state = device.Fires(state.Potential)
                ? device.Reset
                : integrator.Advance(device, state, currents[step * lanes + lane]);
            potentials[(step + 1) * lanes + lane] = state.Potential;
            internals[(step + 1) * lanes + lane] = state.Internal;
        }
    }

    /// <summary>The derivative of one outer step.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="devices">A device a lane, or one for all.</param>
    /// <param name="integrator">What is judged.</param>
    /// <param name="currents">Input currents, nA, [lanes].</param>
    /// <param name="potentials">Membrane potentials at the start, V, [lanes].</param>
    /// <param name="internals">Internal variables at the start, [lanes].</param>
    /// <param name="sensitivities">Receives the derivatives, [lanes].</param>
    public static void Differentiate<TReal, TDevice, TIntegrator>(
        Index1D lane,
        ParameterView<TDevice> devices,
        TIntegrator integrator,
        ArrayView<TReal> currents,
        ArrayView<TReal> potentials,
        ArrayView<TReal> internals,
        ArrayView<Jacobian<TReal>> sensitivities)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TIntegrator : unmanaged, IIntegrator<TReal>
    {
        DeviceState<TReal> state = new(potentials[lane], internals[lane]);
        sensitivities[lane] = integrator.Sensitivity<TDevice, Kept>(devices.Of(lane), ref state, currents[lane]);
    }
}
