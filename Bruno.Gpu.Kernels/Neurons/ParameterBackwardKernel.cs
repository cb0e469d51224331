using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The gradient of a parameter of devices: the recursion of <see cref="DeviceBackwardKernel"/> once more, on devices that are seen by
/// the parameter. With a the adjoint of the state after a step, dx/dp the derivative of the step by the parameter, and the loss
/// reading s = surrogate(V - V_thr),
/// <code>dL/dp = sum over steps of a dx/dp - dL/ds surrogate' dV_thr/dp,   dx/dp that of the reset state in a step after a spike</code>
/// and the adjoint of the start times its derivative. The adjoints of spikes are read only: it goes before the pass that turns them
/// into those of the input. Adjoints of states it carries itself, so that they have the same bits however time is cut, also where the
/// layer's own pass comes to them by another order of sums.
/// </summary>
public static class ParameterBackwardKernel
{
    /// <summary>Adds a window, the last step first.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input and stored states.</param>
    /// <param name="linearisation">The derivative of an outer step.</param>
    /// <param name="carries">1: adjoints pass from a step to the one before; 0: that route is dropped.</param>
    /// <param name="stores">1: the adjoints before the window are stored; 0: those after it stay, for another parameter.</param>
    /// <param name="adjoints">As they are before the backward pass of the window; those that are carried are its own.</param>
    /// <param name="shares">The lanes' shares of the gradient, [batch, neurons]; it adds to them.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TReal, TDevice, TTangent, TLinearisation>(
        Index1D lane,
        DeviceSequence<TReal, ByParameter<TDevice, TTangent, TReal>> sequence,
        TLinearisation linearisation,
        int carries,
        int stores,
        DeviceAdjoints<TReal> adjoints,
        ArrayView<TReal> shares)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TTangent : unmanaged, IDevice<TTangent, ParameterDual<TReal>>
        where TLinearisation : struct, ILinearisation<ByParameter<TDevice, TTangent, TReal>, TReal>
    {
        int lanes = sequence.Shape.Lanes;
        Surrogate<TReal> surrogate = adjoints.Surrogate;
        ArrayView<TReal> ofSpikes = adjoints.Spikes;
        StateAdjoints<TReal> ofStates = adjoints.States, carried = adjoints.Carried;
        UndersampledTape<TReal> tape = sequence.Tape;
        ByParameter<TDevice, TTangent, TReal> device = sequence.DeviceOf(lane);
        TReal zero = TReal.From(0), thresholdTangent = device.ThresholdTangent;
        DeviceState<TReal> resetTangent = device.ResetTangent;
        TReal potential = carried.Potential[lane], @internal = carried.Internal[lane], share = shares[lane];
        for (int step = sequence.Shape.Steps - 1; step >= 0; --step)
        {
            int index = step * lanes + lane;
            DeviceState<TReal> after = tape[index + lanes], motion = device.Motion(after);
            TReal signal = Adjoint.Times(surrogate.Derivative(after.Potential - device.Threshold), ofSpikes[index]);
            TReal read = ofStates.AddPotential(signal, index), readInternal = ofStates.AddInternal(zero, index);
            share += Adjoint.Times(read, motion.Potential) + Adjoint.Times(readInternal, motion.Internal)
                - Adjoint.Times(signal, thresholdTangent);
            potential += read;
            @internal += readInternal;

            DeviceState<TReal> before = tape[index];
            if (device.Fires(before.Potential))
            {
                share += Adjoint.Times(potential, resetTangent.Potential) + Adjoint.Times(@internal, resetTangent.Internal);
                potential = zero;
                @internal = zero;
            }
            else
            {
                Jacobian<TReal> j = linearisation.Linearise(device, before, sequence.CurrentAt(index), index);
                Partials<TReal> v = j.Potential, p = j.Internal;
                share += Adjoint.Times(potential, v.ByInput) + Adjoint.Times(@internal, p.ByInput);
                TReal earlier = Adjoint.Times(potential, v.ByPotential) + Adjoint.Times(@internal, p.ByPotential);
                @internal = Adjoint.Times(potential, v.ByInternal) + Adjoint.Times(@internal, p.ByInternal);
                potential = earlier;
            }

            if (carries == 0)
            {
                potential = zero;
                @internal = zero;
            }
        }

        shares[lane] = share;
        if (stores != 0)
        {
            carried.Potential[lane] = potential;
            carried.Internal[lane] = @internal;
        }
    }

    /// <summary>Adds what comes through the start.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="adjoints">With respect to the start.</param>
    /// <param name="shares">The lanes' shares of the gradient, [batch, neurons]; it adds to them.</param>
    public static void Start<TReal, TDevice, TTangent>(
        Index1D lane, int neurons, ParameterView<ByParameter<TDevice, TTangent, TReal>> devices, StateAdjoints<TReal> adjoints,
        ArrayView<TReal> shares)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TTangent : unmanaged, IDevice<TTangent, ParameterDual<TReal>>
    {
        DeviceState<TReal> tangent = devices.OfLane(lane, neurons).InitialTangent;
        shares[lane] += Adjoint.Times(adjoints.Potential[lane], tangent.Potential) + Adjoint.Times(adjoints.Internal[lane], tangent.Internal);
    }
}
