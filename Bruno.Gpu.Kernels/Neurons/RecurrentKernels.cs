using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// What neurons of a layer tell each other: the drive x + R s of a step, with the s of the step before, and the way back. Sums go
/// over neurons in order.
/// </summary>
public static class RecurrentKernels
{
    /// <summary>The drives of some steps, whose neurons' output in the steps before is known.</summary>
    /// <param name="index">The element of the steps, [steps, batch, neurons].</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="weights">Recurrent weights [from, to].</param>
    /// <param name="input">x, [steps, batch, neurons].</param>
    /// <param name="fired">s; row k is that before step k.</param>
    /// <param name="drives">Receives the drives, [steps, batch, neurons].</param>
    public static void Drive<T>(
        Index1D index, SequenceShape shape, StepRange steps, RecurrentWeights<T> weights, Signal<T> input, Signal<T> fired, ArrayView<T> drives)
        where T : unmanaged, IReal<T>
    {
        int at = steps.Begin * shape.Lanes + index;
        drives[at] = RecurrentSums.Drive(at, shape, weights, input, fired);
    }

    /// <summary>Transposes recurrent weights, so that neighbouring neurons read neighbours on the way back.</summary>
    /// <param name="index">The element of [matrices, to, from].</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="weights">[matrices, from, to].</param>
    /// <param name="transposed">Receives [matrices, to, from].</param>
    public static void Transpose<T>(Index1D index, int neurons, ArrayView<T> weights, ArrayView<T> transposed)
        where T : unmanaged, IReal<T>
    {
        int matrix = index / (neurons * neurons), place = index % (neurons * neurons);
        transposed[index] = weights[(matrix * neurons + place % neurons) * neurons + place / neurons];
    }

    /// <summary>Adds to the adjoints of what neurons put out in a step what the drives of the next step received of it.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="step">The step.</param>
    /// <param name="transposed">Recurrent weights [to, from] that the next step reads.</param>
    /// <param name="later">The adjoints of the drives of the first step after the window, [batch, neurons].</param>
    /// <param name="adjoints">
    /// Adjoints, [steps, batch, neurons]: of the outputs up to the step, and of the drives after it.
    /// </param>
    public static void Adjoint<T>(
        Index1D lane, SequenceShape shape, int step, RecurrentWeights<T> transposed, ArrayView<T> later, ArrayView<T> adjoints)
        where T : unmanaged, IReal<T>
    {
        int index = step * shape.Lanes + lane;
        adjoints[index] = RecurrentSums.Adjoint(index, lane, shape, step, transposed, later, adjoints);
    }
}
