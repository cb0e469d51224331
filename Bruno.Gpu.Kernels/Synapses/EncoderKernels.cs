using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The trainable encoder e = gain (tile(x) + bias): copies of the input channels, one after the other, each with its own
/// gain and bias.
/// </summary>
public static class EncoderKernels
{
    /// <summary>The encoding of one element of [rows, outputs].</summary>
    public static void Forward<T>(
        Index1D element, MatrixShape shape, Signal<T> x, ArrayView<T> gain, ArrayView<T> bias, ArrayView<T> y)
        where T : unmanaged, IReal<T>
    {
        int row = element / shape.Outputs, column = element % shape.Outputs;
        y[element] = gain[column] * (x[row * shape.Inputs + column % shape.Inputs] + bias[column]);
    }

    /// <summary>
    /// Adds a window to one lane's shares of the gradients of gain and bias, [batch, outputs], the last step first.
    /// </summary>
    public static void BackwardParameters<T>(
        Index1D lane,
        SequenceShape shape,
        int inputs,
        Signal<T> x,
        ArrayView<T> gain,
        ArrayView<T> bias,
        ArrayView<T> dy,
        ArrayView<T> gainShares,
        ArrayView<T> biasShares)
        where T : unmanaged, IReal<T>
    {
        int element = lane / shape.Neurons, column = lane % shape.Neurons;
        T gainSum = gainShares[lane], biasSum = biasShares[lane];
        for (int step = shape.Steps - 1; step >= 0; --step)
        {
            T adjoint = dy[step * shape.Lanes + lane];
            gainSum += adjoint * (x[(step * shape.Batch + element) * inputs + column % inputs] + bias[column]);
            biasSum += gain[column] * adjoint;
        }

        gainShares[lane] = gainSum;
        biasShares[lane] = biasSum;
    }

    /// <summary>Sums the shares of one output's gain and bias over the batch, its last element first.</summary>
    public static void SumShares<T>(
        Index1D column, int batch, ArrayView<T> gainShares, ArrayView<T> biasShares, ArrayView<T> gainGradient, ArrayView<T> biasGradient)
        where T : unmanaged, IReal<T>
    {
        int outputs = (int)gainGradient.Length;
        T gainSum = T.From(0), biasSum = T.From(0);
        for (int element = batch - 1; element >= 0; --element)
        {
            gainSum += gainShares[element * outputs + column];
            biasSum += biasShares[element * outputs + column];
        }

        gainGradient[column] = gainSum;
        biasGradient[column] = biasSum;
    }
}
