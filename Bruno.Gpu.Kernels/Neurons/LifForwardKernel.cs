using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The forward pass of a layer of LIF neurons over a window of time. Without recurrence one launch covers all steps; with
/// it every step is a launch, because a neuron reads the others' spikes of the step before.
/// </summary>
public static class LifForwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Decays, weights and input; its rows after the first receive states and spikes.</param>
    /// <param name="steps">The steps of it to run.</param>
    /// <param name="current">Receives the states after the window's last step, [batch, neurons].</param>
    public static void Run<TReal>(
        Index1D lane,
        LifSequence<TReal> sequence,
        StepRange steps,
        DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
    {
        SequenceShape shape = sequence.Shape;
        DeviceTape<TReal> states = sequence.States;
        ArrayView<Spike> spikes = sequence.Spikes;
        int lanes = shape.Lanes;
        TReal alpha = Lif.ClampDecay(sequence.Decays[0]), beta = Lif.ClampDecay(sequence.Decays[1]);
        DeviceState<TReal> state = states[steps.Begin * lanes + lane];
        for (int step = steps.Begin; step < steps.End; ++step)
        {
            int index = step * lanes + lane;
            TReal drive = RecurrentDrive.Read(sequence.Input, sequence.Recurrent, spikes, step, shape, lane);
            state = Lif.Step(state, TReal.From(spikes[index].Count), drive, alpha, beta);
            states.Store(index + lanes, state);
            spikes[index + lanes] = new Spike(state.Potential >= sequence.Threshold);
        }

        if (steps.End == shape.Steps)
            current.Store(lane, state);
    }
}
