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
    /// <param name="sequence">What the forward pass read and wrote.</param>
    /// <param name="steps">The steps of it to run, backwards.</param>
    /// <param name="arguments">How, and the adjoints.</param>
    public static void Run<TReal>(
        Index1D lane,
        LifSequence<TReal> sequence,
        StepRange steps,
        LifBackwardArguments<TReal> arguments)
        where TReal : unmanaged, IReal<TReal>
    {
        SequenceShape shape = sequence.Shape;
        DeviceTape<TReal> states = sequence.States;
        ArrayView<Spike> spikes = sequence.Spikes;
        RecurrentWeights<TReal> later = arguments.Later;
        ArrayView<TReal> adjoints = arguments.Spikes, potentialAdjoints = arguments.Potentials;
        LifAdjoints<TReal> carried = arguments.Carried;
        int lanes = shape.Lanes;
        int neuron = lane % shape.Neurons;
        TReal alpha = Lif.ClampDecay(sequence.Decays[0]), beta = Lif.ClampDecay(sequence.Decays[1]);
        TReal potential = carried.Potential[lane], current = carried.Current[lane];
        TReal alphaGradient = carried.Alpha[lane], betaGradient = carried.Beta[lane];
        for (int step = steps.End - 1; step >= steps.Begin; --step)
        {
            int index = step * lanes + lane;
            TReal spikeAdjoint = adjoints[index];
            if (later.Length > 0 && arguments.Carries != 0)
            {
                bool isLast = step + 1 == shape.Steps;
                ArrayView<TReal> drives = isLast ? carried.Drive : adjoints;
                int first = (isLast ? 0 : index + lanes - lane) + lane - neuron;
                int matrix = later.First(lane / shape.Neurons, shape.Neurons);
                for (int to = 0; to < shape.Neurons; ++to)
                    spikeAdjoint += later[matrix + neuron * shape.Neurons + to] * drives[first + to];
            }

            potential += arguments.Surrogate.Derivative(states.Potential[index + lanes] - sequence.Threshold) * spikeAdjoint;
            if (potentialAdjoints.Length > 0)
                potential += potentialAdjoints[index];

            TReal drive = RecurrentDrive.Read(sequence.Input, sequence.Recurrent, spikes, step, shape, lane);
            TReal spike = TReal.From(spikes[index].Count);
            adjoints[index] = LifDifferentiation.StepBackward(
                states[index], spike, drive, alpha, beta, arguments.Carries, ref potential, ref current, ref alphaGradient, ref betaGradient);
        }

        carried.Potential[lane] = potential;
        carried.Current[lane] = current;
        carried.Alpha[lane] = alphaGradient;
        carried.Beta[lane] = betaGradient;
    }
}
