using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The backward pass of a layer of devices, fused over time: one thread a lane walks the tape backwards. Which
/// derivative an outer step has is the linearisation's business; the reset step after a spike passes nothing on.
/// </summary>
public static class DeviceBackwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="shape">The shape of the arrays.</param>
    /// <param name="parameters">The devices.</param>
    /// <param name="linearisation">The derivative of an outer step.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="currentUnit">nA a unit of input.</param>
    /// <param name="input">Input currents, [steps, batch, neurons].</param>
    /// <param name="tape">The stored states.</param>
    /// <param name="adjoints">
    /// Derivative of the loss with respect to the spikes, [steps, batch, neurons]; receives in its place that with respect
    /// to the input that each step read.
    /// </param>
    /// <param name="stateAdjoints">The same with respect to the states, or empty.</param>
    /// <param name="startAdjoints">Receives that with respect to the start, [batch, neurons] each; may be empty.</param>
    public static void Run<TReal, TDevice, TLinearisation>(
        Index1D lane,
        SequenceShape shape,
        ParameterView<TDevice> parameters,
        TLinearisation linearisation,
        Surrogate<TReal> surrogate,
        TReal currentUnit,
        Signal<TReal> input,
        DeviceTape<TReal> tape,
        ArrayView<TReal> adjoints,
        StateAdjoints<TReal> stateAdjoints,
        StateAdjoints<TReal> startAdjoints)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TLinearisation : unmanaged, ILinearisation<TDevice, TReal>
    {
        int lanes = shape.Lanes;
        TDevice device = parameters.Of(lane % shape.Neurons);
        TReal zero = TReal.From(0);
        TReal potential = zero, @internal = zero;
        for (int step = shape.Steps - 1; step >= 0; --step)
        {
            int index = step * lanes + lane;
            DeviceState<TReal> after = tape[index + lanes];
            potential += Adjoint.Times(surrogate.Derivative(after.Potential - device.Threshold), adjoints[index]);
            if (stateAdjoints.Potential.Length > 0)
                potential += stateAdjoints.Potential[index];
            if (stateAdjoints.Internal.Length > 0)
                @internal += stateAdjoints.Internal[index];

            DeviceState<TReal> before = tape[index];
            TReal inputAdjoint = zero;
            if (device.Fires(before.Potential))
            {
                potential = zero;
                @internal = zero;
            }
            else
            {
                TReal current = DelayedInput.Read(input, step, shape, lane) * currentUnit;
                Jacobian<TReal> j = linearisation.Linearise(device, before, current);
                Partials<TReal> v = j.Potential, p = j.Internal;
                inputAdjoint = currentUnit * (Adjoint.Times(potential, v.ByInput) + Adjoint.Times(@internal, p.ByInput));
                TReal earlier = Adjoint.Times(potential, v.ByPotential) + Adjoint.Times(@internal, p.ByPotential);
                @internal = Adjoint.Times(potential, v.ByInternal) + Adjoint.Times(@internal, p.ByInternal);
                potential = earlier;
            }

            adjoints[index] = inputAdjoint;
        }

        if (startAdjoints.Potential.Length > 0)
            startAdjoints.Potential[lane] = potential;
        if (startAdjoints.Internal.Length > 0)
            startAdjoints.Internal[lane] = @internal;
    }
}
