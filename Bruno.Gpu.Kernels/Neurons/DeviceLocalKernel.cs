using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The local derivatives of a layer of devices in a window of time, for eligibility traces, and the adjoints of its input
/// by the routes of each step alone. After a spike a device is put at its reset state: nothing depends on what was before.
/// </summary>
public static class DeviceLocalKernel
{
    /// <param name="index">The element of [steps, batch, neurons].</param>
    /// <param name="sequence">Devices, input and stored states.</param>
    /// <param name="linearisation">The derivative of an outer step.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="adjoints">
    /// Derivative of the loss with respect to the spikes; receives in its place that with respect to the input.
    /// </param>
    /// <param name="local">Receives the local derivatives.</param>
    public static void Run<TReal, TDevice, TLinearisation>(
        Index1D index,
        DeviceSequence<TReal, TDevice> sequence,
        TLinearisation linearisation,
        Surrogate<TReal> surrogate,
        ArrayView<TReal> adjoints,
        LocalDerivatives<TReal> local)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TLinearisation : unmanaged, ILinearisation<TDevice, TReal>
    {
        int lanes = sequence.Shape.Lanes;
        TReal zero = TReal.From(0), unit = sequence.CurrentUnit;
        TDevice device = sequence.DeviceOf(index % lanes);
        DeviceState<TReal> before = sequence.Tape[index];
        TReal after = sequence.Tape.PotentialAt(index + lanes);
        TReal signal = Adjoint.Times(surrogate.Derivative(after - device.Threshold), adjoints[index]);
        Partials<TReal> v = new(zero, zero, zero), p = v;
        if (!device.Fires(before.Potential))
        {
            Jacobian<TReal> j = linearisation.Linearise(device, before, sequence.CurrentAt(index), index);
            Partials<TReal> potential = j.Potential, @internal = j.Internal;
            v = new(potential.ByPotential, potential.ByInternal, unit * potential.ByInput);
            p = new(@internal.ByPotential, @internal.ByInternal, unit * @internal.ByInput);
        }

        local.Store(index, signal, zero, new(v, p));
        adjoints[index] = Adjoint.Times(signal, v.ByInput);
    }
}
