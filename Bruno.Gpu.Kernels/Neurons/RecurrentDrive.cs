using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The drive x + R s of a recurrent layer, with the spikes of the step before.</summary>
public static class RecurrentDrive
{
    /// <summary>The drive of a lane at a step; <paramref name="recurrent"/> is [from, to], or empty.</summary>
    /// <param name="input">Input, [steps, batch, neurons].</param>
    /// <param name="recurrent">Recurrent weights [from, to], or empty.</param>
    /// <param name="spikes">Spikes; row k is that before step k.</param>
    /// <param name="step">The step of the window.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="lane">The lane.</param>
    public static T Read<T>(
        Signal<T> input, RecurrentWeights<T> recurrent, ArrayView<Spike> spikes, int step, SequenceShape shape, int lane)
        where T : unmanaged, IReal<T>
    {
        T drive = input[step * shape.Lanes + lane];
        if (recurrent.Length == 0)
            return drive;

        int neuron = lane % shape.Neurons;
        int first = step * shape.Lanes + lane - neuron, matrix = recurrent.First(lane / shape.Neurons, shape.Neurons);
        for (int from = 0; from < shape.Neurons; ++from)
        {
            if (spikes[first + from].Fired)
                drive += recurrent[matrix + from * shape.Neurons + neuron];
        }

        return drive;
    }

    /// <summary>The adjoint of a lane's spike, of what the drives of the step after it received.</summary>
    /// <param name="drives">The adjoints of those drives, among others.</param>
    /// <param name="row">Where those of the step begin, [batch, neurons].</param>
    /// <param name="recurrent">Recurrent weights [from, to].</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="lane">The lane.</param>
    public static T Adjoint<T>(ArrayView<T> drives, int row, RecurrentWeights<T> recurrent, int neurons, int lane)
        where T : unmanaged, IReal<T>
    {
        int neuron = lane % neurons;
        int first = row + lane - neuron, matrix = recurrent.First(lane / neurons, neurons);
        T sum = T.From(0);
        for (int to = 0; to < neurons; ++to)
            sum += recurrent[matrix + neuron * neurons + to] * drives[first + to];
        return sum;
    }
}
