using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The passes of a layer of <see cref="CubaLif{T}"/> over a window of time. Without recurrence one launch covers all steps; with it
/// every step is a launch, because a neuron reads the others' spikes of the step before.
/// </summary>
public static class CubaLifKernels
{
    /// <summary>Begins a window: its row 0 becomes the states that the neurons are in.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Its row 0 receives states and spikes.</param>
    /// <param name="current">The states the neurons are in, [batch, neurons].</param>
    public static void Enter<TReal>(Index1D lane, CubaLifSequence<TReal> sequence, DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
    {
        DeviceTape<TReal> states = sequence.States;
        DeviceState<TReal> state = current[lane];
        states.Store(lane, state);
        if (sequence.IsSpiking)
        {
            ArrayView<Spike> spikes = sequence.Spikes;
            spikes[lane] = new Spike(sequence.NeuronOf(lane).Fires(state.Potential));
        }
    }

    /// <summary>The forward pass.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Coefficients, weights and input; its rows after the first receive states and spikes.</param>
    /// <param name="steps">The steps of it to run.</param>
    /// <param name="current">Receives the states after the window's last step, [batch, neurons].</param>
    public static void Forward<TReal>(Index1D lane, CubaLifSequence<TReal> sequence, StepRange steps, DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
    {
        SequenceShape shape = sequence.Shape;
        DeviceTape<TReal> states = sequence.States;
        ArrayView<Spike> spikes = sequence.Spikes;
        CubaLif<TReal> neuron = sequence.NeuronOf(lane);
        int lanes = shape.Lanes;
        DeviceState<TReal> state = states[steps.Begin * lanes + lane];
        for (int step = steps.Begin; step < steps.End; ++step)
        {
            int index = step * lanes + lane;
            TReal drive = RecurrentDrive.Read(sequence.Input, sequence.Recurrent, spikes, step, shape, lane);
            TReal kept = sequence.IsSpiking ? neuron.AfterReset(state.Potential, sequence.Subtracts) : state.Potential;
            state = neuron.Step(kept, state.Internal, drive);
            states.Store(index + lanes, state);
            if (sequence.IsSpiking)
                spikes[index + lanes] = new Spike(neuron.Fires(state.Potential));
        }

        if (steps.End == shape.Steps)
            current.Store(lane, state);
    }

    /// <summary>
    /// The backward pass: the adjoints of the steps' linear maps, transposed. The coefficients are not trained and have no
    /// gradients.
    /// </summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">What the forward pass read and wrote.</param>
    /// <param name="steps">The steps of it to run, backwards.</param>
    /// <param name="arguments">
    /// How, and the adjoints: those of the output (spikes, or potentials) receive in their place those of the drive. The carried
    /// adjoint of a potential is that after its reset.
    /// </param>
    public static void Backward<TReal>(Index1D lane, CubaLifSequence<TReal> sequence, StepRange steps, LifBackwardArguments<TReal> arguments)
        where TReal : unmanaged, IReal<TReal>
    {
        SequenceShape shape = sequence.Shape;
        DeviceTape<TReal> states = sequence.States;
        ArrayView<TReal> adjoints = arguments.Spikes;
        LifAdjoints<TReal> carried = arguments.Carried;
        CubaLif<TReal> neuron = sequence.NeuronOf(lane);
        int lanes = shape.Lanes;
        TReal zero = TReal.From(0), potential = carried.Potential[lane], current = carried.Current[lane];
        for (int step = steps.End - 1; step >= steps.Begin; --step)
        {
            int index = step * lanes + lane;
            TReal output = adjoints[index];
            if (sequence.IsSpiking)
            {
                if (arguments.Later.Length > 0 && arguments.Carries != 0)
                {
                    bool isLast = step + 1 == shape.Steps;
                    output += RecurrentDrive.Adjoint(
                        isLast ? carried.Drive : adjoints, isLast ? 0 : index + lanes - lane, arguments.Later, shape.Neurons, lane);
                }

                TReal before = states.Potential[index + lanes];
                if (sequence.Subtracts == 0 && neuron.Fires(before))
                    potential = zero;
                output *= arguments.Surrogate.Derivative(before - neuron.Threshold);
            }

            potential += output;
            current += neuron.CurrentGain * potential;
            adjoints[index] = neuron.InputGain * current + neuron.DirectGain * potential;
            current = arguments.Carries != 0 ? neuron.CurrentDecay * current : zero;
            potential = arguments.Carries != 0 ? neuron.PotentialDecay * potential : zero;
        }

        carried.Potential[lane] = potential;
        carried.Current[lane] = current;
    }
}
