using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The backward pass of a layer of devices, fused over a window of time: one thread a lane walks the tape backwards.
/// Which derivative an outer step has is the linearisation's business; the reset step after a spike passes nothing on.
/// </summary>
public static class DeviceBackwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input and stored states.</param>
    /// <param name="linearisation">The derivative of an outer step; it may hold views.</param>
    /// <param name="carries">1: adjoints pass from a step to the one before; 0: that route is dropped.</param>
    /// <param name="adjoints">What is turned into each other.</param>
    // ILGPU's launcher would have the whole kernel inlined into its loop, which leaves the .NET compiler no budget to inline
    // the arithmetic of dual numbers: three times slower.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TReal, TDevice, TLinearisation>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        TLinearisation linearisation,
        int carries,
        DeviceAdjoints<TReal> adjoints)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TLinearisation : struct, ILinearisation<TDevice, TReal>
    {
        int lanes = sequence.Shape.Lanes;
        Surrogate<TReal> surrogate = adjoints.Surrogate;
        ArrayView<TReal> ofSpikes = adjoints.Spikes;
        StateAdjoints<TReal> ofStates = adjoints.States, carried = adjoints.Carried;
        UndersampledTape<TReal> tape = sequence.Tape;
        TDevice device = sequence.DeviceOf(lane);
        TReal zero = TReal.From(0), currentUnit = sequence.CurrentUnit;
        TReal potential = carried.Potential[lane], @internal = carried.Internal[lane];
        for (int step = sequence.Shape.Steps - 1; step >= 0; --step)
        {
            int index = step * lanes + lane;
            DeviceState<TReal> after = tape[index + lanes];
            potential += Adjoint.Times(surrogate.Derivative(after.Potential - device.Threshold), ofSpikes[index]);
            potential = ofStates.AddPotential(potential, index);
            @internal = ofStates.AddInternal(@internal, index);

            DeviceState<TReal> before = tape[index];
            TReal inputAdjoint = zero;
            if (device.Fires(before.Potential))
            {
                potential = zero;
                @internal = zero;
            }
            else
            {
                Jacobian<TReal> j = linearisation.Linearise(device, before, sequence.CurrentAt(index), index);
                Partials<TReal> v = j.Potential, p = j.Internal;
                inputAdjoint = currentUnit * (Adjoint.Times(potential, v.ByInput) + Adjoint.Times(@internal, p.ByInput));
                TReal earlier = Adjoint.Times(potential, v.ByPotential) + Adjoint.Times(@internal, p.ByPotential);
                @internal = Adjoint.Times(potential, v.ByInternal) + Adjoint.Times(@internal, p.ByInternal);
                potential = earlier;
            }

            if (carries == 0)
            {
                potential = zero;
                @internal = zero;
            }

            ofSpikes[index] = inputAdjoint;
        }

        carried.Potential[lane] = potential;
        carried.Internal[lane] = @internal;
    }
}
