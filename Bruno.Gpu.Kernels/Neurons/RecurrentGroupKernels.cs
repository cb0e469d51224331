using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Groups;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The passes of a recurrent layer of neurons over a whole window in one launch, for GPUs: a group a batch element, whose threads
/// tell each other what they put out. Recurrent weights are in shared memory where they fit.
/// </summary>
public static class RecurrentGroupKernels
{
    /// <summary>The most weights of a matrix in shared memory: 64 neurons, 16 kB in float.</summary>
    public const int SharedWeights = 64 * 64;

    /// <summary>The forward pass.</summary>
    /// <param name="sequence">Coefficients and the drives; its rows after the first receive states and output.</param>
    /// <param name="weights">Recurrent weights [from, to].</param>
    /// <param name="input">The input, [steps, batch, neurons].</param>
    /// <param name="drives">Receives the drives, [steps, batch, neurons]; those that the sequence reads.</param>
    /// <param name="current">Receives the states after the window's last step, [batch, neurons].</param>
    [GroupedKernel]
    public static void Forward<TReal, TNeuron>(
        NeuronSequence<TReal, TNeuron> sequence, RecurrentWeights<TReal> weights, Signal<TReal> input, ArrayView<TReal> drives,
        DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        SequenceShape shape = sequence.Shape;
        RecurrentWeights<TReal> near = Near(weights, shape.Neurons);
        for (int step = 0; step < shape.Steps; ++step)
        {
            for (int neuron = Group.IdxX; neuron < shape.Neurons; neuron += Group.DimX)
            {
                int lane = Grid.IdxX * shape.Neurons + neuron, index = step * shape.Lanes + lane;
                drives[index] = RecurrentSums.Drive(index, shape, near, input, sequence.Fired);
                NeuronLane.Forward(lane, sequence, new(step, step + 1), current);
            }

            GroupBarrier.Wait();
        }
    }

    /// <summary>The backward pass.</summary>
    /// <param name="sequence">What the forward pass read and wrote.</param>
    /// <param name="transposed">Recurrent weights [to, from].</param>
    /// <param name="later">The adjoints of the drives of the first step after the window, [batch, neurons].</param>
    /// <param name="adjoints">How, and what is turned into each other.</param>
    [GroupedKernel]
    public static void Backward<TReal, TNeuron>(
        NeuronSequence<TReal, TNeuron> sequence, RecurrentWeights<TReal> transposed, ArrayView<TReal> later, NeuronAdjoints<TReal> adjoints)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        SequenceShape shape = sequence.Shape;
        ArrayView<TReal> outputs = adjoints.Outputs;
        RecurrentWeights<TReal> near = Near(transposed, shape.Neurons);
        for (int step = shape.Steps - 1; step >= 0; --step)
        {
            for (int neuron = Group.IdxX; neuron < shape.Neurons; neuron += Group.DimX)
            {
                int lane = Grid.IdxX * shape.Neurons + neuron, index = step * shape.Lanes + lane;
                if (adjoints.Carries != 0)
                    outputs[index] = RecurrentSums.Adjoint(index, lane, shape, step, near, later, outputs);
                NeuronLane.Backward(lane, sequence, new(step, step + 1), adjoints);
            }

            GroupBarrier.Wait();
        }
    }

    /// <summary>The weights of the group's batch element, in shared memory where they fit. All threads of the group must come here.</summary>
    private static RecurrentWeights<TReal> Near<TReal>(RecurrentWeights<TReal> weights, int neurons)
        where TReal : unmanaged, IReal<TReal>
    {
        ArrayView<TReal> kept = SharedMemory.Allocate<TReal>(SharedWeights);
        int count = neurons * neurons;
        if (count > SharedWeights)
            return weights;
        int first = weights.First(Grid.IdxX, neurons);
        for (int i = Group.IdxX; i < count; i += Group.DimX)
            kept[i] = weights[first + i];
        GroupBarrier.Wait();
        return new(kept, WeightSelection.One);
    }
}
