using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
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
    public static void Run<TReal, TDevice, TIntegrator, TLinearisation>(
        Index1D lane,
        DeviceSequence<TReal, TDevice> sequence,
        TIntegrator integrator,
        TLinearisation linearisation,
        CheckpointTape<TReal> checkpoints,
        DeviceAdjoints<TReal> adjoints)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TIntegrator : unmanaged, IFixedStepIntegrator<TReal>
        where TLinearisation : unmanaged, ILinearisation<TDevice, TReal>
    {
        int lanes = sequence.Shape.Lanes;
        Surrogate<TReal> surrogate = adjoints.Surrogate;
        ArrayView<TReal> ofSpikes = adjoints.Spikes;
        StateAdjoints<TReal> ofStates = adjoints.States, carried = adjoints.Carried;
        UndersampledTape<TReal> tape = sequence.Tape;
        TDevice device = sequence.DeviceOf(lane);
        TReal zero = TReal.From(0);
        TReal potential = carried.Potential[lane], @internal = carried.Internal[lane];
        for (int step = sequence.Shape.Steps - 1; step >= 0; --step)
        {
            int index = step * lanes + lane;
            potential += Adjoint.Times(
                surrogate.Derivative(tape.PotentialAt(index + lanes) - device.Threshold), ofSpikes[index]);
            potential = ofStates.AddPotential(potential, index);
            @internal = ofStates.AddInternal(@internal, index);

            TReal inputAdjoint = zero;
            if (device.Fires(tape.PotentialAt(index)))
            {
                potential = zero;
                @internal = zero;
            }
            else
            {
                TReal current = sequence.CurrentAt(index);
                for (int checkpoint = checkpoints.PerStep - 1; checkpoint >= 0; --checkpoint)
                {
                    int left = integrator.MicroSteps - checkpoint * checkpoints.Interval;
                    int count = left < checkpoints.Interval ? left : checkpoints.Interval;
                    DeviceState<TReal> state = checkpoints.At(step, checkpoint, lanes, lane);
                    int taken = 0;
                    while (taken < count && !device.Fires(state.Potential))
                    {
                        checkpoints.StoreBetween(taken, lanes, lane, state);
                        ++taken;
                        if (taken < count)
                            state = integrator.MicroStep(device, state, current);
                    }

                    for (int micro = taken - 1; micro >= 0; --micro)
                    {
                        Jacobian<TReal> j = linearisation.Linearise(device, checkpoints.Between(micro, lanes, lane), current, index);
                        Partials<TReal> v = j.Potential, p = j.Internal;
                        inputAdjoint += Adjoint.Times(potential, v.ByInput) + Adjoint.Times(@internal, p.ByInput);
                        TReal earlier = Adjoint.Times(potential, v.ByPotential) + Adjoint.Times(@internal, p.ByPotential);
                        @internal = Adjoint.Times(potential, v.ByInternal) + Adjoint.Times(@internal, p.ByInternal);
                        potential = earlier;
                    }
                }
            }

            ofSpikes[index] = sequence.CurrentUnit * inputAdjoint;
        }

        carried.Potential[lane] = potential;
        carried.Internal[lane] = @internal;
    }
}
