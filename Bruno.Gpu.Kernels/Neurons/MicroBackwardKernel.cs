using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// Backpropagation through every micro-step of a layer of devices: from checkpoint to checkpoint backwards, the micro-steps
/// between two of them are made again and then walked through in reverse, each with its own derivative.
/// </summary>
public static class MicroBackwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input and stored states.</param>
    /// <param name="integrator">What made the micro-steps.</param>
    /// <param name="linearisation">The derivative of a micro-step.</param>
    /// <param name="checkpoints">The checkpoints of the window.</param>
    /// <param name="adjoints">What is turned into each other.</param>
    // A method of its own for the .NET compiler, see DeviceBackwardKernel.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TReal, TDevice, TState, TMatrix, TIntegrator, TLinearisation>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        TIntegrator integrator,
        TLinearisation linearisation,
        CheckpointTape<TReal> checkpoints,
        DeviceAdjoints<TReal> adjoints)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TIntegrator : unmanaged, IFixedStepIntegrator<TReal, TDevice, TState, TMatrix>
        where TLinearisation : unmanaged, ILinearisation<TDevice, TReal, TState, TMatrix>
    {
        int lanes = sequence.Shape.Lanes;
        Surrogate<TReal> surrogate = adjoints.Surrogate;
        ArrayView<TReal> ofSpikes = adjoints.Spikes;
        StateAdjoints<TReal> ofStates = adjoints.States;
        DeviceTape<TReal> carried = adjoints.Carried;
        UndersampledTape<TReal> tape = sequence.Tape;
        TDevice device = sequence.DeviceOf(lane);
        TReal zero = TReal.From(0);
        TState adjoint = carried.At<TState>(lane);
        for (int step = sequence.Shape.Steps - 1; step >= 0; --step)
        {
            int index = step * lanes + lane;
            TState after = tape.At<TState>(index + lanes), before = tape.At<TState>(index);
            TReal signal = Adjoint.Times(surrogate.Derivative(device.Excess(after)), ofSpikes[index]);
            adjoint = ofStates.AddTo(adjoint + Adjoint.Each<TReal, TState>(TState.All(signal), device.ExcessGradient(after)), index);

            TReal inputAdjoint = zero;
            if (device.Fires(before))
            {
                adjoint = device.ResetDerivative(before).Pull(adjoint);
            }
            else
            {
                TReal current = sequence.CurrentAt(index);
                for (int checkpoint = checkpoints.PerStep - 1; checkpoint >= 0; --checkpoint)
                {
                    int left = integrator.MicroSteps - checkpoint * checkpoints.Interval;
                    int count = left < checkpoints.Interval ? left : checkpoints.Interval;
                    TState state = checkpoints.At<TState>(step, checkpoint, lanes, lane);
                    int taken = 0;
                    while (taken < count && !device.Fires(state))
                    {
                        checkpoints.StoreBetween(taken, lanes, lane, state);
                        ++taken;
                        if (taken < count)
                            state = integrator.MicroStep(device, state, current);
                    }

                    Back<TReal, TDevice, TState, TMatrix, TLinearisation>(
                        in device, linearisation, in checkpoints, taken, lanes, lane, current, index, ref adjoint, ref inputAdjoint);
                }
            }

            ofSpikes[index] = sequence.CurrentUnit * inputAdjoint;
        }

        carried.Store(lane, adjoint);
    }

    /// <summary>Takes the adjoint of the state back over micro-steps whose states are kept, and adds to that of the current.</summary>
    // What happens most often has a budget of its own for the .NET compiler to inline arithmetic: the loops around it use theirs up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Back<TReal, TDevice, TState, TMatrix, TLinearisation>(
        ref readonly TDevice device, TLinearisation linearisation, ref readonly CheckpointTape<TReal> checkpoints, int taken, int lanes, int lane,
        TReal current, int index, ref TState adjoint, ref TReal ofInput)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TLinearisation : unmanaged, ILinearisation<TDevice, TReal, TState, TMatrix>
    {
        TState after = adjoint;
        TReal inputAdjoint = ofInput;
        for (int micro = taken - 1; micro >= 0; --micro)
        {
            Jacobian<TReal, TState, TMatrix> step = linearisation.Linearise(
                device, checkpoints.Between<TState>(micro, lanes, lane), current, index);
            inputAdjoint += TMatrix.Dot(after, step.ByInput);
            after = step.ByState.Pull(after);
        }

        adjoint = after;
        ofInput = inputAdjoint;
    }
}
