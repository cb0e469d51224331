using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The sums over the neurons of a layer that <see cref="RecurrentKernels"/> and <see cref="RecurrentGroupKernels"/> take.</summary>
public static class RecurrentSums
{
    /// <summary>The drive x + R s at an index of [steps, batch, neurons].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Drive<T>(int index, SequenceShape shape, RecurrentWeights<T> weights, Signal<T> input, Signal<T> fired)
        where T : unmanaged, IReal<T>
    {
        int lane = index % shape.Lanes, neuron = lane % shape.Neurons;
        int row = index - neuron, matrix = weights.First(lane / shape.Neurons, shape.Neurons) + neuron;
        T sum = input[index];
        if (fired.IsSpiking)
        {
            ArrayView<Spike> spikes = fired.Spikes;
            for (int from = 0; from < shape.Neurons; ++from)
            {
                if (spikes[row + from].Fired)
                    sum += weights[matrix + from * shape.Neurons];
            }
        }
        else
        {
            ArrayView<T> values = fired.Values;
            for (int from = 0; from < shape.Neurons; ++from)
                sum += values[row + from] * weights[matrix + from * shape.Neurons];
        }

        return sum;
    }

    /// <summary>The adjoint of an output with what the drives of the next step received of it; weights are [to, from].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Adjoint<T>(
        int index, int lane, SequenceShape shape, int step, RecurrentWeights<T> transposed, ArrayView<T> later, ArrayView<T> adjoints)
        where T : unmanaged, IReal<T>
    {
        int neuron = lane % shape.Neurons, matrix = transposed.First(lane / shape.Neurons, shape.Neurons) + neuron;
        bool isLast = step + 1 == shape.Steps;
        ArrayView<T> drives = isLast ? later : adjoints;
        int row = (isLast ? lane : index + shape.Lanes) - neuron;
        T sum = adjoints[index];
        for (int to = 0; to < shape.Neurons; ++to)
            sum += transposed[matrix + to * shape.Neurons] * drives[row + to];
        return sum;
    }
}
