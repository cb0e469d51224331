using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The forward pass of a layer of LIF neurons. Without recurrence one launch covers all steps; with it every step is a
/// launch, because a neuron reads the others' spikes of the step before.
/// </summary>
public static class LifForwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="shape">The shape of the arrays.</param>
    /// <param name="steps">The steps to run.</param>
    /// <param name="threshold">The potential at which a neuron fires.</param>
    /// <param name="decays">alpha and beta.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or empty.</param>
    /// <param name="input">Input, [steps, batch, neurons].</param>
    /// <param name="tape">Receives potentials and synaptic currents; entry 0 is the start.</param>
    /// <param name="spikes">Receives the spikes, [steps, batch, neurons].</param>
    public static void Run<TReal>(
        Index1D lane,
        SequenceShape shape,
        StepRange steps,
        TReal threshold,
        ArrayView<TReal> decays,
        ArrayView<TReal> recurrent,
        Signal<TReal> input,
        DeviceTape<TReal> tape,
        ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
    {
        int lanes = shape.Lanes;
        TReal alpha = Lif.ClampDecay(decays[0]), beta = Lif.ClampDecay(decays[1]);
        DeviceState<TReal> state = tape[steps.Begin * lanes + lane];
        for (int step = steps.Begin; step < steps.End; ++step)
        {
            bool fired = step > 0 && spikes[(step - 1) * lanes + lane].Fired;
            TReal drive = RecurrentDrive.Read(input, recurrent, spikes, step, shape, lane);
            state = Lif.Step(state, TReal.From(fired ? 1 : 0), drive, alpha, beta);
            tape.Store((step + 1) * lanes + lane, state);
            spikes[step * lanes + lane] = new Spike(state.Potential >= threshold);
        }
    }
}
