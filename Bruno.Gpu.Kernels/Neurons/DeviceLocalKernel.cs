using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The local derivatives of a layer of devices in a window of time, for eligibility traces, and the adjoints of its input
/// by the routes of each step alone. After a spike a device is put at its reset state.
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
    public static void Run<TReal, TDevice, TState, TMatrix, TLinearisation>(
        Index1D index,
        DeviceSequence<TReal, TDevice> sequence,
        TLinearisation linearisation,
        Surrogate<TReal> surrogate,
        ArrayView<TReal> adjoints,
        LocalDerivatives<TReal, TState, TMatrix> local)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TLinearisation : unmanaged, ILinearisation<TDevice, TReal, TState, TMatrix>
    {
        int lanes = sequence.Shape.Lanes;
        TDevice device = sequence.DeviceOf(index % lanes);
        TState before = sequence.Tape.At<TState>(index), after = sequence.Tape.At<TState>(index + lanes);
        TReal signal = Adjoint.Times(surrogate.Derivative(device.Excess(after)), adjoints[index]);
        TState signals = Adjoint.Each<TReal, TState>(TState.All(signal), device.ExcessGradient(after));
        Jacobian<TReal, TState, TMatrix> step = new(device.ResetDerivative(before), TState.All(TReal.From(0)));
        if (!device.Fires(before))
        {
            Jacobian<TReal, TState, TMatrix> j = linearisation.Linearise(device, before, sequence.CurrentAt(index), index);
            step = new(j.ByState, sequence.CurrentUnit * j.ByInput);
        }

        local.Store(index, signals, step);
        adjoints[index] = TMatrix.Dot(signals, step.ByInput);
    }
}
