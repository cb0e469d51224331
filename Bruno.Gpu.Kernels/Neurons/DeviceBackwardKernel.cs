using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The backward pass of a layer of devices, fused over a window of time: one thread a lane walks the tape backwards.
/// Which derivative an outer step has is the linearisation's business; a step spent in reset passes on what the reset keeps.
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
    public static void Run<TReal, TDevice, TState, TMatrix, TLinearisation>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        TLinearisation linearisation,
        int carries,
        DeviceAdjoints<TReal> adjoints)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TLinearisation : struct, ILinearisation<TDevice, TReal, TState, TMatrix>
    {
        int lanes = sequence.Shape.Lanes;
        Surrogate<TReal> surrogate = adjoints.Surrogate;
        ArrayView<TReal> ofSpikes = adjoints.Spikes;
        StateAdjoints<TReal> ofStates = adjoints.States;
        DeviceTape<TReal> carried = adjoints.Carried;
        UndersampledTape<TReal> tape = sequence.Tape;
        TDevice device = sequence.DeviceOf(lane);
        TReal zero = TReal.From(0), currentUnit = sequence.CurrentUnit;
        TState adjoint = carried.At<TState>(lane);
        for (int step = sequence.Shape.Steps - 1; step >= 0; --step)
        {
            int index = step * lanes + lane;
            TState after = tape.At<TState>(index + lanes);
            TReal signal = Adjoint.Times(surrogate.Derivative(device.Excess(after)), ofSpikes[index]);
            adjoint = ofStates.AddTo(adjoint + Adjoint.Each<TReal, TState>(TState.All(signal), device.ExcessGradient(after)), index);

            TState before = tape.At<TState>(index);
            TReal inputAdjoint = zero;
            if (device.Fires(before))
            {
                adjoint = device.ResetDerivative(before).Pull(adjoint);
            }
            else
            {
                Jacobian<TReal, TState, TMatrix> j = linearisation.Linearise(device, before, sequence.CurrentAt(index), index);
                inputAdjoint = currentUnit * TMatrix.Dot(adjoint, j.ByInput);
                adjoint = j.ByState.Pull(adjoint);
            }

            if (carries == 0)
                adjoint = TState.All(zero);

            ofSpikes[index] = inputAdjoint;
        }

        carried.Store(lane, adjoint);
    }
}
