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
    /// <param name="shape">The shape of the window.</param>
    /// <param name="steps">The steps of it to run.</param>
    /// <param name="threshold">The potential at which a neuron fires.</param>
    /// <param name="decays">alpha and beta.</param>
    /// <param name="recurrent">Recurrent weights, or none.</param>
    /// <param name="input">Input, [steps, batch, neurons].</param>
    /// <param name="states">
    /// Row 0 holds potentials and synaptic currents before the window; row k + 1 receives those after its step k.
    /// </param>
    /// <param name="spikes">Likewise the spikes.</param>
    /// <param name="current">Receives the states after the window's last step, [batch, neurons].</param>
    public static void Run<TReal>(
        Index1D lane,
        SequenceShape shape,
        StepRange steps,
        TReal threshold,
        ArrayView<TReal> decays,
        RecurrentWeights<TReal> recurrent,
        Signal<TReal> input,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes,
        DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
    {
        int lanes = shape.Lanes;
        TReal alpha = Lif.ClampDecay(decays[0]), beta = Lif.ClampDecay(decays[1]);
        DeviceState<TReal> state = states[steps.Begin * lanes + lane];
        for (int step = steps.Begin; step < steps.End; ++step)
        {
            int index = step * lanes + lane;
            TReal drive = RecurrentDrive.Read(input, recurrent, spikes, step, shape, lane);
            state = Lif.Step(state, TReal.From(spikes[index].Count), drive, alpha, beta);
            states.Store(index + lanes, state);
            spikes[index + lanes] = new Spike(state.Potential >= threshold);
        }

        if (steps.End == shape.Steps)
            current.Store(lane, state);
    }
}
