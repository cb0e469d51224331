using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The backward pass of a layer of LIF neurons over a window of time. Its Jacobian comes from <see cref="Lif.Step"/> by
/// dual numbers. As in the forward pass, a recurrent layer takes a launch a step: the adjoint of a spike includes what the
/// step after it received through the recurrent weights.
/// </summary>
public static class LifBackwardKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="steps">The steps of it to run, backwards.</param>
    /// <param name="threshold">The potential at which a neuron fires.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="carries">
    /// 1: adjoints pass from a step to the one before; 0: that route is dropped, but for the one step that it takes the
    /// drive to reach the potential through the synaptic current.
    /// </param>
    /// <param name="decays">alpha and beta.</param>
    /// <param name="recurrent">Recurrent weights, or none.</param>
    /// <param name="later">Those that the step after the last of these steps read; the same where they do not differ.</param>
    /// <param name="input">Input, [steps, batch, neurons].</param>
    /// <param name="states">Potentials and synaptic currents; row 0 is that before the window.</param>
    /// <param name="spikes">The spikes, likewise.</param>
    /// <param name="adjoints">
    /// Derivative of the loss with respect to the spikes; receives in its place that with respect to the drive.
    /// </param>
    /// <param name="potentialAdjoints">The same with respect to the potentials, or empty.</param>
    /// <param name="carried">Adjoints carried from after the window; receives those to carry on.</param>
    public static void Run<TReal>(
        Index1D lane,
        SequenceShape shape,
        StepRange steps,
        TReal threshold,
        Surrogate<TReal> surrogate,
        int carries,
        ArrayView<TReal> decays,
        RecurrentWeights<TReal> recurrent,
        RecurrentWeights<TReal> later,
        Signal<TReal> input,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes,
        ArrayView<TReal> adjoints,
        ArrayView<TReal> potentialAdjoints,
        LifAdjoints<TReal> carried)
        where TReal : unmanaged, IReal<TReal>
    {
        int lanes = shape.Lanes;
        int neuron = lane % shape.Neurons;
        TReal alpha = Lif.ClampDecay(decays[0]), beta = Lif.ClampDecay(decays[1]);
        TReal potential = carried.Potential[lane], current = carried.Current[lane];
        TReal alphaGradient = carried.Alpha[lane], betaGradient = carried.Beta[lane];
        for (int step = steps.End - 1; step >= steps.Begin; --step)
        {
            int index = step * lanes + lane;
            TReal spikeAdjoint = adjoints[index];
            if (later.Length > 0 && carries != 0)
            {
                bool isLast = step + 1 == shape.Steps;
                ArrayView<TReal> drives = isLast ? carried.Drive : adjoints;
                int first = (isLast ? 0 : index + lanes - lane) + lane - neuron;
                int matrix = later.First(lane / shape.Neurons, shape.Neurons);
                for (int to = 0; to < shape.Neurons; ++to)
                    spikeAdjoint += later[matrix + neuron * shape.Neurons + to] * drives[first + to];
            }

            potential += surrogate.Derivative(states.Potential[index + lanes] - threshold) * spikeAdjoint;
            if (potentialAdjoints.Length > 0)
                potential += potentialAdjoints[index];

            TReal drive = RecurrentDrive.Read(input, recurrent, spikes, step, shape, lane);
            TReal spike = TReal.From(spikes[index].Count);
            adjoints[index] = LifDifferentiation.StepBackward(
                states[index], spike, drive, alpha, beta, carries, ref potential, ref current, ref alphaGradient, ref betaGradient);
        }

        carried.Potential[lane] = potential;
        carried.Current[lane] = current;
        carried.Alpha[lane] = alphaGradient;
        carried.Beta[lane] = betaGradient;
    }
}
